// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.recording.SealedRecording;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.server.audit.retain.HeldException;
import io.holdpoint.server.audit.retain.LegalHolds;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes the recording of a session unreadable for ever. The journal says so first; if the process
 * ends before the key is gone, the next start destroys it. Safe for use by many threads.
 */
public final class Erasure {

  private static final long PATIENCE_SECONDS = 10;

  private final SealedRecording recording;
  private final LegalHolds holds;
  private final Consumer<SessionId> erased;

  /**
   * @param erased told of a session whose key is gone: nothing of it waits any more
   */
  public Erasure(SealedRecording recording, LegalHolds holds, Consumer<SessionId> erased) {
    this.recording = requireNonNull(recording, "recording");
    this.holds = requireNonNull(holds, "holds");
    this.erased = requireNonNull(erased, "erased");
  }

  /**
   * Erases.
   *
   * @return what the journal says of it; empty if the session has no key
   * @throws HeldException if a legal hold stands over it
   * @throws IllegalStateException if it was not made durable
   */
  public Optional<AuditEvent.Erased> erase(String session, String operator, String reason)
      throws HeldException {
    if (!session.startsWith("s-") || session.length() < 3 || !recording.has(session)) {
      return Optional.empty();
    }
    AuditEvent.Erased event =
        holds
            .erase(session, operator, reason)
            .thenApplyAsync(
                durable -> {
                  recording.erase(durable);
                  erased.accept(new SessionId(session));
                  return durable;
                })
            .toCompletableFuture()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    return Optional.of(event);
  }
}
