// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.dashboard.insight.Registration;
import io.holdpoint.dashboard.view.SessionView;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.view.DriftReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InventoryTest {

  private static final Instant FIRST = Fixtures.NOW;
  private static final DriftReport.Baseline BASELINE =
      new DriftReport.Baseline("triage, all versions", 24, 10, 14.5, 6L, null, null, null, null);

  private static final Instant LAST = Fixtures.NOW.plusSeconds(3_600);

  @Test
  void registeredAgent_isShownWithWhatItDidBeyond() {
    Inventory.Known known =
        new Inventory.Known(
            principal -> Optional.of("kim"),
            principal ->
                Optional.of(
                    new Registration("kim", "support", "tickets", List.of("read"), List.of())),
            session -> List.of("files", ""),
            session -> session.id().equals("s-1") ? Optional.of(BASELINE) : Optional.empty());
    AgentView agent =
        Inventory.of(
                List.of(
                    session("s-2", LAST, List.of("egress")),
                    session("s-1", FIRST, List.of("read"))),
                Map.of("s-1", 3),
                known)
            .getFirst();

    assertThat(agent.owner()).isEqualTo("kim");
    assertThat(agent.team()).isEqualTo("support");
    assertThat(agent.beyond()).containsExactly("egress");
    assertThat(agent.upstreams()).containsExactly("files");
    assertThat(agent.firstSeen()).isEqualTo(FIRST);
    assertThat(agent.lastSeen()).isEqualTo(LAST);
    assertThat(agent.askedPeople()).isEqualTo(3);
    assertThat(agent.baseline()).as("the newest that is held tells").isEqualTo(BASELINE);
    assertThat(agent.outward()).isEqualTo(1);
    assertThat(agent.mostSteps()).isEqualTo(4);
    assertThat(agent.perDay()).isEqualTo(48.0);
    assertThat(agent.usage()).as("nobody told").isNull();
  }

  @Test
  void unownedAgent_isShownAsSuch() {
    Inventory.Known nothing =
        new Inventory.Known(
            p -> Optional.empty(), p -> Optional.empty(), s -> List.of(), s -> Optional.empty());
    AgentView agent =
        Inventory.of(List.of(session("s-1", FIRST, List.of("read"))), Map.of(), nothing).getFirst();
    assertThat(agent.owner()).isEmpty();
    assertThat(agent.allowedEffects()).isNull();
    assertThat(agent.beyond()).as("nothing was said").isEmpty();
  }

  private static SessionView session(String id, Instant at, List<String> effects) {
    return new SessionView(
        id,
        id,
        "test",
        null,
        null,
        "support",
        "triage",
        "1",
        "",
        "floor",
        null,
        at,
        4,
        0,
        0,
        0,
        0,
        effects,
        List.of(),
        "files/read",
        at,
        "active",
        true,
        null,
        List.of(),
        null,
        null);
  }
}
