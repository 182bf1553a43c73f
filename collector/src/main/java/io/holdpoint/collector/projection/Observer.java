// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.projection;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.port.SessionMonitor;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.DetectionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the monitor of steps known from telemetry, and carries out what it asks for as far as the
 * evidence allows: a registered sender may contain the session it tells of and no other, anyone
 * else nothing at all.
 */
final class Observer {

  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
  private static final long LIMIT_SECONDS = 5;

  private final SessionMonitor monitor;
  private final SignalBus signals;
  private final LongAdder withheld = new LongAdder();

  Observer(SessionMonitor monitor, SignalBus signals) {
    this.monitor = monitor;
    this.signals = signals;
  }

  /** Signals that were asked for on evidence too weak for them. */
  long withheld() {
    return withheld.sum();
  }

  /** Tells the monitor of steps and returns what it detected. */
  List<DetectionRow> observe(List<Batch.Observation> observations) {
    List<DetectionRow> detections = new ArrayList<>();
    for (Batch.Observation observation : observations) {
      Assessment assessment = assess(observation.step());
      for (Detection detection : assessment.detections()) {
        detections.add(new DetectionRow(observation.tenant(), detection));
      }
      assessment.signals().forEach(signal -> carryOut(observation.step(), signal));
    }
    return detections;
  }

  private Assessment assess(Step.Observed step) {
    try {
      return monitor
          .observe(step)
          .toCompletableFuture()
          .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "session monitor: got no assessment of "
              + step.id()
              + " (expected: one within "
              + LIMIT_SECONDS
              + " s)",
          e);
    }
  }

  private void carryOut(Step.Observed step, Signal signal) {
    boolean allowed =
        step.grade() != EvidenceGrade.G3
            && signal.header().target().session().equals(step.session());
    if (!allowed) {
      withheld.increment();
      LOG.warn(
          "{} {}: withheld, telemetry of grade {} from {} is too weak for it",
          signal.word(),
          signal.header().ref(),
          step.grade(),
          step.id().source());
      return;
    }
    signals
        .publish(signal)
        .whenComplete(
            (published, failure) -> {
              if (failure != null) {
                LOG.error("{} {}: not published", signal.word(), signal.header().ref(), failure);
              }
            });
  }
}
