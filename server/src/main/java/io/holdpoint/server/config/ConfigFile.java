// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Reads a configuration file as it stands, before anybody says what belongs into it. */
final class ConfigFile {

  private ConfigFile() {}

  /**
   * The document of a file, variables filled in.
   *
   * @throws DocumentException if it cannot be read, is no YAML, or names a variable that is not set
   */
  static DocumentNode read(Path file, Map<String, String> environment) {
    DocumentNode raw = YamlDocuments.parse(file.toString(), text(file));
    List<Problem> problems = new ArrayList<>();
    DocumentNode filled = new Interpolation(environment, problems).apply(raw);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return filled;
  }

  /** The document of somebody who wrote none. */
  static DocumentNode none() {
    SequencedMap<String, DocumentNode> nothing = new LinkedHashMap<>();
    return new DocumentNode.Mapping(new Position("(defaults)", 1, 1), nothing);
  }

  /**
   * The text of a file.
   *
   * @throws DocumentException if it cannot be read
   */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "got no such file (expected: a readable YAML file)");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "got bytes that are no UTF-8 (expected: UTF-8)");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read (expected: a readable YAML file)");
    }
  }

  private static DocumentException unreadable(Path file, String message) {
    return new DocumentException(
        List.of(new Problem(new Position(file.toString(), 1, 1), "file: " + message)));
  }
}
