// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.step;

import io.holdpoint.gateway.decision.Judges;
import io.holdpoint.gateway.decision.Stages;
import io.holdpoint.gateway.decision.StepThread;
import io.holdpoint.gateway.recording.Recording;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.telemetry.StepReport;
import io.holdpoint.gateway.telemetry.StepSpan;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thing said, on its way to the monitor. */
final class Said {

  private static final Logger LOG = LoggerFactory.getLogger(Said.class);

  private final Judges judges;
  private final StepThread thread;
  private final StepSpan span;
  private final LiveSession live;
  private final Recording recording;

  Said(Judges judges, StepThread thread, StepSpan span, LiveSession live, Recording recording) {
    this.judges = judges;
    this.thread = thread;
    this.span = span;
    this.live = live;
    this.recording = recording;
  }

  void tell(Step.Attempted step, Steps.Saying saying, Runnable then) {
    Step.Observed observed =
        new Step.Observed(
            step.id(),
            step.session().id(),
            step.kind(),
            saying.who().name(),
            EvidenceGrade.G1,
            step.at());
    Stages.then(
        thread,
        Stages.attempt(() -> judges.monitor().observe(observed, new ClearView(saying.text()))),
        (assessment, failure) -> {
          if (assessment == null) {
            LOG.error("what was said in {} was not taken in", step.session().id(), failure);
            close(step, saying, null);
            then.run();
          } else {
            carryOut(step, saying, assessment, then);
          }
        });
  }

  private void carryOut(
      Step.Attempted step, Steps.Saying saying, Assessment assessment, Runnable then) {
    live.risk(Math.max(live.risk(), assessment.risk()));
    List<CompletableFuture<Published>> stages =
        assessment.signals().stream()
            .map(signal -> Stages.attempt(() -> judges.bus().publish(signal)))
            .map(stage -> stage.toCompletableFuture())
            .toList();
    Stages.then(
        thread,
        CompletableFuture.allOf(stages.toArray(new CompletableFuture<?>[0])),
        (nothing, failure) -> {
          if (failure != null) {
            LOG.error("signals of {} could not be made durable", step.id(), failure);
          }
          close(step, saying, assessment);
          then.run();
        });
  }

  private Step.Attempted told(Step.Attempted step) {
    Payload words =
        recording.sealed(
            step.session().id(), step.id(), Recording.Place.ARGUMENTS, step.arguments());
    return new Step.Attempted(
        step.id(), step.session(), step.kind(), step.tool(), words, step.at());
  }

  private void close(Step.Attempted step, Steps.Saying saying, @Nullable Assessment assessment) {
    Contribution none = new Contribution("engine", Verdict.Permit.PLAIN, Reason.NO_OBJECTION);
    List<Detection> detections = assessment == null ? List.of() : assessment.detections();
    span.close(
        new StepReport(
            told(step),
            new WireFacts("host " + saying.who().upstream(), saying.id(), "", "", "", 0),
            assessment == null ? Decision.of(none, step.at()) : assessment.decision(),
            detections,
            live.risk(),
            new Outcome.Succeeded(),
            Payload.NONE,
            Set.of()),
        step.at());
  }
}
