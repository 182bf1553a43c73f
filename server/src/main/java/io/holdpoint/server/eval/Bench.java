// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.catalogue.ToolCatalogue;

/**
 * What is measured.
 *
 * @param settings of the engine
 * @param rules what is looked for
 * @param catalogue what is known of tools
 */
public record Bench(EngineSettings settings, RuleSet rules, ToolCatalogue catalogue) {

  public Bench {
    requireNonNull(settings, "settings");
    requireNonNull(rules, "rules");
    requireNonNull(catalogue, "catalogue");
  }
}
