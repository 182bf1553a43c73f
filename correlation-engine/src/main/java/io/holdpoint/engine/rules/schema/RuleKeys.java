// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The keys of a rule file, for editors that complete them; held to the reader by a test. */
public final class RuleKeys {

  private RuleKeys() {}

  /**
   * A key.
   *
   * @param section the keys above it, joined by dots, {@code *} for a name of the author's; empty
   *     for those at the left
   * @param name the key
   * @param values what may stand there, if it is one of a few words
   * @param meaning one short sentence
   */
  public record Key(String section, String name, List<String> values, String meaning) {
    public Key {
      values = List.copyOf(values);
    }
  }

  /** All keys, in the order in which files mostly have them. */
  public static List<Key> all() {
    List<Key> keys = new ArrayList<>();
    String section = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
        continue;
      }
      String[] parts = line.split("\\|", -1);
      String values = parts[1].strip();
      keys.add(
          new Key(
              section,
              parts[0].strip(),
              values.isEmpty() ? List.of() : List.of(values.split(" ")),
              parts[2].strip()));
    }
    return List.copyOf(keys);
  }

  private static String text() {
    try (InputStream in = RuleKeys.class.getResourceAsStream("rule-keys.txt")) {
      if (in == null) {
        throw new IllegalStateException("rule-keys.txt: not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
