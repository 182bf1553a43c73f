// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import java.util.List;

/** The engine's rules as the page lists them. */
final class RulesInForce {

  private final List<RuleInfo> rules;

  RulesInForce(RuleSet rules) {
    this.rules = rules.rules().stream().map(RulesInForce::info).toList();
  }

  List<RuleInfo> list() {
    return rules;
  }

  private static RuleInfo info(Rule rule) {
    return new RuleInfo(
        rule.id(),
        rule.ref().version(),
        rule.title(),
        rule.severity(),
        rule.kind(),
        rule.action(),
        rule.mode());
  }
}
