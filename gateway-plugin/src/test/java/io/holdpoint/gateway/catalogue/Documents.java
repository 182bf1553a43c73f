// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Catalogues out of YAML text. */
public final class Documents {

  private Documents() {}

  /** Parses a YAML text. */
  public static DocumentNode parse(String yaml) {
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
    return convert(new Compose(settings).composeString(yaml).orElseThrow());
  }

  static DocumentToolCatalogue catalogue(String yaml) {
    List<Problem> problems = new ArrayList<>();
    DocumentToolCatalogue catalogue =
        DocumentToolCatalogue.read(parse(yaml), problems, Fixtures.DIGESTER);
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.toString());
    }
    return catalogue;
  }

  static DocumentToolCatalogue shipped() {
    return catalogue(shippedText());
  }

  static String shippedText() {
    try (InputStream in =
        DocumentToolCatalogue.class.getResourceAsStream(DocumentToolCatalogue.SHIPPED)) {
      if (in == null) {
        throw new AssertionError(DocumentToolCatalogue.SHIPPED + ": missing");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocumentNode convert(Node node) {
    if (node.getAnchor().isPresent()) {
      throw new AssertionError("an anchor at " + position(node) + " (expected: plain data)");
    }
    return switch (node) {
      case ScalarNode s ->
          new DocumentNode.Scalar(position(s), s.getValue(), s.getTag().equals(Tag.NULL));
      case SequenceNode s ->
          new DocumentNode.Sequence(
              position(s), s.getValue().stream().map(Documents::convert).toList());
      case MappingNode m -> {
        SequencedMap<String, DocumentNode> members = new LinkedHashMap<>();
        for (NodeTuple tuple : m.getValue()) {
          members.put(((ScalarNode) tuple.getKeyNode()).getValue(), convert(tuple.getValueNode()));
        }
        yield new DocumentNode.Mapping(position(m), members);
      }
      default -> throw new AssertionError("no such node expected: " + node);
    };
  }

  private static Position position(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return new Position(
        "catalogue.yaml",
        mark.map(m -> m.getLine() + 1).orElse(1),
        mark.map(m -> m.getColumn() + 1).orElse(1));
  }
}
