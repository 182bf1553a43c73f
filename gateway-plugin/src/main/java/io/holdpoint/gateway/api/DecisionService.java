// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.gate.Gate;
import io.holdpoint.gateway.gate.OpenExchanges;
import io.holdpoint.gateway.hold.ApprovalRequests;
import io.holdpoint.gateway.hold.ClearArguments;
import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.http.Loop;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.gateway.session.LiveSession;
import io.holdpoint.gateway.session.SessionResolver;
import io.holdpoint.gateway.step.LoopThread;
import io.holdpoint.gateway.step.NeutralText;
import io.holdpoint.gateway.step.Steps;
import io.holdpoint.gateway.telemetry.WireFacts;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.signal.GateState;
import io.holdpoint.model.step.StepKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Decides on the steps of agents whose hosts ask, as the proxy decides on what passes through it:
 * the same gate, judges, journal and spans. Knows no transport. Every stage completes on a loop of
 * the gateway, so nobody may block on what follows it there; none ever fails. Safe for use by many
 * threads.
 */
public final class DecisionService {

  private final Steps steps;
  private final SessionResolver sessions;
  private final HostedStep.Parts parts;
  private final Utterances words;
  private final List<HostedSteps> places;

  /**
   * @param steps begins judged steps
   * @param calls takes what may pass the proxy next
   * @param desk where held steps wait for people
   * @param holds which arguments bind, and who answers for whom
   * @param clear what held steps say, for those who decide
   * @param loops where everything of a session happens, one loop for each session
   */
  public DecisionService(
      Steps steps,
      SessionResolver sessions,
      ToolCatalogue catalogue,
      Gate gate,
      OpenExchanges open,
      HostedCalls calls,
      ApprovalDesk desk,
      HoldSettings holds,
      ClearArguments clear,
      List<Loop> loops) {
    this.steps = requireNonNull(steps, "steps");
    this.sessions = requireNonNull(sessions, "sessions");
    this.parts =
        new HostedStep.Parts(
            catalogue, gate, open, calls, desk, new ApprovalRequests(catalogue, holds, clear));
    this.words = new Utterances(steps, catalogue);
    this.places = loops.stream().map(HostedSteps::new).toList();
  }

  /**
   * Asks whether a step may happen. A step that is held is answered once its host's patience ends,
   * or a person spoke; asked again, it waits on. One that nobody asks for any more is refused after
   * the hold limit.
   */
  public CompletionStage<HostAnswer> decide(HostCall.Attempt attempt) {
    return on(
        attempt.session(),
        (place, answer) -> begun(place, attempt).ask(attempt.patience(), answer));
  }

  /**
   * Tells how a step ended, before anybody reads its result. Empty if the step is not known here
   * and the call does not say what it was.
   */
  public CompletionStage<Optional<HostAnswer>> complete(HostCall.Completion completion) {
    CompletableFuture<Optional<HostAnswer>> stage = new CompletableFuture<>();
    HostedSteps place = place(completion.session());
    place.loop().execute(() -> complete(place, completion, stage));
    return stage.minimalCompletionStage();
  }

  /** Tells what was said: user words let the judges know the task. */
  public CompletionStage<HostAnswer> observe(HostCall.Said said) {
    return on(
        said.session(),
        (place, answer) -> {
          LiveSession live = sessions.attested(said.session());
          if (place.isNew(HostedSteps.Key.of(said.session(), said.step()))) {
            words.take(live, place.loop(), said, () -> answer.accept(standing(live)));
          } else {
            answer.accept(standing(live));
          }
        });
  }

  /** Reads the gate alone. */
  public CompletionStage<HostAnswer> look(HostSession session) {
    return on(session, (place, answer) -> answer.accept(standing(sessions.attested(session))));
  }

  /** A host gives a step up: if it is held it is refused, if it runs its end is unknown. */
  public CompletionStage<Void> cancel(HostSession session, String step) {
    HostedSteps place = place(session);
    return CompletableFuture.runAsync(
        () -> {
          HostedStep found = place.find(HostedSteps.Key.of(session, step));
          if (found != null) {
            found.giveUp("cancelled by its host");
          }
        },
        place.loop());
  }

  /** A host says that a session is over. */
  public CompletionStage<Void> ended(HostSession session) {
    HostedSteps place = place(session);
    return CompletableFuture.runAsync(
        () -> sessions.closed(session).forEach(live -> place.ended(live.session().id())),
        place.loop());
  }

  private void complete(
      HostedSteps place,
      HostCall.Completion completion,
      CompletableFuture<Optional<HostAnswer>> stage) {
    HostedStep known = place.find(HostedSteps.Key.of(completion.session(), completion.step()));
    Consumer<HostAnswer> told = answer -> stage.complete(Optional.of(answer));
    boolean ranAnyway = known != null && known.isRefused();
    HostCall.Attempt attempt = completion.attempt();
    if (attempt != null && (known == null || ranAnyway)) {
      HostedStep late = fresh(place, attempt);
      late.beginLate(() -> late.complete(completion.outcome(), completion.result(), told));
    } else if (known != null) {
      known.complete(completion.outcome(), completion.result(), told);
    } else {
      stage.complete(Optional.empty());
    }
  }

  private HostedStep begun(HostedSteps place, HostCall.Attempt attempt) {
    HostedStep known = place.find(HostedSteps.Key.of(attempt.session(), attempt.step()));
    if (known != null) {
      return known;
    }
    HostedStep fresh = fresh(place, attempt);
    fresh.begin();
    return fresh;
  }

  private HostedStep fresh(HostedSteps place, HostCall.Attempt attempt) {
    LiveSession live = sessions.attested(attempt.session());
    WireFacts wire =
        new WireFacts(
            "host " + attempt.session().host(),
            attempt.step(),
            "",
            "",
            "",
            0,
            List.of(),
            "",
            attempt.kind() == StepKind.TOOL_CALL ? attempt.step() : "");
    Steps.Ask ask =
        new Steps.Ask(
            attempt.kind(),
            attempt.upstream(),
            attempt.tool(),
            attempt.arguments(),
            null,
            attempt.traceparent(),
            wire,
            attempt.session().principal().groups());
    HostedStep fresh =
        new HostedStep(
            parts,
            place.loop(),
            steps.begin(live, new LoopThread(place.loop()), ask),
            live,
            attempt.step(),
            attempt.session().principal().behind());
    place.add(HostedSteps.Key.of(attempt.session(), attempt.step()), fresh);
    return fresh;
  }

  /** What stands against a session, whatever it wants to do. */
  private HostAnswer standing(LiveSession live) {
    return switch (parts.gate().read(live.session())) {
      case GateState.Active active -> new HostAnswer.Permit("");
      case GateState.Restricted restricted -> new HostAnswer.Permit("");
      case GateState.Paused paused -> {
        String ref = paused.cause().header().ref();
        yield new HostAnswer.Hold(ref, NeutralText.waiting(ref));
      }
      case GateState.Killed killed -> {
        String ref = killed.cause().header().ref();
        yield new HostAnswer.Kill(ref, NeutralText.stopped(ref));
      }
    };
  }

  /** What is done on the loop of a session, with the way back. */
  private interface Work {
    void run(HostedSteps place, Consumer<HostAnswer> answer);
  }

  private CompletionStage<HostAnswer> on(HostSession session, Work work) {
    CompletableFuture<HostAnswer> stage = new CompletableFuture<>();
    HostedSteps place = place(session);
    Runnable task = () -> work.run(place, stage::complete);
    if (place.loop().isCurrent()) {
      task.run();
    } else {
      place.loop().execute(task);
    }
    return stage.minimalCompletionStage();
  }

  private HostedSteps place(HostSession session) {
    return places.get(Math.floorMod(HostedSteps.Key.placeOf(session), places.size()));
  }
}
