// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.outline;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Outlines of the sessions that people look at now. One that is known is brought up to date by
 * reading its end only; because late telemetry can change what came before, all of it is read again
 * from time to time. Several readers of one session wait for one reading. Safe for many threads.
 */
public final class Outlines {

  private static final int PAGE = 1000;
  private static final int TAIL = 100;
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_SESSIONS = 64;
  private static final int LONG = 5_000;
  private static final Duration TRUSTED = Duration.ofSeconds(20);
  private static final Duration TRUSTED_IF_LONG = Duration.ofMinutes(3);

  private final SessionStore store;
  private final String tenant;
  private final InstantSource clock;
  private final Map<SessionId, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  public Outlines(SessionStore store, String tenant, InstantSource clock) {
    this.store = store;
    this.tenant = tenant;
    this.clock = clock;
  }

  /** The outline of a session as it is stored now, or empty if no step of it is stored. */
  public Optional<SessionOutline> of(SessionId id) {
    Entry entry = entry(id);
    entry.lock.lock();
    try {
      Optional<SessionOutline> outline = current(entry, id);
      trim(id, outline.isEmpty());
      return outline;
    } finally {
      entry.lock.unlock();
    }
  }

  private Optional<SessionOutline> current(Entry entry, SessionId id) {
    Instant now = clock.instant();
    SessionOutline known = entry.outline;
    Optional<SessionRow> row = store.session(tenant, id);
    if (row.isEmpty()) {
      entry.outline = null;
      return Optional.empty();
    }
    List<OutlineStep> steps = known == null ? null : extended(entry, known, row.get(), now);
    if (steps == null) {
      steps = all(id, row.get().steps());
      entry.readAt = now;
    }
    SessionOutline outline = new SessionOutline(row.get(), steps);
    entry.outline = outline;
    return Optional.of(outline);
  }

  /** What is known with a new end, or null if that cannot be all. */
  private @Nullable List<OutlineStep> extended(
      Entry entry, SessionOutline known, SessionRow row, Instant now) {
    Duration trusted = row.steps() > LONG ? TRUSTED_IF_LONG : TRUSTED;
    int from = Math.max(0, known.steps().size() - TAIL);
    if (row.steps() < known.steps().size() || now.isAfter(entry.readAt.plus(trusted))) {
      return null;
    }
    List<OutlineStep> steps = new ArrayList<>(known.steps().subList(0, from));
    read(row.facts().id(), from, row.steps(), steps);
    boolean joined =
        from == 0
            || steps.size() <= from
            || steps.get(from).id().equals(known.steps().get(from).id());
    return joined && steps.size() == row.steps() ? steps : null;
  }

  private List<OutlineStep> all(SessionId id, int count) {
    List<OutlineStep> steps = new ArrayList<>(count);
    read(id, 0, count, steps);
    return steps;
  }

  private void read(SessionId id, int from, int to, List<OutlineStep> into) {
    for (int offset = from; offset < to; offset += PAGE) {
      List<StepRow> page = store.steps(tenant, id, offset, PAGE);
      page.stream().map(OutlineStep::of).forEach(into::add);
      if (page.size() < PAGE) {
        return;
      }
    }
  }

  private Entry entry(SessionId id) {
    synchronized (entries) {
      return entries.computeIfAbsent(id, absent -> new Entry());
    }
  }

  /** Forgets those that nobody looked at for longest; never the one just asked for. */
  private void trim(SessionId id, boolean unknown) {
    synchronized (entries) {
      if (unknown) {
        entries.remove(id);
      }
      long total = entries.values().stream().mapToLong(Entry::size).sum();
      var oldest = entries.entrySet().iterator();
      while ((total > MOST_STEPS || entries.size() > MOST_SESSIONS) && oldest.hasNext()) {
        Map.Entry<SessionId, Entry> next = oldest.next();
        if (!next.getKey().equals(id)) {
          total -= next.getValue().size();
          oldest.remove();
        }
      }
    }
  }

  /** Guarded by its lock; only the size is read without. */
  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock();
    private Instant readAt = Instant.MIN;
    private volatile @Nullable SessionOutline outline;

    private int size() {
      SessionOutline now = outline;
      return now == null ? 0 : now.steps().size();
    }
  }
}
