// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.backtest;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.record.file.InputLog;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.json.Hashes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Back-tests as jobs of the control API: one runs at a time, at half a processor, the next ones
 * wait. The last ones are remembered. Safe for use by many threads.
 */
public final class BacktestDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BacktestDesk.class);
  private static final int MOST_WAITING = 8;
  private static final int MOST_REMEMBERED = 32;
  private static final double SHARE = 0.5;
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Supplier<RuleSet> active;
  private final EngineSettings settings;
  private final InputLog log;
  private final InstantSource clock;
  private final Function<String, Optional<Instant>> inForceSince;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, BacktestJob> jobs = new LinkedHashMap<>();
  private final Map<String, BacktestJob> shadows = new LinkedHashMap<>();
  private final ExecutorService worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          work -> Thread.ofPlatform().name("backtest").daemon().unstarted(work));

  /**
   * @param active tells the rules in force
   * @param settings of the live engine
   * @param log what it is told
   * @param inForceSince tells since when a rule in force is what it is
   */
  public BacktestDesk(
      Supplier<RuleSet> active,
      EngineSettings settings,
      InputLog log,
      InstantSource clock,
      Function<String, Optional<Instant>> inForceSince) {
    this.inForceSince = requireNonNull(inForceSince, "inForceSince");
    this.active = requireNonNull(active, "active");
    this.settings = requireNonNull(settings, "settings");
    this.log = requireNonNull(log, "log");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What operators may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.POST, "/backtests", Right.TRY, this::begin),
        new OperatorRoute(Method.GET, "/backtests", Right.LOOK, request -> list()),
        new OperatorRoute(Method.GET, "/backtests/{id}", Right.LOOK, this::one),
        new OperatorRoute(Method.DELETE, "/backtests/{id}", Right.TRY, this::cancel),
        new OperatorRoute(Method.GET, "/rules/{id}/shadow", Right.LOOK, this::shadow));
  }

  /** What is under way is stopped. */
  @Override
  public void close() {
    synchronized (jobs) {
      jobs.values().forEach(BacktestJob::cancel);
    }
    worker.shutdownNow();
  }

  private Answer begin(Request request) {
    try {
      BacktestRequest asked = BacktestRequest.read(request.body());
      RuleSet candidate = asked.rules(Compiling.here(null).at(settings.compile()));
      return started(request.operator(), candidate, active.get(), asked.since(), null);
    } catch (DocumentException e) {
      return error(422, "backtest.rules", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return error(422, "backtest.invalid", String.valueOf(e.getMessage()));
    }
  }

  private Answer shadow(Request request) {
    return shadow(
        request.operator(),
        request.path().getOrDefault("id", ""),
        request.query().getOrDefault("since", "7d"));
  }

  /**
   * What enforcing a rule in force would have done; begins to count unless that was done within the
   * last minutes for this very text.
   *
   * @param operator who asks
   * @param id the rule's
   * @param span how far back it counts, such as {@code 7d}
   */
  public Answer shadow(String operator, String id, String span) {
    RuleSet rules = active.get();
    if (rules.rule(id).isEmpty()) {
      return error(404, "rule.unknown", "rule: got \"" + id + "\" (expected: one of GET /rules)");
    }
    try {
      Duration since = BacktestRequest.duration(span);
      String key = id + " " + since + " " + Hashes.sha256Hex(32, rules.text(id));
      BacktestJob known;
      synchronized (jobs) {
        known = shadows.get(key);
      }
      boolean fresh =
          known != null
              && known.state() != BacktestJob.State.FAILED
              && known.state() != BacktestJob.State.CANCELLED
              && known.askedAt().plus(FRESH).isAfter(clock.instant());
      if (known != null && fresh) {
        return answer(known, inForceSince.apply(id));
      }
      return started(operator, rules.only(id), null, since, key);
    } catch (IllegalArgumentException e) {
      return error(422, "query.invalid", String.valueOf(e.getMessage()));
    }
  }

  private Answer started(
      String operator,
      RuleSet candidate,
      @Nullable RuleSet comparedWith,
      Duration since,
      @Nullable String shadowKey) {
    Optional<Instant> begin = log.begin();
    if (begin.isEmpty()) {
      return error(
          409,
          "backtest.no-record",
          "engine.record: got nothing recorded (expected: enabled, and unbroken)");
    }
    Instant now = clock.instant();
    BacktestJob job =
        new BacktestJob(
            "b-" + numbers.incrementAndGet(), operator, now.minus(since), now, new Pace(SHARE));
    Backtest backtest = new Backtest(candidate, comparedWith, settings);
    try {
      worker.execute(() -> run(job, backtest, begin.get()));
    } catch (RejectedExecutionException full) {
      return error(
          429,
          "backtest.too-many",
          "backtests: got more than " + MOST_WAITING + " that wait (expected: fewer)");
    }
    synchronized (jobs) {
      jobs.put(job.id(), job);
      if (jobs.size() > MOST_REMEMBERED) {
        jobs.remove(jobs.keySet().iterator().next());
      }
      if (shadowKey != null) {
        shadows.put(shadowKey, job);
        if (shadows.size() > MOST_REMEMBERED) {
          shadows.remove(shadows.keySet().iterator().next());
        }
      }
    }
    LOG.info(
        "back-test {} of {} rules asked for by {}", job.id(), candidate.rules().size(), operator);
    return answer(job);
  }

  private void run(BacktestJob job, Backtest backtest, Instant begin) {
    try {
      job.run(backtest, log, begin);
    } catch (RuntimeException e) {
      LOG.error("back-test {} failed", job.id(), e);
      job.failed();
    }
  }

  private Answer list() {
    synchronized (jobs) {
      return new Answer(200, BacktestJson.list(List.copyOf(jobs.values())));
    }
  }

  private Answer one(Request request) {
    return find(request).map(BacktestDesk::answer).orElseGet(() -> unknown(request));
  }

  private Answer cancel(Request request) {
    Optional<BacktestJob> job = find(request);
    job.ifPresent(BacktestJob::cancel);
    return job.map(BacktestDesk::answer).orElseGet(() -> unknown(request));
  }

  private Optional<BacktestJob> find(Request request) {
    synchronized (jobs) {
      return Optional.ofNullable(jobs.get(request.path().getOrDefault("id", "")));
    }
  }

  private static Answer answer(BacktestJob job) {
    return answer(job, Optional.empty());
  }

  private static Answer answer(BacktestJob job, Optional<Instant> inForceSince) {
    boolean open =
        job.state() == BacktestJob.State.WAITING || job.state() == BacktestJob.State.RUNNING;
    return new Answer(open ? 202 : 200, BacktestJson.job(job, inForceSince));
  }

  private static Answer unknown(Request request) {
    return error(
        404,
        "backtest.unknown",
        "backtest: got \""
            + request.path().getOrDefault("id", "")
            + "\" (expected: one of GET /backtests)");
  }

  private static Answer error(int status, String code, String message) {
    return new Answer(status, BacktestJson.error(code, message));
  }
}
