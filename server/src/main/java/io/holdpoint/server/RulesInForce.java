// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.offer.OfferAlarm;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The engine's rules as the page lists them. */
final class RulesInForce {

  private final List<RuleInfo> rules;

  RulesInForce(RuleSet rules) {
    this.rules = Stream.concat(rules.rules().stream().map(RulesInForce::info), ofOffers()).toList();
  }

  List<RuleInfo> list() {
    return rules;
  }

  /** What the gateway itself says of servers' offers; no rule file has them. */
  private static Stream<RuleInfo> ofOffers() {
    return Stream.of(
        offer(OfferAlarm.CHANGED, "A server changed what it offers", Severity.HIGH, Action.DENY),
        offer(
            OfferAlarm.FLAGGED,
            "An offer hides text or gives the agent orders",
            Severity.HIGH,
            Action.ALERT),
        offer(OfferAlarm.WAITS, "A new offer waits for a person", Severity.LOW, Action.DENY));
  }

  private static RuleInfo offer(RuleRef rule, String title, Severity severity, Action action) {
    return new RuleInfo(
        rule.id(), rule.version(), title, severity, DetectionKind.TOOL, action, Mode.ENFORCE);
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
