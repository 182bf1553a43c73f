// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps refresh tokens over restarts. What was kept is on the disk when the call returns; blocks.
 * Safe for use by many threads, one per upstream.
 */
public interface TokenVault {

  /** For those who only try things out: refresh tokens are not theirs to use up. */
  TokenVault CLOSED =
      new TokenVault() {
        @Override
        public @Nullable Kept read(String upstream) throws IOException {
          throw new IOException("refresh tokens are kept by the gateway that runs");
        }

        @Override
        public void write(String upstream, Kept kept) throws IOException {
          throw new IOException("refresh tokens are kept by the gateway that runs");
        }
      };

  /** What is kept for an upstream, or null if nothing is. */
  @Nullable Kept read(String upstream) throws IOException;

  /** Keeps this from now on, instead of what was kept before. */
  void write(String upstream, Kept kept) throws IOException;

  /**
   * A refresh token.
   *
   * @param origin the digest of the configured token it descends from
   * @param token the newest of its line
   * @param askedAt since when an answer is outstanding, in which there may be a newer one; or null
   */
  record Kept(String origin, String token, @Nullable Instant askedAt) {

    public Kept {
      requireNonNull(origin, "origin");
      requireNonNull(token, "token");
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "refresh token" + (askedAt == null ? "" : ", asked with at " + askedAt);
    }
  }
}
