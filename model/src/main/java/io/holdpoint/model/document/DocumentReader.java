// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a mapping member by member and collects every problem instead of stopping at the first. A
 * reader returns a usable substitute after a problem, so reading can go on; {@link #finish()}
 * reports members nobody asked for, and the owner of the problem list decides. For one thread.
 */
public final class DocumentReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)?");

  private final DocumentNode.Mapping mapping;
  private final String path;
  private final List<Problem> problems;
  private final Set<String> asked = new HashSet<>();

  private DocumentReader(DocumentNode.Mapping mapping, String path, List<Problem> problems) {
    this.mapping = mapping;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Reads {@code root}, adding to {@code problems} what is wrong.
   *
   * @param root the document
   * @param problems receives the problems
   */
  public static DocumentReader of(DocumentNode root, List<Problem> problems) {
    return switch (root) {
      case DocumentNode.Mapping m -> new DocumentReader(m, "", problems);
      case DocumentNode.Scalar s -> {
        if (!s.isNull()) {
          problems.add(new Problem(s.position(), "document: got a value (expected: members)"));
        }
        yield new DocumentReader(DocumentNode.Mapping.empty(s.position()), "", problems);
      }
      case DocumentNode.Sequence s -> {
        problems.add(new Problem(s.position(), "document: got a list (expected: members)"));
        yield new DocumentReader(DocumentNode.Mapping.empty(s.position()), "", problems);
      }
    };
  }

  /** Where the mapping begins. */
  public Position position() {
    return mapping.position();
  }

  /** Where member {@code name} stands, or the mapping itself if it is absent. */
  public Position position(String name) {
    DocumentNode node = mapping.members().get(name);
    return node == null ? mapping.position() : node.position();
  }

  /** Adds a problem at member {@code name}. */
  public void problem(String name, String message) {
    problems.add(new Problem(position(name), path + name + ": " + message));
  }

  /** True if the member is there; asking does not count as reading it. */
  public boolean has(String name) {
    return mapping.members().containsKey(name);
  }

  /** A text member, or {@code fallback} if it is absent. */
  public String text(String name, String fallback) {
    return scalar(name).map(DocumentNode.Scalar::text).orElse(fallback);
  }

  /** A text member that must be there and not blank. */
  public String requiredText(String name) {
    Optional<DocumentNode.Scalar> scalar = scalar(name);
    if (scalar.isEmpty() && !has(name)) {
      problem(name, "got nothing (expected: a text)");
    } else if (scalar.isPresent() && scalar.get().text().isBlank()) {
      problem(name, "got \"\" (expected: a non-blank text)");
    }
    return scalar.map(DocumentNode.Scalar::text).orElse("");
  }

  /** A whole number between {@code min} and {@code max}, or {@code fallback} if absent. */
  public int integer(String name, int fallback, int min, int max) {
    return scalar(name).map(s -> parseInteger(name, s.text(), fallback, min, max)).orElse(fallback);
  }

  /** {@code true} or {@code false}, or {@code fallback} if absent. */
  public boolean flag(String name, boolean fallback) {
    return scalar(name)
        .map(
            s ->
                switch (s.text()) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> {
                    problem(name, "got \"" + s.text() + "\" (expected: true or false)");
                    yield fallback;
                  }
                })
        .orElse(fallback);
  }

  /** A duration such as {@code 30s}, {@code 250ms}, {@code 10m}, or {@code fallback} if absent. */
  public Duration duration(String name, Duration fallback) {
    return scalar(name)
        .map(
            s -> {
              Matcher matcher = DURATION.matcher(s.text());
              if (matcher.matches()) {
                return toDuration(Long.parseLong(matcher.group(1)), matcher.group(2));
              }
              problem(name, "got \"" + s.text() + "\" (expected: a number and ms, s, m, h or d)");
              return fallback;
            })
        .orElse(fallback);
  }

  /** A size in bytes such as {@code 16MB} (powers of 1024), or {@code fallback} if absent. */
  public long bytes(String name, long fallback) {
    return scalar(name)
        .map(
            s -> {
              Matcher matcher = SIZE.matcher(s.text());
              if (matcher.matches()) {
                return Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
              }
              problem(name, "got \"" + s.text() + "\" (expected: a number and B, KB, MB or GB)");
              return fallback;
            })
        .orElse(fallback);
  }

  /** One of {@code values} by its word in kebab-case, or {@code fallback} if absent. */
  public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
    return scalar(name)
        .map(s -> parseChoice(name, s.text(), type).orElse(fallback))
        .orElse(fallback);
  }

  /** A list of choices; an absent member is an empty list. */
  public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
    return texts(name).stream().flatMap(t -> parseChoice(name, t, type).stream()).toList();
  }

  /** A list of texts; a single value counts as a list of one, an absent member as none. */
  public List<String> texts(String name) {
    asked.add(name);
    return switch (mapping.members().get(name)) {
      case null -> List.of();
      case DocumentNode.Scalar s -> s.isNull() ? List.of() : List.of(s.text());
      case DocumentNode.Sequence sequence -> {
        List<String> texts = new ArrayList<>();
        for (DocumentNode item : sequence.items()) {
          if (item instanceof DocumentNode.Scalar s) {
            texts.add(s.text());
          } else {
            problems.add(new Problem(item.position(), path + name + ": expected: a text"));
          }
        }
        yield List.copyOf(texts);
      }
      case DocumentNode.Mapping m -> {
        problem(name, "got members (expected: a list of texts)");
        yield List.of();
      }
    };
  }

  /** A mapping member; an absent one reads as empty. */
  public DocumentReader section(String name) {
    asked.add(name);
    DocumentNode node = mapping.members().get(name);
    if (node instanceof DocumentNode.Mapping m) {
      return new DocumentReader(m, path + name + ".", problems);
    }
    if (node != null && !(node instanceof DocumentNode.Scalar s && s.isNull())) {
      problem(name, "got a value (expected: members)");
    }
    return new DocumentReader(
        DocumentNode.Mapping.empty(position(name)), path + name + ".", problems);
  }

  /** A list of mappings, each read by {@code item}; an absent member is an empty list. */
  public <T> List<T> sections(String name, Function<DocumentReader, T> item) {
    asked.add(name);
    DocumentNode node = mapping.members().get(name);
    if (node == null || (node instanceof DocumentNode.Scalar s && s.isNull())) {
      return List.of();
    }
    if (!(node instanceof DocumentNode.Sequence sequence)) {
      problem(name, "got no list (expected: a list of members)");
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      String itemPath = path + name + "[" + i + "].";
      if (sequence.items().get(i) instanceof DocumentNode.Mapping m) {
        DocumentReader reader = new DocumentReader(m, itemPath, problems);
        items.add(item.apply(reader));
        reader.finish();
      } else {
        problems.add(
            new Problem(
                sequence.items().get(i).position(),
                itemPath + ": got a value (expected: members)"));
      }
    }
    return List.copyOf(items);
  }

  /** The members of a mapping with free names, each read by {@code item}. */
  public <T> Map<String, T> entries(String name, Function<DocumentReader, T> item) {
    DocumentReader section = section(name);
    return section.mapping.members().keySet().stream()
        .collect(
            Collectors.toMap(
                key -> key,
                key -> {
                  DocumentReader reader = section.section(key);
                  T value = item.apply(reader);
                  reader.finish();
                  return value;
                },
                (a, b) -> a,
                java.util.LinkedHashMap::new));
  }

  /** The raw node of a member, for readers with a grammar of their own. */
  public Optional<DocumentNode> node(String name) {
    asked.add(name);
    return Optional.ofNullable(mapping.members().get(name));
  }

  /** Reports every member that was not asked for. Call it last. */
  public void finish() {
    for (String name : mapping.members().keySet()) {
      if (!asked.contains(name)) {
        problem(
            name,
            "unknown key (expected: one of "
                + asked.stream().sorted().collect(Collectors.joining(", "))
                + ")");
      }
    }
  }

  private Optional<DocumentNode.Scalar> scalar(String name) {
    asked.add(name);
    DocumentNode node = mapping.members().get(name);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof DocumentNode.Scalar s) {
      return s.isNull() ? Optional.empty() : Optional.of(s);
    }
    problem(name, "got a list or members (expected: a single value)");
    return Optional.empty();
  }

  private int parseInteger(String name, String text, int fallback, int min, int max) {
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, like a number out of range.
    }
    problem(name, "got \"" + text + "\" (expected: " + min + " to " + max + ")");
    return fallback;
  }

  private <E extends Enum<E>> Optional<E> parseChoice(String name, String text, Class<E> type) {
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(text)) {
        return Optional.of(value);
      }
    }
    String words =
        java.util.Arrays.stream(type.getEnumConstants())
            .map(DocumentReader::word)
            .collect(Collectors.joining(", "));
    problem(name, "got \"" + text + "\" (expected: one of " + words + ")");
    return Optional.empty();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration toDuration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static long unit(@org.jspecify.annotations.Nullable String unit) {
    return switch (unit) {
      case "KB" -> 1024L;
      case "MB" -> 1024L * 1024;
      case "GB" -> 1024L * 1024 * 1024;
      case null, default -> 1L;
    };
  }
}
