// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.retain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Legal holds: what may neither expire nor be erased. They stand in the journal. Safe for use by
 * many threads, after {@link #restore}.
 */
public final class LegalHolds {

  private static final Pattern SCOPE = Pattern.compile("all|(session|principal):\\S(.{0,198}\\S)?");

  private final Journal journal;
  private final InstantSource clock;
  private final Map<String, AuditEvent.HoldPlaced> standing = new LinkedHashMap<>();
  private long numbers;

  public LegalHolds(Journal journal, InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Told of every record of the journal, in order, before anything else. */
  public synchronized void restore(JournalRecord entry) {
    if (entry instanceof JournalRecord.Audited audited) {
      if (audited.event() instanceof AuditEvent.HoldPlaced placed) {
        numbers++;
        standing.put(placed.hold(), placed);
      } else if (audited.event() instanceof AuditEvent.HoldLifted lifted) {
        standing.remove(lifted.hold());
      }
    }
  }

  /** Those that stand, oldest first. */
  public synchronized List<AuditEvent.HoldPlaced> standing() {
    return List.copyOf(standing.values());
  }

  /**
   * Places a hold. It stands at once; the stage completes when it is durable.
   *
   * @param scope {@code session:ID}, {@code principal:NAME} or {@code all}
   * @throws IllegalArgumentException if that is no scope
   */
  public synchronized CompletionStage<AuditEvent.HoldPlaced> place(
      String scope, String operator, String reason) {
    if (!SCOPE.matcher(scope).matches()) {
      throw new IllegalArgumentException(
          "scope: got \"" + scope + "\" (expected: session:ID, principal:NAME or all)");
    }
    AuditEvent.HoldPlaced placed =
        new AuditEvent.HoldPlaced("H-" + (numbers + 1), scope, operator, reason, clock.instant());
    numbers++;
    standing.put(placed.hold(), placed);
    return written(placed).thenApply(done -> placed);
  }

  /** Ends a hold once that is durable; empty if no such hold stands. */
  public synchronized Optional<CompletionStage<Void>> lift(
      String hold, String operator, String reason) {
    if (!standing.containsKey(hold)) {
      return Optional.empty();
    }
    AuditEvent.HoldLifted lifted =
        new AuditEvent.HoldLifted(hold, operator, reason, clock.instant());
    return Optional.of(
        written(lifted).thenRunAsync(() -> restore(new JournalRecord.Audited(lifted))));
  }

  /**
   * Writes that the recording of a session is erased, unless a hold stands over it. No hold can be
   * placed in between.
   *
   * @throws HeldException naming the holds
   */
  public synchronized CompletionStage<AuditEvent.Erased> erase(
      String session, String operator, String reason) throws HeldException {
    List<String> over = new ArrayList<>();
    List<AuditEvent.HoldPlaced> holds = List.copyOf(standing.values());
    if (!HeldRecords.of(holds, journal).keepsSession(session)) {
      holds = List.of();
    }
    for (AuditEvent.HoldPlaced hold : holds) {
      if (HeldRecords.of(List.of(hold), journal).keepsSession(session)) {
        over.add(hold.hold() + " (" + hold.scope() + ")");
      }
    }
    if (!over.isEmpty()) {
      throw new HeldException(
          "session "
              + session
              + ": got "
              + String.join(", ", over)
              + " (expected: no legal hold over what is to be erased)");
    }
    AuditEvent.Erased erased = new AuditEvent.Erased(session, operator, reason, clock.instant());
    return written(erased).thenApply(done -> erased);
  }

  private CompletionStage<Void> written(AuditEvent event) {
    return journal.append(Journal.Durability.DISK, List.of(new JournalRecord.Audited(event)));
  }
}
