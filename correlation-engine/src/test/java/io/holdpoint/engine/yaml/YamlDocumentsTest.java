// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlDocumentsTest {
  @Test
  void knows_whereEverythingStood() {
    DocumentNode node = YamlDocuments.parse("a.yaml", "one: 1\nlist:\n  - x\n  - {y: null}\n");

    Position list = new Position("a.yaml", 3, 3);
    Position inner = new Position("a.yaml", 4, 5);
    assertThat(node)
        .isInstanceOfSatisfying(
            DocumentNode.Mapping.class,
            root -> {
              assertThat(root.members())
                  .containsEntry("one", scalar(new Position("a.yaml", 1, 6), "1", false));
              assertThat(root.members().get("list"))
                  .isEqualTo(
                      new DocumentNode.Sequence(
                          list,
                          List.of(
                              scalar(new Position("a.yaml", 3, 5), "x", false),
                              new DocumentNode.Mapping(
                                  inner,
                                  new LinkedHashMap<>(
                                      Map.of(
                                          "y",
                                          scalar(new Position("a.yaml", 4, 9), "null", true)))))));
            });
  }

  private static DocumentNode scalar(Position position, String text, boolean isNull) {
    return new DocumentNode.Scalar(position, text, isNull);
  }

  @Test
  void reads_anEmptyDocumentAsNull() {
    assertThat(((DocumentNode.Scalar) YamlDocuments.parse("a.yaml", "# nothing\n")).isNull())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: 1\nb: [1' | a.yaml:2:",
        "'a: 1\na: 2' | a.yaml:2:1: a: got the key twice",
        "'a: &x 1' | got an anchor",
        "'a: &x [1]\nb: *x' | a.yaml:2:4: yaml: got an alias",
        "'a: !!java.net.URL [x]' | got tag",
        "'? [a]\n: 1' | a.yaml:1:1: yaml: Non scalar key",
        "'a: 1\n---\nb: 2' | a.yaml:",
        "'a: \tb: c: d' | a.yaml:1:"
      })
  void refuses_withPosition(String text, String message) {
    assertThatThrownBy(() -> YamlDocuments.parse("a.yaml", text))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "- ", "{a: "})
  void refuses_depthBombs(String level) {
    assertThatThrownBy(() -> YamlDocuments.parse("a.yaml", level.repeat(100_000)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("levels of nesting");
  }

  @Test
  void refuses_whatIsTooLarge() {
    assertThatThrownBy(() -> YamlDocuments.parse("a.yaml", "a".repeat(1_000_001)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("at most");
  }
}
