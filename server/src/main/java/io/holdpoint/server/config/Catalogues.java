// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.catalogue.DocumentToolCatalogue;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.json.PayloadDigester;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads tool catalogues and makes one of them. */
public final class Catalogues {

  private Catalogues() {}

  /**
   * One catalogue of several files; each top-level list holds the items of the first file first, so
   * that an earlier file's entry is found before a later one's.
   *
   * @throws DocumentException with everything that is wrong in any of them
   */
  public static ToolCatalogue read(List<Path> files, PayloadDigester digester) {
    List<Problem> problems = new ArrayList<>();
    SequencedMap<String, DocumentNode> members = new LinkedHashMap<>();
    Position start = new Position("(no catalogue)", 1, 1);
    for (Path file : files) {
      try {
        DocumentNode document = YamlDocuments.parse(file.toString(), ConfigFile.text(file));
        if (members.isEmpty()) {
          start = document.position();
        }
        merge(document, members, problems);
      } catch (DocumentException e) {
        problems.addAll(e.problems());
      }
    }
    ToolCatalogue catalogue =
        DocumentToolCatalogue.read(new DocumentNode.Mapping(start, members), problems, digester);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return catalogue;
  }

  private static void merge(
      DocumentNode document, SequencedMap<String, DocumentNode> into, List<Problem> problems) {
    switch (document) {
      case DocumentNode.Mapping m ->
          m.members().forEach((name, member) -> into.merge(name, member, Catalogues::both));
      case DocumentNode.Scalar s -> {
        if (!s.isNull()) {
          problems.add(new Problem(s.position(), "catalogue: got a value (expected: members)"));
        }
      }
      case DocumentNode.Sequence s ->
          problems.add(new Problem(s.position(), "catalogue: got a list (expected: members)"));
    }
  }

  /** Lists are joined and members united; of two single values the first one stands. */
  private static DocumentNode both(DocumentNode first, DocumentNode second) {
    if (first instanceof DocumentNode.Sequence a && second instanceof DocumentNode.Sequence b) {
      List<DocumentNode> items = new ArrayList<>(a.items());
      items.addAll(b.items());
      return new DocumentNode.Sequence(a.position(), items);
    }
    if (first instanceof DocumentNode.Mapping a && second instanceof DocumentNode.Mapping b) {
      SequencedMap<String, DocumentNode> members = new LinkedHashMap<>(a.members());
      b.members().forEach((name, member) -> members.merge(name, member, Catalogues::both));
      return new DocumentNode.Mapping(a.position(), members);
    }
    return first;
  }
}
