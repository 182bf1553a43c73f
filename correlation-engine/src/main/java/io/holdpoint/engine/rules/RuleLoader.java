// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import io.holdpoint.engine.esper.CompiledEpl;
import io.holdpoint.engine.esper.EplException;
import io.holdpoint.engine.esper.RuleCompiler;
import io.holdpoint.engine.rules.forms.EplText;
import io.holdpoint.engine.rules.forms.Shared;
import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.verdict.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of rules, of tunings, and of what rules share; then compiles. For one load and one
 * thread.
 */
final class RuleLoader {
  private static final String SHIPPED_FOLDER = "/io/holdpoint/engine/rules/";

  private final RuleCompiler compiler;
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final List<CompiledEpl> compiled = new ArrayList<>();
  private final Map<String, RuleOrigin> origins = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Tuning> tunings = new LinkedHashMap<>();
  private final SequencedMap<String, DocumentNode> sharedFiles = new LinkedHashMap<>();
  private final StringBuilder sharedText = new StringBuilder();
  private Shared shared = Shared.NONE;

  private record Source(String file, String text, boolean shipped, DocumentNode document) {
    String member(String name) {
      return document instanceof DocumentNode.Mapping mapping
              && mapping.members().get(name) instanceof DocumentNode.Scalar scalar
          ? scalar.text()
          : "";
    }
  }

  RuleLoader(RuleCompiler compiler) {
    this.compiler = compiler;
  }

  /** Adds a rule of the jar. */
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

  /** Adds a file, or every {@code .yaml} file of a folder. */
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

  /** Adds a file by its text. */
  void add(String file, String text, boolean shipped) {
    try {
      sources.add(new Source(file, text, shipped, YamlDocuments.parse(file, text)));
    } catch (DocumentException e) {
      problems.addAll(e.problems());
    }
  }

  /** Reads and compiles all that was added. */
  RuleSet.Checked finish() {
    List<Source> ruleFiles = new ArrayList<>();
    for (Source source : sources) {
      switch (source.member("kind")) {
        case Tuning.KIND -> tune(source);
        case Shared.KIND -> {
          sharedFiles.put(source.file(), source.document());
          sharedText.append(RuleOrigin.BETWEEN).append(source.text());
        }
        default -> ruleFiles.add(source);
      }
    }
    shared = Shared.read(sharedFiles, problems);
    ruleFiles.forEach(this::read);
    Set<String> known = new LinkedHashSet<>();
    ruleFiles.forEach(source -> known.add(source.member("id")));
    tunings.values().stream().filter(t -> !known.contains(t.rule())).forEach(this::bring);
    return new RuleSet.Checked(new RuleSet(rules, compiled, origins), problems);
  }

  private void tune(Source source) {
    List<Problem> own = new ArrayList<>();
    Tuning tuning = Tuning.read(source.file(), source.text(), source.document(), own);
    Tuning other = tunings.putIfAbsent(tuning.rule(), tuning);
    if (other != null) {
      own.add(
          new Problem(
              source.document().position(),
              "rule: got " + tuning.rule() + " again (expected: once, see " + other.file() + ")"));
    }
    problems.addAll(own);
  }

  /** A tuning of a shipped rule brings the rule, where it was not asked for otherwise. */
  private void bring(Tuning tuning) {
    String name = tuning.rule() + ".yaml";
    if (!RuleSet.SHIPPED.contains(name)) {
      problems.add(
          new Problem(
              tuning.document().position(),
              "rule: got " + tuning.rule() + " (expected: a rule that is loaded)"));
      return;
    }
    addShipped(name);
    read(sources.getLast());
  }

  private void read(Source source) {
    try {
      Tuning tuning = tunings.get(source.member("id"));
      DocumentNode document = source.document();
      if (tuning != null) {
        List<Problem> misfits = new ArrayList<>();
        document = tuning.applyTo(document, misfits);
        if (!misfits.isEmpty()) {
          problems.addAll(misfits);
          return; // never the rule without what it was to be tuned to
        }
      }
      boolean mustShow = source.shipped() && (tuning == null || !tuning.setsMode());
      RuleReader.Read read = new RuleReader(document, source.text(), mustShow, shared).read();
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
      origins.put(rule.id(), origin(source, tuning, read.usesShared()));
      compile(read);
    } catch (DocumentException e) {
      problems.addAll(e.problems());
    }
  }

  private RuleOrigin origin(Source source, @Nullable Tuning tuning, boolean usesShared) {
    StringBuilder text = new StringBuilder(source.text());
    Set<String> files = new LinkedHashSet<>();
    files.add(source.file());
    if (tuning != null) {
      text.append(RuleOrigin.BETWEEN).append(tuning.text());
      files.add(tuning.file());
    }
    if (usesShared) {
      text.append(sharedText);
      files.addAll(sharedFiles.keySet());
    }
    return new RuleOrigin(text.toString(), files);
  }

  private void compile(RuleReader.Read read) {
    Rule rule = read.rule();
    List<CompiledEpl> made = new ArrayList<>();
    EplText text = read.form().text();
    try {
      made.add(judging(rule, 0, compiler.compile(rule.id(), rule.epl(), rule.budget())));
      for (int i = 1; i <= rule.variants().size(); i++) {
        text = rule.variants().get(i - 1).text();
        String name = rule.id() + "+" + i;
        made.add(judging(rule, i, compiler.compile(name, text.toString(), rule.budget())));
      }
      if (rule.mode() != Mode.OFF) {
        compiled.addAll(made);
      }
    } catch (EplException e) {
      rules.remove(rule.id());
      int before = problems.size();
      read.form().parts().forEach(part -> complain(read, part));
      if (problems.size() == before) {
        EplText wrong = text;
        e.problems().forEach(problem -> problems.add(read.locate(wrong, problem)));
      }
    }
  }

  private static CompiledEpl judging(Rule rule, int variant, CompiledEpl epl) {
    return rule.variants().isEmpty()
        ? epl
        : epl.judging(rule.id(), event -> rule.variantFor(event) == variant);
  }

  /** A selection that does not even compile by itself is the one that is wrong. */
  private void complain(RuleReader.Read read, EplText part) {
    try {
      compiler.check(read.rule().id(), part.toString());
    } catch (EplException e) {
      e.problems().forEach(problem -> problems.add(read.locate(part, problem)));
    }
  }
}
