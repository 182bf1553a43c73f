// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import io.holdpoint.engine.record.Input;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Reason;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Callers of many threads who get into each other's way: few principals, many sessions. */
final class Crowd {
  static final int SESSIONS = 12;

  private static final ToolRef WRITE = Fixtures.tool("write", Set.of(Effect.WRITE), Set.of());

  private Crowd() {}

  static Session session(int n) {
    AgentIdentity identity = new AgentIdentity("default", "test", "agent-" + n % 3, null, null);
    return Fixtures.session(
        identity, n % 3 == 0 ? PrincipalKind.SHARED : PrincipalKind.EXCLUSIVE, n, EvidenceGrade.G3);
  }

  /** Makes calls on this thread and notes what was answered. */
  static void call(CorrelationEngine engine, int caller, int calls, Map<String, String> answers) {
    Random random = new Random(caller);
    for (int i = 0; i < calls; i++) {
      ToolRef tool =
          switch (random.nextInt(40)) {
            case 1 -> EngineFixture.SEND_MAIL;
            case 2, 3, 4, 5 -> WRITE;
            default -> EngineFixture.LOOK;
          };
      String arguments =
          "{\"n\":" + random.nextInt(3) + ",\"text\":\"" + "word ".repeat(40) + "\"}";
      Step.Attempted attempt =
          Fixtures.attempt(
              caller * 100_000 + i,
              session(random.nextInt(SESSIONS)),
              tool,
              arguments,
              Fixtures.NOW);
      Assessment answer =
          engine.assess(attempt, new ClearView(arguments)).toCompletableFuture().join();
      answers.put(name(new Input.Attempt(attempt, "")), text(answer));
      if (EngineFixture.verdict(answer).equals("permit")) {
        Step.Completed completion = Fixtures.completion(attempt, "[]");
        Assessment end =
            engine.complete(completion, new ClearView("[]")).toCompletableFuture().join();
        answers.put(name(new Input.Completion(completion, "")), text(end));
      }
    }
  }

  /** Every other session reads a secret before anybody is in anybody's way. */
  static void readSecrets(CorrelationEngine engine) {
    for (int n = 0; n < SESSIONS; n += 2) {
      Step.Attempted attempt =
          Fixtures.attempt(
              8_000_000 + n, session(n), EngineFixture.READ_SECRET, "{}", Fixtures.NOW);
      engine.assess(attempt).toCompletableFuture().join();
      engine.complete(Fixtures.completion(attempt, "[]")).toCompletableFuture().join();
    }
  }

  static String probe(CorrelationEngine engine, Session session) {
    Step.Attempted attempt =
        Fixtures.attempt(
            9_000_000 + session.id().hashCode() % 1000, session, WRITE, "{}", Fixtures.NOW);
    return text(engine.assess(attempt).toCompletableFuture().join());
  }

  static String name(Input input) {
    return switch (input) {
      case Input.Attempt attempt -> "attempt " + attempt.step().id();
      case Input.Completion completion -> "completion " + completion.step().id();
      default -> input.toString();
    };
  }

  static String text(Assessment answer) {
    return EngineFixture.verdict(answer)
        + " "
        + answer.risk()
        + " "
        + answer.decision().reasons().stream().map(Reason::code).toList()
        + answer.detections().stream().map(Detection::toString).toList();
  }
}
