// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.bypass;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.port.BypassDesk;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.port.Subscription;
import io.holdpoint.model.signal.Bypass;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bypass that survives restarts and ends by the clock. Its beginning and end are in the journal
 * before they count, and said aloud: at the beginning, every minute, and at the end. Gateways of
 * other processes follow that of the engine's process: the later beginning counts, and of one
 * beginning the earlier end. Safe for use by many threads.
 */
public final class JournaledBypass implements BypassDesk {

  /** The longest there is: who needs more has to say so again. */
  public static final Duration LONGEST = Duration.ofHours(4);

  private static final Logger LOG = LoggerFactory.getLogger(JournaledBypass.class);
  private static final Duration REMINDER = Duration.ofMinutes(1);

  private final Journal journal;
  private final InstantSource clock;
  private final List<Consumer<Bypass>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Bypass current;
  private volatile @Nullable Bypass latest;
  private Instant remindedAt = Instant.EPOCH;

  /** Reads from {@code journal}, which must stay open, what is on. */
  public JournaledBypass(Journal journal, InstantSource clock) {
    this.journal = requireNonNull(journal, "journal");
    this.clock = requireNonNull(clock, "clock");
    journal.replay(
        entry -> {
          if (entry instanceof JournalRecord.Bypassed bypassed) {
            latest = bypassed.bypass();
          }
        });
    current = latest;
    if (isOn()) {
      remind();
    } else {
      current = null;
    }
  }

  @Override
  public Optional<Bypass> standing() {
    Bypass bypass = current;
    return bypass != null && bypass.isOn(clock.instant()) ? Optional.of(bypass) : Optional.empty();
  }

  /** As {@link #standing()}, without an object: asked for every call. */
  public boolean isOn() {
    Bypass bypass = current;
    return bypass != null && bypass.isOn(clock.instant());
  }

  @Override
  public CompletionStage<Bypass> begin(Duration lasting, String by, String reason) {
    if (lasting.isNegative() || lasting.isZero() || lasting.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "for: got " + lasting + " (expected: more than 0, at most " + LONGEST + ")");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason: got \"\" (expected: a non-blank text)");
    }
    Instant now = clock.instant();
    Bypass bypass = new Bypass(now, now.plus(lasting), by, reason);
    return written(bypass)
        .thenApply(
            done -> {
              became(bypass);
              return bypass;
            });
  }

  /**
   * Takes over what the process of the engine says of its own. What is older than what is known, or
   * longer than there is, changes nothing.
   *
   * @return complete once it counts
   */
  public CompletionStage<Void> learn(Bypass told) {
    Duration lasting = Duration.between(told.since(), told.until());
    if (lasting.compareTo(LONGEST) > 0) {
      LOG.error(
          "bypass: got one of {} (expected: at most {}); it does not count", lasting, LONGEST);
      return CompletableFuture.completedFuture(null);
    }
    synchronized (this) {
      Bypass known = latest;
      if (known != null && !isLater(told, known)) {
        return CompletableFuture.completedFuture(null);
      }
      latest = told;
    }
    return written(told).thenAccept(done -> became(told));
  }

  private static boolean isLater(Bypass told, Bypass known) {
    int began = told.since().compareTo(known.since());
    return began > 0 || (began == 0 && told.until().isBefore(known.until()));
  }

  /** Tells of the latest, over or not, and of all that come. */
  public Subscription subscribe(Consumer<Bypass> listener) {
    listeners.add(listener);
    Bypass known = latest;
    if (known != null) {
      listener.accept(known);
    }
    return () -> listeners.remove(listener);
  }

  /** It is in the journal. */
  private void became(Bypass bypass) {
    current = bypass;
    latest = bypass;
    if (bypass.isOn(clock.instant())) {
      LOG.warn(
          "BYPASS is on until {}, by {}: policies and rules only watch; {}",
          bypass.until(),
          bypass.by(),
          bypass.reason());
    } else {
      LOG.warn("BYPASS was ended by {}", bypass.by());
    }
    listeners.forEach(listener -> listener.accept(bypass));
  }

  @Override
  public CompletionStage<Void> end(String by) {
    Optional<Bypass> standing = standing();
    if (standing.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Bypass ended = new Bypass(standing.get().since(), clock.instant(), by, "ended before its time");
    return written(ended).thenAccept(done -> became(ended));
  }

  /** Says that it is on, or that it has ended. Called now and then. */
  public synchronized void remind() {
    Bypass bypass = current;
    if (bypass == null) {
      return;
    }
    Instant now = clock.instant();
    if (bypass.isOn(now)) {
      if (!now.isBefore(remindedAt.plus(REMINDER))) {
        remindedAt = now;
        LOG.warn("BYPASS is on until {}, by {}: {}", bypass.until(), bypass.by(), bypass.reason());
      }
    } else {
      current = null;
      LOG.warn("BYPASS is over: policies and rules hold and refuse again");
    }
  }

  private CompletionStage<Void> written(Bypass bypass) {
    return journal.append(Journal.Durability.DISK, List.of(new JournalRecord.Bypassed(bypass)));
  }
}
