// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the catalogue says of the tools that match.
 *
 * @param upstreams one of these must match the server's name
 * @param tools one of these must match the tool's name
 * @param effects what a call can do
 * @param labels what its result carries
 * @param conditions what arguments add
 * @param arguments what is known of its arguments, by name
 * @param roles of these, what they are to the call
 * @param guess true if it goes by a word of the name alone, so that hints of a server may raise it
 */
record CatalogueEntry(
    List<Glob> upstreams,
    List<Glob> tools,
    Set<Effect> effects,
    Set<DataLabel> labels,
    List<Condition> conditions,
    Map<String, Argument> arguments,
    Map<String, ArgumentRole> roles,
    boolean guess) {

  /** What a tool counts as that no entry matches: capable, and of unknown making. */
  static final CatalogueEntry UNKNOWN =
      new CatalogueEntry(
          List.of(),
          List.of(),
          Set.of(Effect.WRITE, Effect.EGRESS),
          Set.of(DataLabel.UNTRUSTED),
          List.of(),
          Map.of());

  CatalogueEntry(
      List<Glob> upstreams,
      List<Glob> tools,
      Set<Effect> effects,
      Set<DataLabel> labels,
      List<Condition> conditions,
      Map<String, Argument> arguments) {
    this(upstreams, tools, effects, labels, conditions, arguments, roles(arguments), false);
  }

  /** This entry as a guess. */
  CatalogueEntry guessed(boolean asGuess) {
    return new CatalogueEntry(
        upstreams, tools, effects, labels, conditions, arguments, roles, asGuess);
  }

  CatalogueEntry {
    upstreams = List.copyOf(upstreams);
    tools = List.copyOf(tools);
    effects = Set.copyOf(effects);
    labels = Set.copyOf(labels);
    conditions = List.copyOf(conditions);
    arguments = Map.copyOf(arguments);
    roles = Map.copyOf(roles);
  }

  /**
   * What is known of an argument.
   *
   * @param role what it is to the call
   * @param show true if its value may be shown
   */
  record Argument(ArgumentRole role, boolean show) {

    private Argument withRole(Argument other) {
      return new Argument(other.role, show);
    }
  }

  boolean matches(String lowerUpstream, String lowerTool) {
    return tools.stream().anyMatch(g -> g.matches(lowerTool))
        && upstreams.stream().anyMatch(g -> g.matches(lowerUpstream));
  }

  private static Map<String, ArgumentRole> roles(Map<String, Argument> arguments) {
    Map<String, ArgumentRole> roles = new HashMap<>();
    arguments.forEach((name, argument) -> roles.put(name, argument.role()));
    return roles;
  }

  /** This entry with what a person said instead; what arguments add is still added. */
  CatalogueEntry classified(Classification as) {
    Map<String, Argument> all = new HashMap<>(arguments);
    as.roles()
        .forEach((name, role) -> all.merge(name, new Argument(role, false), Argument::withRole));
    return new CatalogueEntry(upstreams, tools, as.effects(), as.labels(), conditions, all);
  }

  /** True if the value of a top-level argument may be shown. */
  boolean shows(String argument) {
    Argument known = arguments.get(argument);
    return known != null && known.show();
  }

  /** This entry with what {@code json} adds. */
  Capability capability(String json) {
    if (conditions.isEmpty()) {
      return new Capability(effects, labels);
    }
    Set<Effect> allEffects = EnumSet.copyOf(effects);
    Set<DataLabel> allLabels = EnumSet.noneOf(DataLabel.class);
    allLabels.addAll(labels);
    ArgumentTexts texts = ArgumentTexts.of(json);
    for (Condition condition : conditions) {
      if (condition.holds(texts)) {
        allEffects.addAll(condition.effects());
        allLabels.addAll(condition.labels());
      }
    }
    return new Capability(allEffects, allLabels);
  }

  /** What one call can do and what its result carries. */
  record Capability(Set<Effect> effects, Set<DataLabel> labels) {}
}
