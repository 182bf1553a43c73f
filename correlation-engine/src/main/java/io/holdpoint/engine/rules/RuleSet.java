// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.esper.CompileCache;
import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.RuleCompiler;
import io.holdpoint.engine.rules.forms.EplText;
import io.holdpoint.engine.trial.Trial;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.RuleRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  private static final Trial TRIAL = new Trial();
  private static final String SHIPPED_FOLDER = "/io/holdpoint/engine/rules/";

  private final Map<String, Rule> rules;
  private final List<CompiledEpl> compiled;
  private final Map<String, String> texts;

  private RuleSet(Map<String, Rule> rules, List<CompiledEpl> compiled, Map<String, String> texts) {
    this.rules = new LinkedHashMap<>(rules);
    this.compiled = List.copyOf(compiled);
    this.texts = Map.copyOf(texts);
  }

  /**
   * Reads and compiles rules.
   *
   * @param files rule files, or folders of which every {@code .yaml} file is one
   * @param shipped whether the rules in the jar are added
   * @param compileCache a folder that keeps compiled rules between starts, or null
   * @throws DocumentException with every problem of every file
   */
  public static RuleSet load(List<Path> files, boolean shipped, @Nullable Path compileCache) {
    Loader loader = new Loader(new RuleCompiler(new CompileCache(compileCache), TRIAL::run));
    if (shipped) {
      SHIPPED.forEach(loader::addShipped);
    }
    files.forEach(loader::addPath);
    return loader.finish();
  }

  /**
   * Reads and compiles rules as far as possible.
   *
   * @return the rules that are sound, and every problem of the others
   */
  public static Checked check(List<Path> files, boolean shipped, @Nullable Path compileCache) {
    Loader loader = new Loader(new RuleCompiler(new CompileCache(compileCache), TRIAL::run));
    if (shipped) {
      SHIPPED.forEach(loader::addShipped);
    }
    files.forEach(loader::addPath);
    return new Checked(new RuleSet(loader.rules, loader.compiled, loader.texts), loader.problems);
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
  }

  /** Reads, compiles and tries one rule from its text as far as possible. */
  public static Checked check(String fileName, String text) {
    Loader loader = new Loader(new RuleCompiler(new CompileCache(null), TRIAL::run));
    loader.add(fileName, text, false);
    return new Checked(new RuleSet(loader.rules, loader.compiled, loader.texts), loader.problems);
  }

  /** Reads and compiles one rule from its text. */
  public static RuleSet of(String fileName, String text) {
    Loader loader = new Loader(new RuleCompiler(new CompileCache(null)));
    loader.add(fileName, text, false);
    return loader.finish();
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
        compiled.stream().filter(c -> c.name().equals(id)).toList(),
        Map.of(id, text(id)));
  }

  /** The whole file a rule was read from. */
  public String text(String id) {
    return texts.getOrDefault(id, "");
  }

  /** This set, and of {@code former} the rules of these files whose ids are free. */
  public RuleSet keeping(RuleSet former, Set<String> files) {
    Map<String, Rule> all = new LinkedHashMap<>(rules);
    List<CompiledEpl> allCompiled = new ArrayList<>(compiled);
    Map<String, String> allTexts = new LinkedHashMap<>(texts);
    for (Rule rule : former.rules()) {
      if (files.contains(rule.position().file()) && all.putIfAbsent(rule.id(), rule) == null) {
        former.compiled.stream().filter(c -> c.name().equals(rule.id())).forEach(allCompiled::add);
        allTexts.put(rule.id(), former.text(rule.id()));
      }
    }
    return new RuleSet(all, allCompiled, allTexts);
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
    return new RuleSet(others, compiled.stream().filter(c -> !c.name().equals(id)).toList(), texts);
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
    Rule rule = rules.get(epl.name());
    return rule != null && rule.runsInFleet();
  }

  private static final class Loader {
    private final RuleCompiler compiler;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<CompiledEpl> compiled = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Loader(RuleCompiler compiler) {
      this.compiler = compiler;
    }

    void addShipped(String name) {
      try (InputStream in = RuleSet.class.getResourceAsStream(SHIPPED_FOLDER + name)) {
        if (in == null) {
          throw new IllegalStateException(name + ": not in the jar");
        }
        add(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
      } catch (IOException e) {
        throw new IllegalStateException(name + ": cannot be read from the jar", e);
      }
    }

    void addPath(Path path) {
      try {
        if (Files.isDirectory(path)) {
          try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
              add(file.toString(), Files.readString(file), false);
            }
          }
        } else {
          add(path.toString(), Files.readString(path), false);
        }
      } catch (IOException e) {
        problems.add(
            new Problem(
                new Position(path.toString(), 1, 1),
                "rules: got " + e.getClass().getSimpleName() + " (expected: a readable file)"));
      }
    }

    void add(String fileName, String text, boolean shippedRule) {
      try {
        RuleReader.Read read = new RuleReader(fileName, text, shippedRule).read();
        Rule rule = read.rule();
        Rule known = rules.putIfAbsent(rule.id(), rule);
        if (known != null) {
          problems.add(
              new Problem(
                  rule.position(),
                  "id: got "
                      + rule.id()
                      + " again (expected: once, it is in "
                      + known.position()
                      + ")"));
          return;
        }
        texts.put(rule.id(), text);
        compile(read);
      } catch (DocumentException e) {
        problems.addAll(e.problems());
      }
    }

    private void compile(RuleReader.Read read) {
      try {
        CompiledEpl epl = compiler.compile(read.rule().id(), read.rule().epl());
        if (read.rule().mode() != io.holdpoint.model.verdict.Mode.OFF) {
          compiled.add(epl);
        }
      } catch (EplException e) {
        rules.remove(read.rule().id());
        int before = problems.size();
        read.form().parts().forEach(part -> complain(read, part));
        if (problems.size() == before) {
          e.problems().forEach(problem -> problems.add(read.locate(read.form().text(), problem)));
        }
      }
    }

    /** A selection that does not even compile by itself is the one that is wrong. */
    private void complain(RuleReader.Read read, EplText part) {
      try {
        compiler.check(read.rule().id(), part.toString());
      } catch (EplException e) {
        e.problems().forEach(problem -> problems.add(read.locate(part, problem)));
      }
    }

    RuleSet finish() {
      if (!problems.isEmpty()) {
        throw new DocumentException(problems);
      }
      return new RuleSet(rules, compiled, texts);
    }
  }
}
