// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import io.holdpoint.engine.yaml.YamlDocuments;
import io.holdpoint.gateway.catalogue.DocumentToolCatalogue;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Problem;
import io.holdpoint.model.json.PayloadDigester;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads tool catalogues, the shipped one last, and makes one of them. */
public final class Catalogues {

  private Catalogues() {}

  /**
   * One catalogue of several files and the shipped one; each top-level list holds the items of the
   * first file first, so that an earlier file's entry is found before a later one's, and the
   * operator's before the shipped.
   *
   * @throws DocumentException with everything that is wrong in any of them
   */
  public static ToolCatalogue read(List<Path> files, PayloadDigester digester) {
    List<Problem> problems = new ArrayList<>();
    SequencedMap<String, DocumentNode> members = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        merge(YamlDocuments.parse(file.toString(), ConfigFile.text(file)), members, problems);
      } catch (DocumentException e) {
        problems.addAll(e.problems());
      }
    }
    for (String host : DocumentToolCatalogue.HOSTS) {
      merge(YamlDocuments.parse(host, shippedText(host)), members, problems);
    }
    DocumentNode shipped =
        YamlDocuments.parse(
            DocumentToolCatalogue.SHIPPED, shippedText(DocumentToolCatalogue.SHIPPED));
    merge(shipped, members, problems);
    ToolCatalogue catalogue =
        DocumentToolCatalogue.read(
            new DocumentNode.Mapping(shipped.position(), members), problems, digester);
    if (!problems.isEmpty()) {
      throw new DocumentException(problems);
    }
    return catalogue;
  }

  private static String shippedText(String resource) {
    try (InputStream in = DocumentToolCatalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "shipped catalogue: got nothing (expected: " + resource + ")");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("shipped catalogue: cannot be read", e);
    }
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
