// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.RuleCompiler;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules that were read, checked and compiled together. Immutable. */
public final class RuleSet {
  /** The rule files in the jar. */
  static final List<String> SHIPPED =
      List.of(
          "HP-CHAIN-001.yaml",
          "HP-CHAIN-002.yaml",
          "HP-CHAIN-003.yaml",
          "HP-CHAIN-004.yaml",
          "HP-CHAIN-005.yaml",
          "HP-CHAIN-006.yaml",
          "HP-CHAIN-007.yaml",
          "HP-CHAIN-008.yaml",
          "HP-CHAIN-009.yaml",
          "HP-CHAIN-010.yaml",
          "HP-CHAIN-011.yaml",
          "HP-CHAIN-012.yaml",
          "HP-CHAIN-013.yaml",
          "HP-CHAIN-014.yaml",
          "HP-CHAIN-015.yaml",
          "HP-DRIFT-001.yaml",
          "HP-DRIFT-002.yaml",
          "HP-DRIFT-003.yaml",
          "HP-DRIFT-004.yaml",
          "HP-DRIFT-005.yaml",
          "HP-DRIFT-010.yaml",
          "HP-EVADE-001.yaml",
          "HP-EVADE-002.yaml",
          "HP-EVADE-003.yaml",
          "HP-EVADE-004.yaml",
          "HP-EVADE-005.yaml",
          "HP-EVADE-006.yaml",
          "HP-EVADE-007.yaml",
          "HP-EVADE-008.yaml",
          "HP-EVADE-009.yaml",
          "HP-EVADE-010.yaml",
          "HP-EVADE-011.yaml",
          "HP-EVADE-013.yaml",
          "HP-EVADE-014.yaml",
          "HP-INJ-001.yaml",
          "HP-INJ-002.yaml",
          "HP-INJ-003.yaml",
          "HP-LOOP-001.yaml",
          "HP-LOOP-002.yaml",
          "HP-LOOP-003.yaml",
          "HP-LOOP-004.yaml",
          "HP-LOOP-006.yaml",
          "HP-LOOP-007.yaml",
          "HP-LOOP-008.yaml",
          "HP-LOOP-009.yaml",
          "HP-LOOP-010.yaml",
          "HP-MULTI-001.yaml",
          "HP-MULTI-002.yaml",
          "HP-MULTI-003.yaml",
          "HP-MULTI-005.yaml",
          "HP-MULTI-006.yaml",
          "HP-MULTI-007.yaml",
          "HP-MULTI-008.yaml",
          "HP-MULTI-009.yaml",
          "HP-MULTI-010.yaml");

  private final Map<String, Rule> rules;
  private final List<CompiledEpl> compiled;
  private final Map<String, RuleOrigin> origins;

  RuleSet(Map<String, Rule> rules, List<CompiledEpl> compiled, Map<String, RuleOrigin> origins) {
    this.rules = new LinkedHashMap<>(rules);
    this.compiled = List.copyOf(compiled);
    this.origins = Map.copyOf(origins);
  }

  /**
   * Reads rules and compiles them in this process.
   *
   * @param files files, or folders of which every {@code .yaml} file is one: rules, tunings of
   *     rules, and what rules share
   * @param shipped whether the rules in the jar are added
   * @param compileCache a folder that keeps compiled rules between starts, or null
   * @throws DocumentException with every problem of every file
   */
  public static RuleSet load(List<Path> files, boolean shipped, @Nullable Path compileCache) {
    return load(Compiling.here(compileCache), files, shipped);
  }

  /**
   * Reads and compiles rules.
   *
   * @param compiling where they are compiled
   * @throws DocumentException with every problem of every file
   */
  public static RuleSet load(Compiling compiling, List<Path> files, boolean shipped) {
    return check(compiling, files, shipped).sound();
  }

  /** Reads rules as far as possible and compiles them in this process. */
  public static Checked check(List<Path> files, boolean shipped, @Nullable Path compileCache) {
    return check(Compiling.here(compileCache), files, shipped);
  }

  /**
   * Reads and compiles rules as far as possible.
   *
   * @return the rules that are sound, and every problem of the others
   */
  public static Checked check(Compiling compiling, List<Path> files, boolean shipped) {
    try (Compiling.Bench bench = compiling.open()) {
      RuleLoader loader = new RuleLoader(bench.compiler());
      if (shipped) {
        SHIPPED.forEach(loader::addShipped);
      }
      files.forEach(loader::addPath);
      return loader.finish();
    }
  }

  /**
   * What came of reading rules.
   *
   * @param rules those that are sound
   * @param problems what is wrong with the others
   */
  public record Checked(RuleSet rules, List<Problem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }

    /**
     * The rules, all of them.
     *
     * @throws DocumentException if there is a problem
     */
    public RuleSet sound() {
      if (!problems.isEmpty()) {
        throw new DocumentException(problems);
      }
      return rules;
    }
  }

  /** Reads, compiles and tries one rule from its text as far as possible, in this process. */
  public static Checked check(String fileName, String text) {
    return check(Compiling.here(null), fileName, text);
  }

  /** Reads, compiles and tries one rule from its text as far as possible. */
  public static Checked check(Compiling compiling, String fileName, String text) {
    return check(compiling, new LinkedHashMap<>(Map.of(fileName, text)));
  }

  /**
   * Reads, compiles and tries what several files say together, as far as possible.
   *
   * @param texts by file name
   */
  public static Checked check(Compiling compiling, SequencedMap<String, String> texts) {
    try (Compiling.Bench bench = compiling.open()) {
      RuleLoader loader = new RuleLoader(bench.compiler());
      texts.forEach((name, text) -> loader.add(name, text, false));
      return loader.finish();
    }
  }

  /** Reads and compiles one rule from its text, here and without a trial. */
  public static RuleSet of(String fileName, String text) {
    RuleLoader loader = new RuleLoader(new RuleCompiler(new CompileCache(null)));
    loader.add(fileName, text, false);
    return loader.finish().sound();
  }

  /** All rules, the shipped ones first. */
  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  /** The rule with this id. */
  public Optional<Rule> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** This set with no rule but the one with this id. */
  public RuleSet only(String id) {
    return new RuleSet(
        Map.of(id, rule(id).orElseThrow()),
        compiled.stream().filter(c -> c.rule().equals(id)).toList(),
        origins);
  }

  /** The whole file a rule was read from, and behind dashes what tunes it and what it shares. */
  public String text(String id) {
    RuleOrigin origin = origins.get(id);
    return origin == null ? "" : origin.text();
  }

  /**
   * This set, and of {@code former} what was read from these files: rules whose ids are free, and
   * rules that other of their files tune or help, in the place of those here.
   */
  public RuleSet keeping(RuleSet former, Set<String> files) {
    Map<String, Rule> all = new LinkedHashMap<>(rules);
    List<CompiledEpl> allCompiled = new ArrayList<>(compiled);
    Map<String, RuleOrigin> allOrigins = new LinkedHashMap<>(origins);
    for (Rule rule : former.rules()) {
      String id = rule.id();
      RuleOrigin origin = former.origins.get(id);
      boolean concerned = origin != null && !Collections.disjoint(origin.files(), files);
      boolean moved = files.contains(rule.position().file()) && all.containsKey(id);
      if (origin != null && concerned && !moved) {
        allCompiled.removeIf(c -> c.rule().equals(id));
        all.put(id, rule);
        former.compiled.stream().filter(c -> c.rule().equals(id)).forEach(allCompiled::add);
        allOrigins.put(id, origin);
      }
    }
    return new RuleSet(all, allCompiled, allOrigins);
  }

  /** The rules that {@code other} has not, or with another text. */
  public List<RuleRef> notIn(RuleSet other) {
    return rules.values().stream()
        .filter(rule -> !text(rule.id()).equals(other.text(rule.id())))
        .map(Rule::ref)
        .toList();
  }

  /** This set without the rule with this id. */
  public RuleSet without(String id) {
    Map<String, Rule> others = new LinkedHashMap<>(rules);
    others.remove(id);
    return new RuleSet(
        others, compiled.stream().filter(c -> !c.rule().equals(id)).toList(), origins);
  }

  /** This set with the rule with this id enforced, if it is deployed at all. */
  public RuleSet enforcing(String id) {
    Map<String, Rule> all = new LinkedHashMap<>(rules);
    all.computeIfPresent(id, (key, rule) -> rule.in(Mode.ENFORCE));
    return new RuleSet(all, compiled, origins);
  }

  /** What is to be deployed: every rule that is not off. */
  public List<CompiledEpl> compiled() {
    return compiled;
  }

  /** Of these, what runs in the shards, on the calling threads. */
  public List<CompiledEpl> forShards() {
    return compiled.stream().filter(c -> !runsInFleet(c)).toList();
  }

  /** Of these, what runs in the runtime that sees all sessions. */
  public List<CompiledEpl> forFleet() {
    return compiled.stream().filter(this::runsInFleet).toList();
  }

  private boolean runsInFleet(CompiledEpl epl) {
    Rule rule = rules.get(epl.rule());
    return rule != null && rule.runsInFleet();
  }
}
