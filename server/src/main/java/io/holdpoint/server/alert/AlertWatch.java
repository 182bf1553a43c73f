// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.port.CoverageListener;
import io.holdpoint.model.port.StepListener;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.telemetry.CoverageLoss;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import io.holdpoint.server.alert.send.Alert;
import io.holdpoint.server.alert.send.Alert.About;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes alerts of what happens, on a thread of its own: whoever tells it waits for no disk. What
 * stands in memory for that moment is lost in a crash, but for held calls, which are told again.
 */
public final class AlertWatch implements StepListener, CoverageListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

  private static final long PATIENCE_SECONDS = 5;

  private final AlertRouter router;

  /** Held calls that wait and were told. Of the thread below. */
  private final Set<String> told = new HashSet<>();

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("alert-watch").daemon().factory());

  public AlertWatch(AlertRouter router) {
    this.router = requireNonNull(router, "router");
  }

  @Override
  public void stored(List<StepRow> steps, List<DetectionRow> detections) {
    if (detections.isEmpty()) {
      return;
    }
    Map<String, String> agents = new HashMap<>();
    steps.forEach(step -> agents.put(step.session().id().value(), step.session().agentName()));
    for (DetectionRow row : detections) {
      Detection found = row.detection();
      String agent = agents.getOrDefault(found.session().value(), "");
      take(
          new Alert(
              "detection-" + found.id(),
              About.DETECTION,
              found.severity(),
              found.rule().id(),
              agent,
              found.session().value(),
              "",
              found.rule().id() + (agent.isEmpty() ? "" : " on " + agent),
              found.text(),
              "detection " + found.rule().id() + " " + found.session().value(),
              found.at(),
              found.at()));
    }
  }

  @Override
  public void lost(CoverageLoss loss) {
    String what =
        loss.cameLate()
            ? loss.count() + " of " + loss.source() + " came more than a minute late"
            : loss.count() + " of " + loss.source() + " lost: " + loss.cause();
    take(
        new Alert(
            "loss-" + loss.source() + "-" + loss.cause() + "-" + loss.at().toEpochMilli(),
            About.COVERAGE,
            Severity.MEDIUM,
            "",
            "",
            "",
            "",
            "Coverage lost at " + loss.source(),
            what + "; rules that need it are blind for that time.",
            "coverage " + loss.source() + " " + loss.cause(),
            loss.at(),
            loss.at()));
  }

  /** A signal was given. */
  public void signalled(Published published) {
    Signal.Header order = published.signal().header();
    String word = published.signal().word();
    String rule = order.author() instanceof Author.ByRule by ? by.rule().id() : "";
    take(
        new Alert(
            "signal-" + order.ref(),
            About.SIGNAL,
            severity(published.signal()),
            rule,
            "",
            order.target().session().value(),
            order.ref(),
            word + " " + order.ref(),
            word + " of a session" + (rule.isEmpty() ? " by an operator." : " by " + rule + "."),
            "signal " + order.ref(),
            order.at(),
            order.at()));
  }

  /** A held call was put before people, or waits no more. Those that differ little are one. */
  public void approval(Approval approval, Instant now) {
    String ref = approval.ref();
    boolean late = approval.request().terms().isEscalated(approval.askedAt(), now);
    if (!approval.isPending()) {
      execute(() -> settled(ref));
      return;
    }
    String agent = approval.request().attempt().session().agent().name();
    String tool = approval.request().attempt().tool().qualifiedName();
    String rules =
        approval.request().rules().stream()
            .map(rule -> rule.id())
            .sorted()
            .collect(Collectors.joining(" "));
    String why =
        approval.request().reasons().stream()
            .map(Reason::text)
            .distinct()
            .collect(Collectors.joining(" "));
    Alert alert =
        new Alert(
            id(ref, late),
            About.APPROVAL,
            late ? Severity.CRITICAL : Severity.HIGH,
            rules,
            agent,
            approval.request().attempt().session().id().value(),
            ref,
            (late ? "Nobody has answered: " : "") + tool + " waits for a person (" + ref + ")",
            (agent.isEmpty() ? "An agent" : "Agent " + agent)
                + " asked for "
                + tool
                + ". "
                + why
                + " "
                + approval.missing()
                + " to approve, until "
                + approval.expiresAt()
                + ".",
            "approval " + approval.batch() + (late ? " late" : ""),
            now,
            approval.expiresAt());
    execute(() -> waits(alert));
  }

  /** More callers, near misses and votes are no news of their own. */
  private void waits(Alert alert) {
    if (told.add(alert.id())) {
      router.take(alert);
    }
  }

  private void settled(String ref) {
    for (String id : List.of(id(ref, false), id(ref, true))) {
      if (told.remove(id)) {
        router.settle(id, AlertBook.State.RESOLVED, "");
      }
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("alerts are still being taken while the process ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Alert alert) {
    execute(() -> router.take(alert));
  }

  private void execute(Runnable work) {
    try {
      thread.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException e) {
              LOG.error("an alert could not be taken", e);
            }
          });
    } catch (RejectedExecutionException closing) {
      LOG.debug("an alert came while the process ends", closing);
    }
  }

  private static String id(String ref, boolean late) {
    return "approval-" + ref + (late ? "-late" : "");
  }

  private static Severity severity(Signal signal) {
    return switch (signal) {
      case Signal.Kill kill -> Severity.HIGH;
      case Signal.Pause pause -> Severity.MEDIUM;
      case Signal.Restrict restrict -> Severity.MEDIUM;
      case Signal.Resume resume -> Severity.LOW;
      case Signal.Release release -> Severity.LOW;
    };
  }
}
