// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.catalogue.Glob;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which calls a clause is about. What is not named is not asked for; of what is named one has to
 * fit.
 *
 * @param tools patterns of {@code upstream/name}
 * @param effects of the tool
 * @param kinds of steps
 * @param principals patterns of subjects
 * @param groups of the principal
 */
public record Selector(
    List<Glob> tools,
    Set<Effect> effects,
    Set<StepKind> kinds,
    List<Glob> principals,
    Set<String> groups) {

  public Selector {
    tools = List.copyOf(tools);
    effects = Set.copyOf(effects);
    kinds = Set.copyOf(kinds);
    principals = List.copyOf(principals);
    groups = Set.copyOf(groups);
  }

  static Selector read(DocumentReader item) {
    List<Glob> tools = globs(item, "tools", true);
    for (String upstream : item.texts("upstreams")) {
      tools.addAll(globs(item, "upstreams", List.of(upstream + "/**")));
    }
    return new Selector(
        tools,
        Set.copyOf(item.choices("effects", Effect.class)),
        Set.copyOf(item.choices("kinds", StepKind.class)),
        globs(item, "principals", false),
        Set.copyOf(item.texts("groups")));
  }

  static List<Glob> globs(DocumentReader item, String key, boolean named) {
    List<String> patterns = new ArrayList<>();
    for (String text : item.texts(key)) {
      patterns.add(named && text.indexOf('/') < 0 ? "*/" + text : text);
    }
    return globs(item, key, patterns);
  }

  private static List<Glob> globs(DocumentReader item, String key, List<String> patterns) {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        globs.add(Glob.of(pattern));
      } catch (IllegalArgumentException e) {
        item.problem(key, String.valueOf(e.getMessage()));
      }
    }
    return globs;
  }

  /** True if the step may be of its kind, whoever asks for it. */
  boolean fitsTool(Step.Attempted attempt) {
    ToolRef tool = attempt.tool();
    return (kinds.isEmpty() || kinds.contains(attempt.kind()))
        && (effects.isEmpty() || !Collections.disjoint(effects, tool.effects()))
        && (tools.isEmpty() || matches(tools, tool.qualifiedName()));
  }

  /** True if the caller may be of its kind. */
  boolean fitsCaller(String subject, Set<String> of) {
    return (principals.isEmpty() || matches(principals, subject))
        && (groups.isEmpty() || !Collections.disjoint(groups, of));
  }

  static boolean matches(List<Glob> globs, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Glob glob : globs) {
      if (glob.matches(lower)) {
        return true;
      }
    }
    return false;
  }
}
