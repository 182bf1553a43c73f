// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.mcp.SessionHints;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.port.SessionDeclaration;
import io.holdpoint.model.port.SessionDeclarations;
import io.holdpoint.model.testing.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that says who it is after its first calls. */
final class LateNameTest {
  private static final Principal CREW =
      Principal.of(
          new AgentIdentity("default", "holdpoint:key", "crew", null, "crew"),
          PrincipalKind.SHARED,
          "");

  private final List<String> joined = new ArrayList<>();
  private final SessionResolver resolver =
      new SessionResolver(
          "test", new NobodyDeclares(), Duration.ofMinutes(30), new FakeClock(), new Heard());

  @Test
  void name_onTheSameProtocolSession_joinsWhatWasSeenBefore_once() {
    Session before = resolve("m-1", "");
    Session named = resolve("m-1", "holdpoint.session=run-7");
    assertThat(named.id()).isNotEqualTo(before.id());
    assertThat(joined).containsExactly(before.id() + " is " + named.id());

    resolve("m-1", "holdpoint.session=run-7");
    resolve("m-1", "holdpoint.session=run-8");
    assertThat(joined).as("many runs over one connection are not one").hasSize(1);
  }

  @Test
  void name_fromTheBeginning_joinsNothing() {
    resolve("m-2", "holdpoint.session=run-9");
    resolve("m-2", "");
    resolve("m-2", "holdpoint.session=run-9");
    assertThat(joined).isEmpty();
  }

  private Session resolve(String mcp, String baggage) {
    return resolver.resolve(CREW, "files", new SessionHints(mcp, "", baggage, "", ""), 1).session();
  }

  private final class Heard implements SessionEnd {
    @Override
    public void ended(Session session, int risk, Instant at) {}

    @Override
    public void joined(Session first, Session named, Instant at) {
      joined.add(first.id() + " is " + named.id());
    }
  }

  private static final class NobodyDeclares implements SessionDeclarations {
    @Override
    public DeclaredSession declare(SessionDeclaration declaration) {
      throw new IllegalStateException("nobody declares here");
    }

    @Override
    public Optional<DeclaredSession> find(String handle) {
      return Optional.empty();
    }
  }
}
