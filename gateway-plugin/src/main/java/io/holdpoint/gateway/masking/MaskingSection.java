// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.masking;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.holdpoint.gateway.masking.MaskingSettings.Direction;
import io.holdpoint.model.document.DocumentReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the section {@code masking} of a configuration. */
final class MaskingSection {

  private static final int SHORTEST_KEY = 32;
  private static final int MOST_WORDS = 1000;
  private static final int SHORTEST_WORD = 3;

  private MaskingSection() {}

  static MaskingSettings read(DocumentReader section) {
    String key = section.text("key", "");
    if (!key.isEmpty() && key.length() < SHORTEST_KEY) {
      section.problem(
          "key",
          "got "
              + key.length()
              + " characters (expected: at least "
              + SHORTEST_KEY
              + "; for example the output of: openssl rand -hex 16)");
    }
    MaskingSettings settings =
        new MaskingSettings(
            key,
            section.sections("rules", MaskingSection::rule),
            section.sections("unmask", MaskingSection::unmask));
    section.finish();
    return settings;
  }

  static MaskingSettings.Rule rule(DocumentReader item) {
    List<Direction> directions = item.choices("directions", Direction.class);
    Extras extras =
        new Extras(
            Set.of(),
            fields(item),
            item.sections("words", MaskingSection::words),
            item.sections("patterns", MaskingSection::pattern));
    Set<EntityType> types = types(item);
    if (types.isEmpty() && !extras.hasFields() && !extras.hasTexts()) {
      item.problem("types", "got nothing (expected: types, fields, words or patterns)");
    }
    if (extras.hasFields() || extras.hasTexts()) {
      types.add(EntityType.NAMED);
    }
    return new MaskingSettings.Rule(
        directions.isEmpty() ? EnumSet.of(Direction.RESULTS) : EnumSet.copyOf(directions),
        globs(item, "upstreams"),
        globs(item, "tools"),
        types,
        item.choice("way", Way.class, Way.REDACT),
        extras);
  }

  private static MaskingSettings.Unmask unmask(DocumentReader item) {
    Set<EntityType> types = types(item);
    return new MaskingSettings.Unmask(
        globs(item, "upstreams"),
        globs(item, "tools"),
        globs(item, "principals"),
        types.isEmpty() ? EnumSet.allOf(EntityType.class) : types);
  }

  /** Types by their names, whole families by theirs, or all. */
  private static Set<EntityType> types(DocumentReader item) {
    Set<EntityType> types = EnumSet.noneOf(EntityType.class);
    for (String name : item.texts("types")) {
      boolean known = false;
      for (EntityType type : EntityType.values()) {
        String family = type.family().name().toLowerCase(Locale.ROOT);
        if (name.equals("all") || name.equals(type.id()) || name.equals(family)) {
          types.add(type);
          known = true;
        }
      }
      if (!known) {
        item.problem(
            "types", "got \"" + name + "\" (expected: a type, a family such as secret, or all)");
      }
    }
    return types;
  }

  private static List<FieldPath> fields(DocumentReader item) {
    List<FieldPath> fields = new ArrayList<>();
    for (String text : item.texts("fields")) {
      try {
        fields.add(FieldPath.of(text));
      } catch (IllegalArgumentException e) {
        item.problem("fields", String.valueOf(e.getMessage()));
      }
    }
    return fields;
  }

  private static Extras.Words words(DocumentReader item) {
    List<String> words = item.texts("words");
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      item.problem("words", "got " + words.size() + " (expected: 1 to " + MOST_WORDS + ")");
    }
    if (words.stream().anyMatch(word -> word.length() < SHORTEST_WORD)) {
      item.problem("words", "got a shorter one (expected: " + SHORTEST_WORD + " characters each)");
    }
    return new Extras.Words(name(item), words);
  }

  private static Extras.Named pattern(DocumentReader item) {
    String name = name(item);
    String text = item.requiredText("pattern");
    try {
      Pattern pattern = Pattern.compile(text);
      if (pattern.matches("")) {
        item.problem(
            "pattern", "got one that fits nothing at all (expected: at least a character)");
      }
      return new Extras.Named(name, pattern);
    } catch (PatternSyntaxException e) {
      item.problem("pattern", "got \"" + text + "\" (expected: RE2: " + e.getDescription() + ")");
      return new Extras.Named(name, Pattern.compile("$^"));
    }
  }

  private static String name(DocumentReader item) {
    String name = item.requiredText("name");
    if (!name.isBlank() && !name.matches("[a-z][a-z0-9-]{0,31}")) {
      item.problem("name", "got \"" + name + "\" (expected: a-z, 0-9 and -, at most 32)");
    }
    return name;
  }

  private static List<Pattern> globs(DocumentReader item, String key) {
    List<String> texts = item.texts(key);
    return (texts.isEmpty() ? List.of("*") : texts).stream().map(MaskingSection::glob).toList();
  }

  private static Pattern glob(String text) {
    StringBuilder pattern = new StringBuilder();
    for (String part : text.split("((?<=\\*)|(?=\\*))")) {
      pattern.append(part.equals("*") ? ".*" : Pattern.quote(part));
    }
    return Pattern.compile("(?s)" + pattern);
  }
}
