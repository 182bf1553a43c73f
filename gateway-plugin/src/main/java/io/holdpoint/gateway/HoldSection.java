// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.model.document.DocumentReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the section {@code gateway.holds} of a configuration. */
final class HoldSection {

  private HoldSection() {}

  static HoldSettings read(DocumentReader gateway, Map<String, String> owners) {
    HoldSettings usual = HoldSettings.DEFAULTS;
    DocumentReader section = gateway.section("holds");
    List<HoldSettings.ClientLimit> clients =
        new ArrayList<>(section.sections("clients", HoldSection::client));
    clients.addAll(usual.clients());
    Map<String, Set<String>> binding = new HashMap<>();
    section.sections("binding", item -> bind(item, binding));
    HoldSettings settings =
        new HoldSettings(
            positive(section, "leg", usual.leg()),
            section.integer("rounds", usual.rounds(), 1, 100),
            positive(section, "poll-every", usual.pollEvery()),
            section.text("page", usual.page()),
            clients,
            binding,
            owners);
    section.finish();
    return settings;
  }

  private static HoldSettings.ClientLimit client(DocumentReader item) {
    return new HoldSettings.ClientLimit(
        item.requiredText("client"), positive(item, "limit", Duration.ofSeconds(60)));
  }

  private static String bind(DocumentReader item, Map<String, Set<String>> binding) {
    String tool = item.requiredText("tool");
    Set<String> arguments = new HashSet<>(item.texts("arguments"));
    if (!tool.isBlank() && tool.indexOf('/') < 0) {
      item.problem("tool", "got \"" + tool + "\" (expected: upstream/tool)");
    }
    if (arguments.isEmpty()) {
      item.problem("arguments", "got none (expected: at least one name)");
    }
    if (binding.put(tool, arguments) != null) {
      item.problem("tool", "got \"" + tool + "\" twice (expected: each tool once)");
    }
    return tool;
  }

  private static Duration positive(DocumentReader section, String key, Duration fallback) {
    Duration value = section.duration(key, fallback);
    if (value.isZero()) {
      section.problem(key, "got 0 (expected: more)");
      return fallback;
    }
    return value;
  }
}
