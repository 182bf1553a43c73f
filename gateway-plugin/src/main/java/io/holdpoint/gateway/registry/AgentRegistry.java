// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.registry;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.step.Effect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The agents an organisation has registered, by principal. Immutable. */
public final class AgentRegistry {

  /** Nobody registered anything. */
  public static final AgentRegistry EMPTY = new AgentRegistry(Map.of());

  private final Map<String, RegisteredAgent> agents;

  private AgentRegistry(Map<String, RegisteredAgent> agents) {
    this.agents = Map.copyOf(agents);
  }

  /** A registry of these. */
  public static AgentRegistry of(RegisteredAgent... agents) {
    Map<String, RegisteredAgent> all = new HashMap<>();
    for (RegisteredAgent agent : agents) {
      all.put(agent.principal(), agent);
    }
    return new AgentRegistry(all);
  }

  /** A registry that knows owners only. */
  public static AgentRegistry ofOwners(Map<String, String> owners) {
    return EMPTY.orOwners(owners);
  }

  /**
   * Reads the member {@code agents} of each document; problems go to the readers' lists. A
   * principal stands in one document once.
   */
  public static AgentRegistry read(List<DocumentReader> documents) {
    Map<String, RegisteredAgent> agents = new LinkedHashMap<>();
    for (DocumentReader document : documents) {
      document.sections("agents", item -> agent(item, agents));
      document.finish();
    }
    return new AgentRegistry(agents);
  }

  private static RegisteredAgent agent(DocumentReader item, Map<String, RegisteredAgent> agents) {
    String principal = item.requiredText("principal");
    Set<Effect> allowed =
        item.has("allowed-effects")
            ? Set.copyOf(item.choices("allowed-effects", Effect.class))
            : null;
    RegisteredAgent agent =
        new RegisteredAgent(
            principal,
            item.text("owner", ""),
            item.text("team", ""),
            item.text("purpose", ""),
            allowed,
            Set.copyOf(item.texts("approvers")));
    if (!agent.owner().isEmpty() && agent.approvers().equals(Set.of(agent.owner()))) {
      item.problem(
          "approvers",
          "got the owner alone (expected: somebody else too; nobody approves for an agent they"
              + " own)");
    }
    if (agents.put(principal, agent) != null) {
      item.problem("principal", "got \"" + principal + "\" twice (expected: each principal once)");
    }
    return agent;
  }

  /** This registry, with owners from elsewhere where it names none. */
  public AgentRegistry orOwners(Map<String, String> owners) {
    Map<String, RegisteredAgent> all = new HashMap<>(agents);
    owners.forEach(
        (principal, owner) ->
            all.merge(
                principal,
                RegisteredAgent.owned(principal, owner),
                (known, other) -> known.owner().isEmpty() ? known.ownedBy(owner) : known));
    return new AgentRegistry(all);
  }

  /** What is registered of a principal; an agent of which nothing is known if nothing is. */
  public RegisteredAgent of(String principal) {
    RegisteredAgent known = agents.get(principal);
    return known == null ? RegisteredAgent.owned(principal, "") : known;
  }

  /** True if something is registered of a principal. */
  public boolean knows(String principal) {
    return agents.containsKey(principal);
  }

  /** Who answers for which principal. */
  public Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    agents.forEach(
        (principal, agent) -> {
          if (!agent.owner().isEmpty()) {
            owners.put(principal, agent.owner());
          }
        });
    return Map.copyOf(owners);
  }
}
