// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a tool without an entry can do, told by its name: the first word that is a verb counts, in
 * any of the usual spellings. A server that names its tools to deceive passes here; an entry for it
 * overrules. Immutable.
 */
final class ToolVerbs {
  private static final String SHIPPED = "tool-verbs.txt";

  private final Map<String, Set<Effect>> verbs = new HashMap<>();
  private final Set<String> money;
  private final Set<String> secret;

  private ToolVerbs(Map<String, List<String>> lines) {
    lines.forEach(
        (kind, words) -> {
          if (!kind.equals("money") && !kind.equals("secret")) {
            words.forEach(word -> verbs.putIfAbsent(word, effects(kind)));
          }
        });
    this.money = Set.copyOf(lines.getOrDefault("money", List.of()));
    this.secret = Set.copyOf(lines.getOrDefault("secret", List.of()));
  }

  /** The verbs in the jar. */
  static ToolVerbs shipped() {
    try (InputStream in = ToolVerbs.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED + ": not in the jar");
      }
      Map<String, List<String>> lines = new java.util.LinkedHashMap<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && line.charAt(0) != '#')
          .forEach(
              line -> {
                int colon = line.indexOf(':');
                lines.put(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip().split(" +")));
              });
      return new ToolVerbs(lines);
    } catch (IOException e) {
      throw new IllegalStateException(SHIPPED + ": cannot be read from the jar", e);
    }
  }

  /** An entry for the tool, or nothing if its name has no verb. */
  Optional<CatalogueEntry> entry(String tool) {
    List<String> words = words(tool);
    for (String word : words) {
      Set<Effect> effects = verbs.get(word);
      if (effects != null) {
        Set<Effect> raised = raised(effects, words);
        Set<DataLabel> labels =
            raised.contains(Effect.READ) ? Set.of(DataLabel.UNTRUSTED) : Set.of();
        return Optional.of(
            new CatalogueEntry(
                List.of(Glob.of("**")),
                List.of(Glob.of("**")),
                raised,
                labels,
                List.of(),
                Map.of()));
      }
    }
    return Optional.empty();
  }

  private Set<Effect> raised(Set<Effect> effects, List<String> words) {
    boolean raisable = effects.contains(Effect.WRITE) && !effects.contains(Effect.READ);
    Set<Effect> raised = EnumSet.copyOf(effects);
    if (raisable && words.stream().anyMatch(money::contains)) {
      raised.add(Effect.PAY);
    }
    if (raisable && words.stream().anyMatch(secret::contains)) {
      raised.add(Effect.ADMIN);
    }
    return raised;
  }

  private static Set<Effect> effects(String kind) {
    Effect effect = Effect.valueOf(kind.toUpperCase(Locale.ROOT));
    return switch (effect) {
      case READ -> Set.of(Effect.READ);
      case WRITE -> Set.of(Effect.WRITE);
      case EGRESS -> Set.of(Effect.WRITE, Effect.EGRESS);
      case PAY -> Set.of(Effect.PAY, Effect.WRITE);
      case DESTROY -> Set.of(Effect.DESTROY, Effect.WRITE);
      case ADMIN -> Set.of(Effect.ADMIN, Effect.WRITE);
      case EXEC -> Set.of(Effect.EXEC, Effect.WRITE, Effect.EGRESS);
      case DELEGATE -> Set.of(Effect.DELEGATE);
      case DISCOVER, MEMORY_READ, MEMORY_WRITE -> Set.of(effect);
    };
  }

  /** The words of {@code sendMoney}, {@code send_money}, {@code send-money}. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hump =
          Character.isUpperCase(c)
              && i > 0
              && (Character.isLowerCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      if (!Character.isLetterOrDigit(c) || hump) {
        add(words, word);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      }
    }
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
