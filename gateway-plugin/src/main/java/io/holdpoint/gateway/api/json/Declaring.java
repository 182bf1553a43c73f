// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.api.json;

import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Declares sessions for hosts. */
final class Declaring {

  private static final Logger LOG = LoggerFactory.getLogger(Declaring.class);
  private static final int NAME = 200;
  private static final int TASK = 4000;
  private static final Duration LONGEST = Duration.ofDays(30);

  private final SessionDeclarations declarations;
  private final InstantSource clock;

  Declaring(SessionDeclarations declarations, InstantSource clock) {
    this.declarations = declarations;
    this.clock = clock;
  }

  HostReply declare(Host host, HostBody body) throws HostRefusal {
    body.only("principal", "agent", "task", "parent", "environment", "expiresInMillis");
    Principal principal = HostCalls.principal(host, body.text("principal", NAME));
    HostBody agent = body.object("agent");
    if (agent == null) {
      throw HostBody.invalid("agent", "nothing", "an object with name and version");
    }
    String parent = body.text("parent", NAME);
    if (!parent.isEmpty()) {
      requireOwn(host, principal, parent);
    }
    Duration life = body.millis("expiresInMillis", LONGEST);
    SessionDeclaration declaration =
        new SessionDeclaration(
            principal.identity().tenant(),
            principal.identity().subject(),
            new AgentClaim(agent.required("name", NAME), agent.text("version", NAME)),
            body.text("task", TASK),
            parent,
            body.text("environment", NAME),
            host.name(),
            life.isZero() ? null : clock.instant().plus(life));
    try {
      return declared(declarations.declare(declaration));
    } catch (IllegalStateException notWritten) {
      LOG.error("a session could not be declared", notWritten);
      throw new HostRefusal(
          503,
          "declaration.not-durable",
          "declaration: got no durable record, so it has no effect (expected: a journal that can"
              + " be written)");
    }
  }

  /** Nobody hangs a session into the tree of a principal it may not speak for. */
  private void requireOwn(Host host, Principal principal, String parent) throws HostRefusal {
    Optional<DeclaredSession> known = declarations.find(parent);
    boolean own =
        known
            .filter(p -> p.declaration().tenant().equals(principal.identity().tenant()))
            .filter(p -> host.principal(p.principal()).isPresent())
            .isPresent();
    if (!own) {
      throw HostBody.invalid("parent", "an unknown handle", "one of a session this host declared");
    }
  }

  private static HostReply declared(DeclaredSession declared) {
    SessionDeclaration what = declared.declaration();
    StringBuilder json = new StringBuilder("{");
    member(json, "handle", declared.handle()).append(',');
    member(json, "session", declared.id().value()).append(',');
    member(json, "baggage", "holdpoint.session=" + declared.handle()).append(',');
    member(json, "principal", what.principal()).append(",\"agent\":{");
    member(json, "name", what.agent().name()).append(',');
    member(json, "version", what.agent().version()).append("},");
    member(json, "task", what.task()).append(',');
    member(json, "parent", what.parent()).append(',');
    member(json, "environment", what.environment()).append(',');
    member(json, "grade", "G1").append(',');
    member(json, "at", declared.at().toString());
    Instant until = what.until();
    if (until != null) {
      member(json.append(','), "expiresAt", until.toString());
    }
    return new HostReply(201, json.append('}').toString());
  }

  private static StringBuilder member(StringBuilder json, String name, String value) {
    return json.append(Json.quote(name)).append(':').append(Json.quote(value));
  }
}
