// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Macros and lists that several rule files use.
 *
 * @param words name to EPL
 */
public record Shared(Map<String, String> words) {
  /** The word in {@code kind}. */
  public static final String KIND = "Shared";

  /** Nothing is shared. */
  public static final Shared NONE = new Shared(Map.of());

  public Shared {
    words = Map.copyOf(words);
  }

  /**
   * What files of kind {@code Shared} say, in their order.
   *
   * @param files name to document
   * @param problems receives what is wrong
   */
  public static Shared read(SequencedMap<String, DocumentNode> files, List<Problem> problems) {
    Map<String, String> words = new LinkedHashMap<>();
    for (DocumentNode file : files.values()) {
      DocumentReader reader = DocumentReader.of(file, problems);
      String _ = reader.text("apiVersion", "");
      String _ = reader.text("kind", "");
      String _ = reader.text("description", "");
      lists(reader, words);
      macros(reader, words);
      reader.finish();
    }
    return new Shared(words);
  }

  private static void lists(DocumentReader file, Map<String, String> words) {
    DocumentReader section = file.section("lists");
    for (String name : Parameters.names(file, "lists")) {
      String list = Declaration.list(Declaration.texts(section, name));
      add(section, name, list, words);
    }
  }

  private static void macros(DocumentReader file, Map<String, String> words) {
    DocumentReader section = file.section("macros");
    for (String name : Parameters.names(file, "macros")) {
      List<String> unknown = new ArrayList<>();
      String macro = Macro.expand(section.requiredText(name), words, unknown::add);
      Macro.complain(section, name, unknown, words.keySet());
      add(section, name, macro, words);
    }
  }

  private static void add(
      DocumentReader section, String name, String epl, Map<String, String> words) {
    if (words.putIfAbsent(name, epl) != null) {
      section.problem(name, "got the name again (expected: once in all files)");
    }
  }
}
