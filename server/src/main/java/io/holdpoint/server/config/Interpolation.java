// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in environment variables: a dollar sign and {@code env:NAME} or {@code env:NAME:-default}
 * in braces. Two dollar signs before a brace stand for one and no variable. Member names and the
 * document's structure stay as written: a variable can fill in a value and nothing else.
 */
final class Interpolation {

  private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?");
  private static final Pattern VARIABLE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);

  private final Map<String, String> environment;
  private final List<Problem> problems;

  Interpolation(Map<String, String> environment, List<Problem> problems) {
    this.environment = Map.copyOf(environment);
    this.problems = requireNonNull(problems, "problems");
  }

  DocumentNode apply(DocumentNode node) {
    return switch (node) {
      case DocumentNode.Scalar s -> s.text().contains("${") ? scalar(s) : s;
      case DocumentNode.Sequence s ->
          new DocumentNode.Sequence(s.position(), s.items().stream().map(this::apply).toList());
      case DocumentNode.Mapping m -> {
        LinkedHashMap<String, DocumentNode> members = new LinkedHashMap<>();
        m.members().forEach((name, member) -> members.put(name, apply(member)));
        yield new DocumentNode.Mapping(m.position(), members);
      }
    };
  }

  private DocumentNode.Scalar scalar(DocumentNode.Scalar scalar) {
    StringBuilder text = new StringBuilder();
    Matcher place = PLACE.matcher(scalar.text());
    while (place.find()) {
      String inner = place.group(1);
      String value = inner == null ? "${" : value(scalar, place.group(), inner);
      place.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    place.appendTail(text);
    return new DocumentNode.Scalar(scalar.position(), text.toString(), false);
  }

  private String value(DocumentNode.Scalar scalar, String written, String inner) {
    Matcher variable = VARIABLE.matcher(inner);
    if (!written.endsWith("}") || !variable.matches()) {
      problem(scalar, "got \"" + written + "\" (expected: ${env:NAME} or ${env:NAME:-default})");
      return "";
    }
    String name = variable.group(1);
    String fallback = variable.group(2);
    String value = environment.get(name);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (fallback == null) {
      problem(
          scalar,
          "environment variable "
              + name
              + ": got nothing (expected: a value, or a default as in ${env:"
              + name
              + ":-default})");
      return "";
    }
    return fallback;
  }

  private void problem(DocumentNode.Scalar scalar, String message) {
    problems.add(new Problem(scalar.position(), message));
  }
}
