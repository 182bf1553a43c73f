// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

import io.holdpoint.gateway.api.HostCall;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.session.HostSession;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.StepKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the calls of the decision API. */
final class HostCalls {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final int ID = 512;
  private static final int NAME = 200;
  private static final int TEXT = 4 << 20;

  /** What an agent does and a host can be asked about; the rest is told by other calls. */
  private static final Set<StepKind> ASKABLE =
      Set.of(
          StepKind.TOOL_CALL,
          StepKind.RESOURCE_READ,
          StepKind.PROMPT,
          StepKind.COMPLETION,
          StepKind.RETRIEVAL,
          StepKind.MEMORY_READ,
          StepKind.MEMORY_WRITE,
          StepKind.HAND_OFF,
          StepKind.SAMPLING,
          StepKind.ELICITATION);

  private HostCalls() {}

  /** The words for how a step ended. */
  private enum End {
    SUCCEEDED,
    TOOL_ERROR,
    REFUSED,
    TIMED_OUT,
    UNKNOWN
  }

  static HostCall.Attempt attempt(Host host, HostBody body) throws HostRefusal {
    body.only(
        "session", "step", "kind", "upstream", "tool", "arguments", "traceparent", "waitMillis");
    return attempt(session(host, body), step(body), body, body.millis("waitMillis", LONGEST_WAIT));
  }

  static HostCall.Completion completion(Host host, HostBody body) throws HostRefusal {
    body.only("session", "step", "outcome", "result", "attempt");
    HostSession session = session(host, body);
    String step = step(body);
    HostBody asked = body.object("attempt");
    if (asked != null) {
      asked.only("kind", "upstream", "tool", "arguments", "traceparent");
    }
    return new HostCall.Completion(
        session,
        step,
        outcome(body.choice("outcome", End.class, End.SUCCEEDED)),
        body.raw("result"),
        asked == null ? null : attempt(session, step, asked, Duration.ZERO));
  }

  static HostCall.Said said(Host host, HostBody body) throws HostRefusal {
    body.only("session", "step", "speaker", "text");
    return new HostCall.Said(
        session(host, body),
        step(body),
        body.choice("speaker", HostCall.Speaker.class, HostCall.Speaker.USER),
        body.required("text", TEXT));
  }

  static String step(HostBody body) throws HostRefusal {
    return body.required("step", ID);
  }

  static HostSession session(Host host, HostBody body) throws HostRefusal {
    HostBody session = body.object("session");
    if (session == null) {
      throw HostBody.invalid("session", "nothing", "an object with the id of the session");
    }
    session.only("principal", "id", "agentId", "agent");
    return new HostSession(
        principal(host, session.text("principal", NAME)),
        host.name(),
        session.required("id", ID),
        session.text("agentId", ID),
        agent(session.object("agent")));
  }

  static Principal principal(Host host, String subject) throws HostRefusal {
    return host.principal(subject)
        .orElseThrow(
            () ->
                new HostRefusal(
                    403,
                    "principal.not-allowed",
                    "principal: got \"" + subject + "\" (expected: one this host may speak for)"));
  }

  private static HostCall.Attempt attempt(
      HostSession session, String step, HostBody body, Duration patience) throws HostRefusal {
    StepKind kind = body.choice("kind", StepKind.class, StepKind.TOOL_CALL);
    if (!ASKABLE.contains(kind)) {
      throw HostBody.invalid("kind", kind.name(), "something an agent does");
    }
    return new HostCall.Attempt(
        session,
        step,
        kind,
        body.required("upstream", NAME),
        body.required("tool", NAME),
        body.rawObject("arguments"),
        body.text("traceparent", NAME),
        patience);
  }

  private static AgentClaim agent(@Nullable HostBody agent) throws HostRefusal {
    if (agent == null) {
      return AgentClaim.NONE;
    }
    agent.only("name", "version");
    return new AgentClaim(agent.text("name", NAME), agent.text("version", NAME));
  }

  private static Outcome outcome(End end) {
    return switch (end) {
      case SUCCEEDED -> new Outcome.Succeeded();
      case TOOL_ERROR -> new Outcome.ToolError();
      case REFUSED -> new Outcome.Refused();
      case TIMED_OUT -> new Outcome.TimedOut();
      case UNKNOWN -> new Outcome.Unknown("its host does not know");
    };
  }
}
