// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.gateway.decision.PolicyDecisionPoint.Question;
import io.holdpoint.gateway.policy.Policies;
import io.holdpoint.gateway.policy.PolicyReader;
import io.holdpoint.gateway.policy.PolicySettings;
import io.holdpoint.gateway.policy.PolicyTests;
import io.holdpoint.gateway.policy.cel.PolicyLanguage;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.LiveRegistry;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.json.PayloadDigester;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemoryJournal;
import io.holdpoint.server.config.Catalogues;
import io.holdpoint.server.config.PolicyFiles;
import io.holdpoint.server.config.Registries;
import io.holdpoint.server.config.RegistryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a hijacked agent that does what its credential may, and its registration does not. */
final class RegistriesTest {

  @TempDir Path folder;

  private final FakeClock clock = new FakeClock();

  @Test
  void files_areOneRegistry() throws IOException {
    Path one =
        file(
            "one.yaml",
            """
            agents:
              - principal: support-triage
                owner: kim
                team: support
                purpose: Answers tickets
                allowed-effects: [read, discover]
                approvers: [ann]
            """);
    Path two = file("two.yaml", "agents: [{principal: crew, team: ops}]");

    AgentRegistry registry =
        Registries.read(List.of(one, two)).orOwners(Map.of("crew", "bob", "support-triage", "eve"));

    assertThat(registry.of("support-triage").owner()).as("the registry's word").isEqualTo("kim");
    assertThat(registry.of("support-triage").allowed()).containsOnly(Effect.READ, Effect.DISCOVER);
    assertThat(registry.of("crew").owner()).isEqualTo("bob");
    assertThat(registry.of("crew").allowed()).isNull();
    assertThat(registry.knows("nobody")).isFalse();
    assertThat(registry.owners()).containsOnlyKeys("support-triage", "crew");
  }

  @Test
  void everythingWrong_isSaid() throws IOException {
    Path one = file("one.yaml", "agents: [{principal: a, allowed-effects: [fly]}, {owner: b}]");
    Path two = file("two.yaml", "agents: [{principal: a}]\ncolour: red");
    assertThatThrownBy(() -> Registries.read(List.of(one, two)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("fly")
        .hasMessageContaining("principal")
        .hasMessageContaining("got \"a\" twice")
        .hasMessageContaining("colour");
  }

  @Test
  void changedFiles_countWithoutARestart_andWrongOnesDoNot() throws IOException {
    Path file = file("agents.yaml", "agents: [{principal: crew, owner: kim, approvers: [ann]}]");
    LiveRegistry live =
        LiveRegistry.open(new RegistryFiles(List.of(file), Map.of("scout", "olga")));
    assertThat(live.get().of("crew").approvers()).containsOnly("ann");

    file("agents.yaml", "agents: [{principal: crew, owner: kim, approvers: [kim]}]");
    live.reload();
    assertThat(live.problem()).contains("agents.yaml:1:").contains("got the owner alone");
    assertThat(live.get().of("crew").approvers()).containsOnly("ann");
    Files.delete(file);
    live.reload();
    assertThat(live.problem()).contains("got no such file");
    assertThat(live.get().of("crew").approvers()).containsOnly("ann");

    file("agents.yaml", "agents: [{principal: crew, owner: kim, approvers: [bob]}]");
    live.reload();
    assertThat(live.problem()).isEmpty();
    assertThat(live.get().of("crew").approvers()).containsOnly("bob");
    assertThat(live.get().of("scout").owner()).as("the configuration's word").isEqualTo("olga");
  }

  @Test
  void effectBeyondTheRegistration_isHeld_andNothingElse() throws IOException {
    Path file =
        file("agents.yaml", "agents: [{principal: support-triage, allowed-effects: [read]}]");
    assertThat(verdicts(Registries.read(List.of(file)), Effect.EGRESS)).containsExactly("hold");
    assertThat(verdicts(Registries.read(List.of(file)), Effect.READ)).isEmpty();
    assertThat(verdicts(AgentRegistry.EMPTY, Effect.EGRESS)).as("not registered").isEmpty();
  }

  @Test
  void shippedCases_comeOutAsTheySay() {
    PolicyReader reader = new PolicyReader(new PolicyLanguage());
    assertThat(
            PolicyTests.run(
                reader.read(new PolicyFiles(PolicySettings.DEFAULTS).read()),
                Catalogues.read(List.of(), digester()),
                clock.instant()))
        .hasSizeGreaterThan(4)
        .extracting(PolicyTests.Outcome::problem)
        .containsOnly("");
  }

  private List<String> verdicts(AgentRegistry registry, Effect effect) {
    Policies policies =
        Policies.open(
            new PolicyFiles(PolicySettings.DEFAULTS),
            new PolicyReader(new PolicyLanguage()),
            new InMemoryJournal(),
            Catalogues.read(List.of(), digester()),
            LiveRegistry.fixed(registry),
            clock);
    Step.Attempted attempt =
        Fixtures.attempt(
            1,
            Fixtures.session(1),
            Fixtures.tool("some_tool", Set.of(effect), Set.of()),
            "{}",
            clock.instant());
    return policies
        .attempt(new Question(attempt, new ClearView("{}"), null, Set.of(), 0))
        .contributions()
        .stream()
        .map(contribution -> contribution.verdict().word())
        .filter(word -> !word.equals("permit"))
        .toList();
  }

  private static PayloadDigester digester() {
    return new PayloadDigester("a".repeat(32).getBytes(StandardCharsets.UTF_8));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
