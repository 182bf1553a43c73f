// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector;

import io.holdpoint.collector.source.RegisteredSource;
import io.holdpoint.collector.source.Source;
import io.holdpoint.collector.source.Trust;
import io.holdpoint.model.document.DocumentReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the senders that have a token. */
final class SourcesSection {

  private static final String NAME_RULE = "(expected: 1 to 64 of A-Z a-z 0-9 . _ -)";

  private final DocumentReader item;
  private boolean sound = true;

  private SourcesSection(DocumentReader item) {
    this.item = item;
  }

  static List<RegisteredSource> read(DocumentReader collector) {
    List<RegisteredSource> sources =
        collector.sections("sources", item -> new SourcesSection(item).source()).stream()
            .flatMap(Optional::stream)
            .toList();
    requireDistinct(collector, sources);
    return sources;
  }

  private Optional<RegisteredSource> source() {
    String name = item.requiredText("name");
    String token = item.requiredText("token");
    Trust trust = item.choice("trust", Trust.class, Trust.FRAMEWORK);
    String tenant = item.text("tenant", Source.DEFAULT_TENANT);
    List<String> principals = item.texts("principals");
    long rate = item.bytes("rate", 0);
    require(Source.isName(name), "name", "got \"" + name + "\" " + NAME_RULE);
    require(
        token.length() >= RegisteredSource.SHORTEST_TOKEN,
        "token",
        "got "
            + token.length()
            + " characters (expected: at least "
            + RegisteredSource.SHORTEST_TOKEN
            + ")");
    require(trust != Trust.NONE, "trust", "got \"none\" (expected: gateway or framework)");
    require(Source.isName(tenant), "tenant", "got \"" + tenant + "\" " + NAME_RULE);
    require(
        principals.stream().allMatch(Source::isPrincipal),
        "principals",
        "got " + principals + " (expected: names of 1 to 256 characters, no controls)");
    require(
        principals.size() <= Source.MOST_PRINCIPALS,
        "principals",
        "got " + principals.size() + " (expected: at most " + Source.MOST_PRINCIPALS + ")");
    return sound
        ? Optional.of(
            new RegisteredSource(token, rate, new Source(name, trust, tenant, principals)))
        : Optional.empty();
  }

  private void require(boolean condition, String key, String problem) {
    if (!condition) {
      item.problem(key, problem);
      sound = false;
    }
  }

  private static void requireDistinct(DocumentReader section, List<RegisteredSource> sources) {
    Set<String> names = new HashSet<>();
    Set<String> tokens = new HashSet<>();
    names.add(Source.ANONYMOUS.name());
    for (RegisteredSource source : sources) {
      if (!names.add(source.name())) {
        section.problem(
            "sources", "got \"" + source.name() + "\" twice (expected: distinct names)");
      }
      if (!tokens.add(source.token())) {
        section.problem(
            "sources", "got the token of " + source.name() + " twice (expected: distinct tokens)");
      }
    }
  }
}
