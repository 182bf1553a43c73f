// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.otlp;

import static java.util.Objects.requireNonNull;

import io.holdpoint.collector.tls.TlsFiles;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the listeners treat connections.
 *
 * @param tls their identity, or null for plain text
 * @param corsOrigins pages of these origins may send from a browser; {@code *} for all; empty, as
 *     by default, for none
 * @param anonymousRate how many inflated bytes a second all senders without a token may send; 0 for
 *     no limit
 * @param idle after this long without traffic a connection is closed
 * @param age after this long a gRPC connection is asked to be made anew, so that load can move
 */
public record ReceptionSettings(
    @Nullable TlsFiles tls,
    List<String> corsOrigins,
    long anonymousRate,
    Duration idle,
    Duration age) {

  /** Plain text, no pages, half a minute. */
  public static final ReceptionSettings USUAL =
      new ReceptionSettings(null, List.of(), 0, Duration.ofSeconds(30), Duration.ofMinutes(30));

  public ReceptionSettings {
    corsOrigins = List.copyOf(corsOrigins);
    requireNonNull(idle, "idle");
    requireNonNull(age, "age");
    if (anonymousRate < 0) {
      throw new IllegalArgumentException(
          "anonymousRate: got " + anonymousRate + " (expected: >= 0)");
    }
  }
}
