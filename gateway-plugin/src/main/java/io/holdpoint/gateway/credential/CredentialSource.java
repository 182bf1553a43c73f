// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.http.Requester;
import io.holdpoint.gateway.http.UpstreamFailure;

/**
 * Which credential of the gateway's a request goes with. Never blocks. Safe for use by many
 * threads.
 */
interface CredentialSource extends AutoCloseable {

  /** What a request goes with. */
  sealed interface Choice {

    /** With this one. */
    record Show(UpstreamCredential credential) implements Choice {
      public Show {
        requireNonNull(credential, "credential");
      }
    }

    /** With none. */
    record Nothing() implements Choice {}

    /** Not at all. */
    record Refuse(UpstreamFailure why) implements Choice {
      public Refuse {
        requireNonNull(why, "why");
      }
    }
  }

  /** What a request goes with. */
  Choice of(Requester requester);

  /** What tells the server that a session of this owner is over goes with. */
  default Choice farewell(String owner) {
    return of(Requester.of(owner));
  }

  @Override
  default void close() {}

  /** One for all. */
  static CredentialSource shared(UpstreamCredential credential, Runnable closing) {
    Choice.Show always = new Choice.Show(credential);
    return new CredentialSource() {
      @Override
      public Choice of(Requester requester) {
        return always;
      }

      @Override
      public void close() {
        closing.run();
      }
    };
  }

  /** None for anybody. */
  static CredentialSource none() {
    return requester -> new Choice.Nothing();
  }
}
