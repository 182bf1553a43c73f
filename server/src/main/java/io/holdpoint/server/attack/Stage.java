// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.attack;

import io.holdpoint.engine.rules.RuleTest.Event;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.KeySource;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.identity.SessionKey;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.json.Hashes;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Names the sessions, principals and steps of one scenario, unlike those of any other. */
final class Stage {
  private static final String SOURCE = "attack";

  private final String name;
  private final Instant began;
  private final Map<String, SessionId> roots = new HashMap<>();
  private int steps;

  Stage(String name, Instant began) {
    this.name = name;
    this.began = began;
  }

  Session session(Event event) {
    String principal = name + "-" + event.principal();
    AgentIdentity identity =
        new AgentIdentity("default", "holdpoint:attack", principal, null, null);
    SessionId id = id(event.session(), principal);
    SessionId root = roots.get(event.session());
    if (root == null) {
      root = event.parent().isEmpty() ? id : rootOf(event.parent(), principal);
      roots.put(event.session(), root);
    }
    return new Session(
        id,
        root,
        FloorId.of(identity),
        identity,
        event.shared() ? PrincipalKind.SHARED : PrincipalKind.EXCLUSIVE,
        new SessionKey(
            event.attested() ? KeySource.DECLARED : KeySource.MCP_SESSION,
            name + "-" + event.session(),
            event.attested() ? EvidenceGrade.G1 : EvidenceGrade.G3),
        AgentClaim.NONE,
        "",
        "attack",
        began);
  }

  private SessionId rootOf(String parent, String principal) {
    SessionId known = roots.get(parent);
    if (known != null) {
      return known;
    }
    SessionId named = id(parent, principal);
    roots.put(parent, named);
    return named;
  }

  private SessionId id(String session, String principal) {
    return new SessionId("s-" + Hashes.sha256Hex(16, name, principal, session));
  }

  Step.Attempted attempt(Event event, Instant now) {
    int slash = event.tool().indexOf('/');
    ToolRef tool =
        new ToolRef(
            event.tool().substring(0, slash),
            event.tool().substring(slash + 1),
            "",
            event.effects(),
            event.labels(),
            true);
    return new Step.Attempted(
        nextId(), session(event), StepKind.TOOL_CALL, tool, payload(event.arguments()), now);
  }

  StepId nextId() {
    steps++;
    return new StepId(SOURCE, Hashes.sha256Hex(32, name), String.format("%016x", steps));
  }

  static Payload payload(String text) {
    return new Payload(new Digest(Hashes.sha256Hex(32, text)), text.length(), text);
  }
}
