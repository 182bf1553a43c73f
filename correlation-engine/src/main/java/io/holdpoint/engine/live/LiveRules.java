// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.live;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the engine's rules as their files say. Looks at the files every two seconds; what changed
 * is read, compiled and tried on a thread of low priority and then exchanged rule by rule, so that
 * the others keep what they remember. A file that is broken keeps the version that worked, and the
 * report says so. Every version that comes into force is journaled. Safe for use by many threads.
 */
public final class LiveRules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final EngineSettings settings;
  private final CorrelationEngine engine;
  private final RuleLog log;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private FileStamps stamps;
  private volatile RuleSet inForce;
  private volatile Report last;

  /**
   * What came of looking at the files.
   *
   * @param at when
   * @param activated versions that came into force
   * @param retired rules that went out of force
   * @param problems of files that keep their former version, if they had one
   */
  public record Report(
      Instant at, List<RuleRef> activated, List<RuleRef> retired, List<Problem> problems) {
    public Report {
      requireNonNull(at, "at");
      activated = List.copyOf(activated);
      retired = List.copyOf(retired);
      problems = List.copyOf(problems);
    }
  }

  /** Since when the text of a rule is in force as it is now; empty if it is not in force. */
  public Optional<Instant> inForceSince(String rule) {
    return Optional.ofNullable(log.known().get(rule)).map(activated -> activated.at());
  }

  /** The last versions of each rule, and who saved them. */
  public RuleLog log() {
    return log;
  }

  /**
   * Journals the versions in force, as far as the journal does not hold them.
   *
   * @param settings where the files are
   * @param loaded the engine's rules
   * @param log where versions are journaled
   */
  public LiveRules(
      EngineSettings settings,
      CorrelationEngine engine,
      RuleSet loaded,
      RuleLog log,
      InstantSource clock) {
    this.settings = requireNonNull(settings, "settings");
    this.engine = requireNonNull(engine, "engine");
    this.inForce = requireNonNull(loaded, "loaded");
    this.log = requireNonNull(log, "log");
    this.clock = requireNonNull(clock, "clock");
    this.stamps = FileStamps.of(settings.rules());
    this.thread = Executors.newSingleThreadScheduledExecutor(LiveRules::lowly);
    this.last = new Report(clock.instant(), List.of(), List.of(), List.of());
    log.inForce(loaded, clock.instant());
  }

  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the calls, nothing relies on it
  private static Thread lowly(Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name("holdpoint-rules")
        .priority(Thread.MIN_PRIORITY)
        .unstarted(work);
  }

  /** Begins to look at the files by itself. */
  public LiveRules start() {
    long millis = LOOK_EVERY.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    return this;
  }

  /** The rules in force. */
  public RuleSet inForce() {
    return inForce;
  }

  /** What came of looking last. */
  public Report lastReport() {
    return last;
  }

  /** Looks at all files now, on the calling thread. */
  public synchronized Report reload() {
    stamps = FileStamps.of(settings.rules());
    RuleSet.Checked checked =
        RuleSet.check(settings.compiling(), settings.rules(), settings.shippedRules());
    Set<String> broken =
        checked.problems().stream().map(p -> p.position().file()).collect(Collectors.toSet());
    RuleSet before = inForce;
    RuleSet next = checked.rules().keeping(before, broken);
    List<RuleRef> activated = next.notIn(before);
    List<RuleRef> retired =
        before.rules().stream()
            .filter(rule -> next.rule(rule.id()).isEmpty())
            .map(rule -> rule.ref())
            .toList();
    Instant now = clock.instant();
    if (!activated.isEmpty() || !retired.isEmpty()) {
      engine.activate(next);
      inForce = next;
      log.inForce(next, now);
    }
    last = new Report(now, activated, retired, checked.problems());
    tell(last);
    return last;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private synchronized void look() {
    try {
      if (!FileStamps.of(settings.rules()).equals(stamps)) {
        Report _ = reload();
      }
    } catch (RuntimeException e) {
      LOG.error("rules: the files could not be looked at, those in force stay", e);
    }
  }

  private static void tell(Report report) {
    report.activated().forEach(rule -> LOG.info("rule {}: in force", rule));
    report.retired().forEach(rule -> LOG.info("rule {}: out of force", rule));
    report
        .problems()
        .forEach(
            problem -> LOG.warn("rules: a former version stays in force, if any: {}", problem));
  }
}
