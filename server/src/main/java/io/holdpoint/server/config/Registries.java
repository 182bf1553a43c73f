// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.document.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads registries of agents and makes one of them. */
public final class Registries {

  private Registries() {}

  /**
   * One registry of several files; a principal stands in one of them once.
   *
   * @throws DocumentException with everything that is wrong in any of them
   */
  public static AgentRegistry read(List<Path> files) {
    List<Problem> problems = new ArrayList<>();
    List<DocumentReader> documents = new ArrayList<>();
    for (Path file : files) {
      try {
        documents.add(
            DocumentReader.of(
                YamlDocuments.parse(file.toString(), ConfigFile.text(file)), problems));
      } catch (DocumentException e) {
        problems.addAll(e.problems());
      }
    }
    AgentRegistry registry = AgentRegistry.read(documents);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return registry;
  }
}
