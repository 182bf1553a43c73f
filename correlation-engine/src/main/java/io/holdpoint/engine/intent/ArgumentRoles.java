// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import io.holdpoint.model.step.ArgumentRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an argument is, guessed from its name. Immutable. */
public final class ArgumentRoles {
  private static final String SHIPPED = "argument-roles.txt";

  private final Map<String, ArgumentRole> words;

  private ArgumentRoles(Map<String, ArgumentRole> words) {
    this.words = Map.copyOf(words);
  }

  /** The words in the jar. */
  public static ArgumentRoles shipped() {
    try (InputStream in = ArgumentRoles.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + ": not in the jar");
      }
      Map<String, ArgumentRole> words = new HashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && line.charAt(0) != '#')
          .forEach(line -> add(line, words));
      return new ArgumentRoles(words);
    } catch (IOException e) {
      throw new IllegalStateException(SHIPPED + ": cannot be read from the jar", e);
    }
  }

  /** Knows no word: every argument is told by the looks of its value. */
  public static ArgumentRoles none() {
    return new ArgumentRoles(Map.of());
  }

  /** The role, {@link ArgumentRole#OTHER} only if the name says so, and null if it says nothing. */
  public @org.jspecify.annotations.Nullable ArgumentRole of(String name) {
    List<String> parts = List.of(ToolWords.parts(name));
    for (int i = parts.size() - 1; i >= 0; i--) {
      ArgumentRole role = words.get(parts.get(i));
      if (role != null) {
        return role;
      }
    }
    return null;
  }

  private static void add(String line, Map<String, ArgumentRole> words) {
    int colon = line.indexOf(':');
    ArgumentRole role = ArgumentRole.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT));
    for (String word : line.substring(colon + 1).strip().split(" +")) {
      words.putIfAbsent(word, role);
    }
  }
}
