// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.tags;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A list of ids that rules may be tagged with; each file says where it was taken from. */
public enum Taxonomy {
  /** OWASP Top 10 for Agentic Applications. */
  ASI,
  /** OWASP agentic threats. */
  THREAT,
  /** MITRE ATLAS techniques. */
  ATLAS,
  /** MITRE ATT&amp;CK techniques that rules of this house name. */
  ATTACK;

  private static final String FOLDER = "/io/holdpoint/engine/rules/tags/";

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Map<String, String> names;

  private final String source;

  Taxonomy() {
    List<String> lines = lines(FOLDER + name().toLowerCase(Locale.ROOT) + ".txt");
    this.source = lines.getFirst().substring(1).strip();
    Map<String, String> read = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && line.charAt(0) != '#') {
        String[] parts = line.strip().split(" ", 2);
        read.put(parts[0], parts.length == 1 ? "" : parts[1].strip());
      }
    }
    this.names = Map.copyOf(read);
  }

  /** The key in rule files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, and in which version. */
  public String source() {
    return source;
  }

  /** True if there is such an id. */
  public boolean knows(String id) {
    return names.containsKey(id);
  }

  /** The name behind an id, if it is known; empty where the list has ids only. */
  public Optional<String> nameOf(String id) {
    return Optional.ofNullable(names.get(id));
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Taxonomy.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + ": not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
