// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.RuleDesk;
import io.holdpoint.dashboard.RuleInfo;
import io.holdpoint.engine.live.LiveRules;
import io.holdpoint.engine.rules.Rule;
import io.holdpoint.gateway.offer.OfferAlarm;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.DetectionKind;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import io.holdpoint.model.verdict.Severity;
import java.util.List;
import java.util.stream.Stream;

/** The engine's rules as the page lists them, and as their files change. */
final class RulesInForce implements RuleDesk {

  private final LiveRules rules;

  RulesInForce(LiveRules rules) {
    this.rules = rules;
  }

  @Override
  public List<RuleInfo> get() {
    return Stream.concat(rules.inForce().rules().stream().map(RulesInForce::info), ofOffers())
        .toList();
  }

  @Override
  public List<String> problems() {
    return texts(rules.lastReport().problems());
  }

  @Override
  public Reloaded reload() {
    LiveRules.Report report = rules.reload();
    return new Reloaded(
        report.at(), texts(report.activated()), texts(report.retired()), texts(report.problems()));
  }

  private static List<String> texts(List<?> things) {
    return things.stream().map(String::valueOf).toList();
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
        rule.id(),
        rule.version(),
        title,
        severity,
        DetectionKind.TOOL,
        action,
        Mode.ENFORCE,
        List.of());
  }

  private static RuleInfo info(Rule rule) {
    return new RuleInfo(
        rule.id(),
        rule.ref().version(),
        rule.title(),
        rule.severity(),
        rule.kind(),
        rule.action(),
        rule.mode(),
        rule.conduct().modes().stream()
            .map(one -> new RuleInfo.ModeFor(one.where(), one.mode()))
            .toList());
  }
}
