// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.trail;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what operators do and look at. Looking at the same again within ten minutes is the
 * same look: a page asks again and again. Safe for use by many threads.
 */
public final class JournaledTrail implements OperatorTrail {

  private static final Duration SAME_LOOK = Duration.ofMinutes(10);
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final long MOST_REFUSED = 60;
  private static final int FORBIDDEN = 403;
  private static final int MOST_REMEMBERED = 4_096;

  private final Journal journal;
  private final InstantSource clock;
  private final Map<Look, Instant> looks = new LinkedHashMap<>();
  private Instant refusedSince = Instant.EPOCH;
  private long refused;
  private long leftOut;

  public JournaledTrail(Journal journal, InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.clock = requireNonNull(clock, "clock");
  }

  private record Look(String operator, String view, String target) {}

  @Override
  public void acted(String operator, String action, String target, int status) {
    write(new AuditEvent.Acted(operator, action, target, status, clock.instant()));
  }

  @Override
  public void viewing(String operator, String view, String target) {
    Instant now = clock.instant();
    if (isNew(new Look(operator, view, target), now)) {
      write(new AuditEvent.Viewed(operator, view, target, now));
    }
  }

  @Override
  public void refused(String operator, String view, String target) {
    Instant now = clock.instant();
    if (isNew(new Look(operator, "refused " + view, target), now)) {
      write(new AuditEvent.Acted(operator, view, target, FORBIDDEN, now));
    }
  }

  /** Refused ones are written down up to sixty a minute; the next one says how many more. */
  @Override
  public void login(String operator, String from, String way) {
    Instant now = clock.instant();
    if (!operator.isEmpty()) {
      write(new AuditEvent.Acted(operator, AuditEvent.LOGIN, from + " by " + way, 200, now));
      return;
    }
    long more;
    synchronized (looks) {
      if (refusedSince.plus(WINDOW).isBefore(now)) {
        refusedSince = now;
        refused = 0;
      }
      refused++;
      if (refused > MOST_REFUSED) {
        leftOut++;
        return;
      }
      more = leftOut;
      leftOut = 0;
    }
    String also = more == 0 ? "" : ", and " + more + " more before";
    write(new AuditEvent.Acted("", AuditEvent.LOGIN, from + " by " + way + also, 401, now));
  }

  private boolean isNew(Look look, Instant now) {
    synchronized (looks) {
      Instant last = looks.get(look);
      if (last != null && last.plus(SAME_LOOK).isAfter(now)) {
        return false;
      }
      looks.remove(look);
      looks.put(look, now);
      if (looks.size() > MOST_REMEMBERED) {
        looks.remove(looks.keySet().iterator().next());
      }
      return true;
    }
  }

  private void write(AuditEvent event) {
    var _ = journal.append(Journal.Durability.PROCESS, List.of(new JournalRecord.Audited(event)));
  }
}
