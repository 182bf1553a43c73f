// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.journal.JournalReading;
import io.holdpoint.model.audit.Checkpoint;
import io.holdpoint.server.audit.sign.CheckpointJson;
import io.holdpoint.server.audit.verify.ReportJson;
import io.holdpoint.server.audit.verify.Verification;
import io.holdpoint.server.audit.verify.VerificationReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verifies the running server's own journal when an operator asks: its chain, its signatures and
 * the newest checkpoints of the anchor file. One at a time, on a thread of low priority; whoever
 * asked looks at how far it has come. It vouches for no more than this host can: an auditor checks
 * a copy elsewhere.
 */
public final class VerificationRoutes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VerificationRoutes.class);
  private static final int MOST_ANCHORS = 10_000;

  private final AuditKeeper keeper;
  private final Optional<Path> anchorFile;
  private final InstantSource clock;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(VerificationRoutes::lowly);
  private volatile @Nullable Run last;

  /**
   * @param anchorFile where checkpoints are copied to, if they are
   */
  public VerificationRoutes(AuditKeeper keeper, Optional<Path> anchorFile, InstantSource clock) {
    this.keeper = requireNonNull(keeper, "keeper");
    this.anchorFile = requireNonNull(anchorFile, "anchorFile");
    this.clock = requireNonNull(clock, "clock");
  }

  /** A verification, and how far it has come. */
  private static final class Run {
    private final String by;
    private final Instant begunAt;
    private final long nanos = System.nanoTime();
    private final long records;
    private volatile long read;
    private volatile long tookMillis;
    private volatile boolean stop;
    private volatile @Nullable VerificationReport report;
    private volatile boolean failed;

    Run(String by, Instant begunAt, long records) {
      this.by = by;
      this.begunAt = begunAt;
      this.records = records;
    }

    boolean isOver() {
      return failed || report != null;
    }
  }

  /** The routes. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/audit/verify", Right.EVIDENCE, request -> state()),
        new OperatorRoute(Method.POST, "/audit/verify", Right.EVIDENCE, this::begin));
  }

  private synchronized Answer begin(Request request) {
    Run before = last;
    if (before != null && !before.isOver()) {
      return new Answer(
          409,
          JsonMapper.shared()
              .createObjectNode()
              .put("code", "audit.busy")
              .put("message", "verify: got another one under way (expected: one at a time)")
              .toString());
    }
    long records = keeper.home().journal().position().records();
    Run run = new Run(request.operator(), clock.instant(), records);
    last = run;
    worker.execute(() -> run(run));
    return new Answer(202, view(run).toString());
  }

  private Answer state() {
    Run run = last;
    return new Answer(
        200,
        run == null
            ? JsonMapper.shared().createObjectNode().put("state", "none").toString()
            : view(run).toString());
  }

  private static ObjectNode view(Run run) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    VerificationReport report = run.report;
    body.put("state", report != null ? "done" : run.failed ? "failed" : "running");
    body.put("by", run.by);
    body.put("begunAt", run.begunAt.toString());
    body.put("read", run.read);
    body.put("of", run.records);
    if (report != null) {
      body.put("tookMillis", run.tookMillis);
      body.set("report", ReportJson.of(report));
    }
    return body;
  }

  private void run(Run run) {
    try {
      signed();
      VerificationReport report =
          new Verification(
                  reader -> keeper.home().journal().check(new Watched(reader, run)),
                  anchors(),
                  Optional.of(keeper.home().key().name()))
              .run();
      run.tookMillis = (System.nanoTime() - run.nanos) / 1_000_000;
      run.report = report;
      if (!report.whole()) {
        LOG.error("journal: NOT WHOLE: {}", report.findings().getFirst().text());
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("journal: cannot be verified", e);
      run.failed = true;
    }
  }

  /**
   * What was written before is to be under a signature. A journal that takes none is still read.
   */
  private void signed() {
    try {
      keeper.signAll();
    } catch (IllegalStateException e) {
      LOG.warn("journal: is verified without a new checkpoint", e);
    }
  }

  /** The newest of the anchor file; half a line at its end is being written. */
  private List<Checkpoint> anchors() throws IOException {
    if (anchorFile.isEmpty() || !Files.isRegularFile(anchorFile.get())) {
      return List.of();
    }
    Deque<String> newest = new ArrayDeque<>();
    try (BufferedReader lines = Files.newBufferedReader(anchorFile.get(), UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith("}")) {
          newest.addLast(line);
        }
        if (newest.size() > MOST_ANCHORS) {
          newest.removeFirst();
        }
      }
    }
    return newest.stream().map(CheckpointJson::read).toList();
  }

  /** Notes how far a reading has come, and ends it when the server ends. */
  private record Watched(JournalReading.Reader reader, Run run) implements JournalReading.Reader {
    @Override
    public void read(long number, byte[] bytes, int length, JournalReading.Place place) {
      if (run.stop) {
        throw new IllegalStateException("verify: got a server that ends (expected: one that runs)");
      }
      run.read = number;
      reader.read(number, bytes, length, place);
    }

    @Override
    public void gap(long number, int removed, byte[] hash) {
      run.read = number;
      reader.gap(number, removed, hash);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a courtesy to the calls, nothing relies on it
  private static Thread lowly(Runnable work) {
    return Thread.ofPlatform()
        .daemon()
        .name("audit-verify")
        .priority(Thread.MIN_PRIORITY)
        .unstarted(work);
  }

  /** Ends one that is under way. */
  @Override
  public void close() {
    Run run = last;
    if (run != null) {
      run.stop = true;
    }
    worker.shutdownNow();
  }
}
