// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.yaml;

import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one YAML document into nodes that know where they stood. Only plain data is accepted: no
 * anchors and aliases, no tags, no repeated keys, bounded size and depth. Safe for use by many
 * threads.
 */
public final class YamlDocuments {
  private static final int LARGEST_DOCUMENT = 1_000_000;
  private static final int DEEPEST_NESTING = 40;

  /**
   * The tag of environment variables is what the parser takes {@code ${name}} for: a text to us.
   */
  private static final Set<Tag> PLAIN =
      Set.of(Tag.ENV_TAG, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  private YamlDocuments() {}

  /**
   * Parses {@code text}; an empty document is a null scalar.
   *
   * @param fileName what positions are to be named after
   * @throws DocumentException with every problem found, or with the first syntax error
   */
  public static DocumentNode parse(String fileName, String text) {
    if (text.length() > LARGEST_DOCUMENT) {
      throw syntaxError(
          start(fileName),
          "got " + text.length() + " characters (expected: at most " + LARGEST_DOCUMENT + ")");
    }
    LoadSettings settings =
        LoadSettings.builder().setLabel(fileName).setCodePointLimit(LARGEST_DOCUMENT).build();
    List<Problem> problems = new ArrayList<>();
    DocumentNode document;
    try {
      refuseBombs(fileName, text, settings);
      document =
          new Compose(settings)
              .composeString(text)
              .map(node -> new Conversion(fileName, problems).convert(node))
              .orElseGet(() -> new DocumentNode.Scalar(start(fileName), "", true));
    } catch (MarkedYamlEngineException e) {
      throw syntaxError(position(fileName, e.getProblemMark()), String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      throw syntaxError(start(fileName), String.valueOf(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return document;
  }

  /** Composing recurses; the events below it do not, so they are looked at first. */
  private static void refuseBombs(String fileName, String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias ->
            throw syntaxError(
                position(fileName, event.getStartMark()), "got an alias (expected: plain data)");
        case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
      }
      if (depth > DEEPEST_NESTING) {
        throw syntaxError(
            position(fileName, event.getStartMark()),
            "got more than " + DEEPEST_NESTING + " levels of nesting");
      }
    }
  }

  private static DocumentException syntaxError(Position position, String message) {
    return new DocumentException(List.of(new Problem(position, "yaml: " + message)));
  }

  private static Position start(String fileName) {
    return new Position(fileName, 1, 1);
  }

  private static Position position(String fileName, Optional<Mark> mark) {
    return mark.map(m -> new Position(fileName, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> start(fileName));
  }

  private record Conversion(String fileName, List<Problem> problems) {
    DocumentNode convert(Node node) {
      Position position = position(fileName, node.getStartMark());
      if (node.getAnchor().isPresent()) {
        problems.add(new Problem(position, "yaml: got an anchor (expected: plain data)"));
        return new DocumentNode.Scalar(position, "", true);
      }
      if (!PLAIN.contains(node.getTag())) {
        problems.add(
            new Problem(position, "yaml: got tag " + node.getTag() + " (expected: plain data)"));
      }
      return switch (node) {
        case ScalarNode s ->
            new DocumentNode.Scalar(position, s.getValue(), Tag.NULL.equals(s.getTag()));
        case SequenceNode s ->
            new DocumentNode.Sequence(
                position, s.getValue().stream().map(item -> convert(item)).toList());
        case MappingNode m -> mapping(position, m);
        default ->
            throw new IllegalStateException("yaml node: got " + node.getClass().getSimpleName());
      };
    }

    private DocumentNode.Mapping mapping(Position position, MappingNode mapping) {
      LinkedHashMap<String, DocumentNode> members = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        Position at = position(fileName, tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          problems.add(new Problem(at, "yaml: got a list or members as a key (expected: a text)"));
        } else if (members.containsKey(key.getValue())) {
          problems.add(new Problem(at, key.getValue() + ": got the key twice (expected: once)"));
        } else {
          members.put(key.getValue(), convert(tuple.getValueNode()));
        }
      }
      return new DocumentNode.Mapping(position, members);
    }
  }
}
