// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.model.document.DocumentNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A part of a document as JSON text: plain numbers, true, false and null are no texts. */
final class DocumentJson {

  private static final Pattern LITERAL =
      Pattern.compile("true|false|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private DocumentJson() {}

  static String of(DocumentNode node, PolicyText file) {
    return switch (node) {
      case DocumentNode.Scalar s when s.isNull() -> "null";
      case DocumentNode.Scalar s when !file.isQuoted(s) && LITERAL.matcher(s.text()).matches() ->
          s.text();
      case DocumentNode.Scalar s -> Json.quote(s.text());
      case DocumentNode.Sequence s ->
          s.items().stream().map(item -> of(item, file)).collect(Collectors.joining(",", "[", "]"));
      case DocumentNode.Mapping m ->
          m.members().entrySet().stream()
              .map(member -> Json.quote(member.getKey()) + ":" + of(member.getValue(), file))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
