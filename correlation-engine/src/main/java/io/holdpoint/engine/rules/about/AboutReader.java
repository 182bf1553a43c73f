// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.about;

import io.holdpoint.engine.rules.about.About.Confidence;
import io.holdpoint.engine.rules.about.About.Related;
import io.holdpoint.engine.rules.conduct.ConductReader;
import io.holdpoint.engine.rules.tags.Taxonomy;
import io.holdpoint.model.document.DocumentReader;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what is said of a rule beside its logic. */
public final class AboutReader {
  private AboutReader() {}

  /** Where the rule comes from. */
  public static About read(DocumentReader file) {
    return new About(
        uuid(file),
        file.text("author", ""),
        file.has("date") ? ConductReader.date(file, "date", LocalDate.EPOCH) : null,
        file.has("modified") ? ConductReader.date(file, "modified", LocalDate.EPOCH) : null,
        file.texts("references"),
        file.text("license", ""),
        file.sections("related", AboutReader::related),
        file.choice("confidence", Confidence.class, Confidence.MEDIUM),
        tags(file));
  }

  private static @Nullable UUID uuid(DocumentReader file) {
    String text = file.text("uuid", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      file.problem("uuid", "got \"" + text + "\" (expected: a UUID)");
      return null;
    }
  }

  private static Related related(DocumentReader section) {
    if (!section.has("type")) {
      section.problem("type", "got nothing (expected: what the other rule is to this one)");
    }
    return new Related(
        section.requiredText("id"),
        section.choice("type", Related.Kind.class, Related.Kind.SIMILAR));
  }

  private static Map<String, List<String>> tags(DocumentReader file) {
    DocumentReader section = file.section("tags");
    Map<String, List<String>> tags = new LinkedHashMap<>();
    for (Taxonomy taxonomy : Taxonomy.values()) {
      List<String> ids = section.texts(taxonomy.word());
      tags.put(taxonomy.word(), ids);
      ids.stream()
          .filter(id -> !taxonomy.knows(id))
          .forEach(
              id ->
                  section.problem(
                      taxonomy.word(),
                      "got \"" + id + "\" (expected: an id of " + taxonomy.source() + ")"));
    }
    section.finish();
    return tags;
  }
}
