// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The licences a library's POM, or a parent of it, names: by their SPDX identifiers. */
final class PomLicences {

  static final String UNKNOWN = "UNKNOWN";

  private static final int MOST_PARENTS = 6;

  /** Beginnings of what POMs say, in lower case; the longest one that fits counts. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("apache", "Apache-2.0"),
          Map.entry("the apache", "Apache-2.0"),
          Map.entry("asl 2", "Apache-2.0"),
          Map.entry("mit", "MIT"),
          Map.entry("the mit", "MIT"),
          Map.entry("mit-0", "MIT-0"),
          Map.entry("bsd-3", "BSD-3-Clause"),
          Map.entry("bsd 3", "BSD-3-Clause"),
          Map.entry("3-clause bsd", "BSD-3-Clause"),
          Map.entry("new bsd", "BSD-3-Clause"),
          Map.entry("the bsd 3", "BSD-3-Clause"),
          Map.entry("bsd-2", "BSD-2-Clause"),
          Map.entry("bsd 2", "BSD-2-Clause"),
          Map.entry("go license", "BSD-3-Clause"),
          Map.entry("eclipse public license - v 2", "EPL-2.0"),
          Map.entry("eclipse public license - version 2", "EPL-2.0"),
          Map.entry("eclipse public license v. 2", "EPL-2.0"),
          Map.entry("eclipse public license v2", "EPL-2.0"),
          Map.entry("eclipse public license 2", "EPL-2.0"),
          Map.entry("epl 2", "EPL-2.0"),
          Map.entry("epl-2", "EPL-2.0"),
          Map.entry("epl 1", "EPL-1.0"),
          Map.entry("eclipse public license - v 1", "EPL-1.0"),
          Map.entry("eclipse public license v1", "EPL-1.0"),
          Map.entry("eclipse distribution license", "BSD-3-Clause"),
          Map.entry("edl 1", "BSD-3-Clause"),
          Map.entry("gpl2 w/ cpe", "GPL-2.0-with-classpath-exception"),
          Map.entry("gnu lesser", "LGPL-2.1"),
          Map.entry("gnu library or lesser", "LGPL-2.1"),
          Map.entry("lgpl-2.1", "LGPL-2.1"),
          Map.entry("mpl 2", "MPL-2.0"),
          Map.entry("mozilla public license, version 2", "MPL-2.0"),
          Map.entry("gnu general public license", "GPL-2.0"),
          Map.entry("the gnu general public license", "GPL-2.0"),
          Map.entry("gpl-2.0", "GPL-2.0"),
          Map.entry("gpl 2", "GPL-2.0"),
          Map.entry("cc0", "CC0-1.0"),
          Map.entry("public domain", "CC0-1.0"));

  private PomLicences() {}

  /** SPDX identifiers joined by OR, or {@link #UNKNOWN} with what was said. */
  static String of(Path jar, String group, String artifact, String version) {
    Path repository = jar;
    int depth = group.split("\\.").length + 3;
    for (int i = 0; i < depth; i++) {
      Path parent = repository.getParent();
      if (parent == null) {
        return UNKNOWN;
      }
      repository = parent;
    }
    List<String> said = said(repository, group, artifact, version, 0);
    return said.isEmpty()
        ? UNKNOWN
        : said.stream().map(PomLicences::spdx).distinct().collect(Collectors.joining(" OR "));
  }

  private static String spdx(String said) {
    String name = said.strip().toLowerCase(java.util.Locale.ROOT);
    return NAMES.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(UNKNOWN + " (" + said.strip() + ")");
  }

  private static List<String> said(
      Path repository, String group, String artifact, String version, int depth) {
    Path pom =
        repository
            .resolve(group.replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom");
    if (depth > MOST_PARENTS || !Files.exists(pom)) {
      return List.of();
    }
    Element project = parse(pom);
    List<String> names = new ArrayList<>();
    Element licences = child(project, "licenses");
    for (Node n = licences == null ? null : licences.getFirstChild();
        n != null;
        n = n.getNextSibling()) {
      if (n instanceof Element licence) {
        names.add(text(licence, "name"));
      }
    }
    Element parent = child(project, "parent");
    if (!names.isEmpty() || parent == null) {
      return names;
    }
    return said(
        repository,
        text(parent, "groupId"),
        text(parent, "artifactId"),
        text(parent, "version"),
        depth + 1);
  }

  private static @Nullable Element child(Element element, String name) {
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e && e.getTagName().equals(name)) {
        return e;
      }
    }
    return null;
  }

  private static String text(Element element, String name) {
    Element child = child(element, name);
    return child == null ? "" : child.getTextContent().strip();
  }

  private static Element parse(Path pom) {
    try (InputStream in = Files.newInputStream(pom)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(pom + ": got no POM (expected: one)", e);
    }
  }
}
