// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentNode.Mapping;
import io.holdpoint.model.document.DocumentNode.Sequence;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What somebody changes about a rule without touching its file: values of its parameters, whom it
 * is in shadow or excepted for, and the like. Never its logic or its action.
 *
 * @param file where it stands
 * @param text the whole file
 * @param rule the rule's id
 * @param document the file
 */
record Tuning(String file, String text, String rule, DocumentNode document) {
  /** The word in {@code kind}. */
  static final String KIND = "Tuning";

  private static final List<String> REPLACED = List.of("mode", "on-loss", "suppress", "budget");
  private static final List<String> BEFORE = List.of("overrides", "modes", "exceptions");

  Tuning {
    requireNonNull(file, "file");
    requireNonNull(text, "text");
    requireNonNull(rule, "rule");
    requireNonNull(document, "document");
  }

  /** Reads what does not depend on the rule. */
  static Tuning read(String file, String text, DocumentNode document, List<Problem> problems) {
    DocumentReader reader = DocumentReader.of(document, problems);
    String _ = reader.text("apiVersion", "");
    String _ = reader.text("kind", "");
    String _ = reader.text("description", "");
    String rule = reader.requiredText("rule");
    var _ = reader.node("params");
    REPLACED.forEach(reader::node);
    BEFORE.forEach(reader::node);
    reader.finish();
    return new Tuning(file, text, rule, document);
  }

  /** True if it says which mode the rule has. */
  boolean setsMode() {
    return document instanceof Mapping own
        && (own.members().containsKey("mode") || own.members().containsKey("modes"));
  }

  /**
   * The rule's document with what is changed in its place; every value still knows its file.
   *
   * @param problems receives what does not fit the rule
   */
  DocumentNode applyTo(DocumentNode ruleDocument, List<Problem> problems) {
    if (!(ruleDocument instanceof Mapping original) || !(document instanceof Mapping own)) {
      return ruleDocument;
    }
    SequencedMap<String, DocumentNode> members = new LinkedHashMap<>(original.members());
    for (String name : REPLACED) {
      DocumentNode mine = own.members().get(name);
      if (mine != null) {
        members.put(name, mine);
      }
    }
    for (String name : BEFORE) {
      if (own.members().get(name) instanceof Sequence mine) {
        List<DocumentNode> items = new ArrayList<>(mine.items());
        if (original.members().get(name) instanceof Sequence theirs) {
          items.addAll(theirs.items());
        }
        members.put(name, new Sequence(mine.position(), items));
      } else if (own.members().get(name) != null) {
        DocumentReader.of(own, problems).problem(name, "got no list (expected: a list of members)");
      }
    }
    if (own.members().containsKey("params")) {
      members.put("params", params(original, own, problems));
    }
    return new Mapping(original.position(), members);
  }

  private static DocumentNode params(Mapping original, Mapping own, List<Problem> problems) {
    DocumentReader reader = DocumentReader.of(own, problems);
    if (!(original.members().get("params") instanceof Mapping declared)) {
      reader.problem("params", "got some (expected: none, the rule has none)");
      return Mapping.empty(original.position());
    }
    SequencedMap<String, DocumentNode> all = new LinkedHashMap<>(declared.members());
    if (!(own.members().get("params") instanceof Mapping values)) {
      reader.problem("params", "got a value (expected: parameters and their values)");
      return declared;
    }
    DocumentReader section = reader.section("params");
    values
        .members()
        .forEach(
            (name, value) -> {
              if (declared.members().get(name) instanceof Mapping parameter) {
                SequencedMap<String, DocumentNode> changed =
                    new LinkedHashMap<>(parameter.members());
                changed.put("default", value);
                all.put(name, new Mapping(parameter.position(), changed));
              } else {
                section.problem(
                    name,
                    "got no parameter (expected: one of " + declared.members().keySet() + ")");
              }
            });
    return new Mapping(declared.position(), all);
  }
}
