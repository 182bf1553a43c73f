// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads catalogue entries from a document, collecting what is wrong in it. */
final class CatalogueReader {

  private final Map<String, List<String>> lists = new HashMap<>();

  private CatalogueReader() {}

  static List<CatalogueEntry> read(DocumentNode document, List<Problem> problems) {
    DocumentReader reader = DocumentReader.of(document, problems);
    CatalogueReader catalogue = new CatalogueReader();
    catalogue.readLists(reader);
    List<CatalogueEntry> entries = reader.sections("tools", catalogue::entry);
    reader.finish();
    return entries;
  }

  /** Lists of patterns with a name, for conditions to point at: {@code @name}. */
  private void readLists(DocumentReader reader) {
    if (reader.node("lists").orElse(null) instanceof DocumentNode.Mapping mapping) {
      DocumentReader section = reader.section("lists");
      for (String name : mapping.members().keySet()) {
        lists.put(name, section.texts(name));
      }
    } else if (reader.has("lists")) {
      reader.section("lists");
    }
  }

  private CatalogueEntry entry(DocumentReader reader) {
    DocumentReader match = reader.section("match");
    List<Glob> upstreams = globs(match, "upstream");
    List<Glob> tools = globs(match, "tool");
    match.finish();
    if (tools.isEmpty()) {
      reader.problem("match", "got no tool (expected: at least one pattern)");
    }
    List<Effect> effects = reader.choices("effects", Effect.class);
    if (effects.isEmpty()) {
      reader.problem("effects", "got none (expected: at least one)");
    }
    return new CatalogueEntry(
            upstreams.isEmpty() ? List.of(Glob.of("**")) : upstreams,
            tools,
            effects.isEmpty() ? CatalogueEntry.UNKNOWN.effects() : Set.copyOf(effects),
            Set.copyOf(reader.choices("labels", DataLabel.class)),
            reader.sections("when", this::condition),
            reader.entries("arguments", CatalogueReader::argument))
        .guessed(reader.flag("guess", false));
  }

  private Condition condition(DocumentReader reader) {
    List<Glob> like = globs(reader, "like");
    if (like.isEmpty()) {
      reader.problem("like", "got none (expected: at least one pattern)");
    }
    List<Effect> effects = reader.choices("effects", Effect.class);
    List<DataLabel> labels = reader.choices("labels", DataLabel.class);
    if (effects.isEmpty() && labels.isEmpty()) {
      reader.problem("labels", "got no label and no effect (expected: at least one)");
    }
    return new Condition(
        reader.requiredText("argument").toLowerCase(Locale.ROOT),
        like,
        Set.copyOf(effects),
        Set.copyOf(labels));
  }

  private static CatalogueEntry.Argument argument(DocumentReader reader) {
    return new CatalogueEntry.Argument(
        reader.choice("role", ArgumentRole.class, ArgumentRole.OTHER), reader.flag("show", false));
  }

  private List<Glob> globs(DocumentReader reader, String member) {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : reader.texts(member)) {
      if (pattern.startsWith("@")) {
        List<String> list = lists.get(pattern.substring(1));
        if (list == null) {
          reader.problem(member, "got \"" + pattern + "\" (expected: a name under lists)");
        } else {
          list.forEach(item -> add(reader, member, item, globs));
        }
      } else {
        add(reader, member, pattern, globs);
      }
    }
    return globs;
  }

  private static void add(DocumentReader reader, String member, String pattern, List<Glob> globs) {
    try {
      globs.add(Glob.of(pattern));
    } catch (IllegalArgumentException e) {
      reader.problem(member, String.valueOf(e.getMessage()));
    }
  }
}
