// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.view.Views;
import io.holdpoint.engine.explain.Explainer;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.server.Wiring.Judges;
import io.holdpoint.server.Wiring.Tellers;
import io.holdpoint.server.audit.AuditRoutes;
import io.holdpoint.server.audit.AuditSearchRoutes;
import io.holdpoint.server.audit.EvidenceRoutes;
import io.holdpoint.server.audit.VerificationRoutes;
import io.holdpoint.server.backtest.BacktestDesk;
import io.holdpoint.server.backup.BackupDesk;
import io.holdpoint.server.config.DataLayout;
import io.holdpoint.server.config.ServerConfig;
import io.holdpoint.server.explain.ExplanationDesk;
import io.holdpoint.server.policy.PolicyDesk;
import io.holdpoint.server.recording.Erasure;
import io.holdpoint.server.recording.RecordingRoutes;
import io.holdpoint.server.search.SearchDesk;
import io.holdpoint.server.vouch.JournalDesk;
import io.holdpoint.server.workshop.Judgements;
import io.holdpoint.server.workshop.RuleWorkshop;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of the control API that this module answers itself.
 *
 * @param closing closes what they start
 * @param judgements what people make of detections
 */
record OperatorDesks(
    ServerConfig config, InstantSource clock, Closing closing, Judgements judgements) {
  /** What replays of the engine's record answer, and what policy and journal say of themselves. */
  List<OperatorRoute> routes(Judges judges, Tellers tellers, HostDoor hosts, Insights insights) {
    BacktestDesk backtests =
        closing.add(
            "back-tests",
            new BacktestDesk(
                judges.rules()::inForce,
                config.engine(),
                judges.recorded().log(),
                clock,
                judges.rules()::inForceSince));
    RuleWorkshop workshop =
        closing.add(
            "rule workshop",
            new RuleWorkshop(
                new RuleWorkshop.Tools(
                    judges.rules(),
                    config.engine().compiling(),
                    config.engine().rules(),
                    backtests::shadow,
                    judgements),
                clock));
    OperatorRoute blind =
        new BlindSpotRoute(judges.engine(), judges.rules()::inForce, clock).route();
    SearchDesk search = search(judges, tellers, insights);
    BackupDesk backups = new BackupDesk(tellers.store(), judges.data().resolve(DataLayout.BACKUPS));
    ExplanationDesk explanations = explanations(judges, tellers);
    VerificationRoutes verification =
        closing.add(
            "journal verification",
            new VerificationRoutes(judges.keeper(), config.audit().anchorFile(), clock));
    return Stream.of(
            explanations.routes(),
            new EvidenceRoutes(
                    judges.keeper(),
                    new SessionFindings(explanations),
                    judges.recording()::opening,
                    clock)
                .routes(),
            recordings(judges).routes(),
            backtests.routes(),
            workshop.routes(),
            List.of(blind, tellers.metrics().route()),
            new PolicyDesk(judges.policies(), judges.catalogue(), clock).routes(),
            new JournalDesk(judges.journal()::verify, clock).routes(),
            new AuditRoutes(judges.journal(), judges.keeper()).routes(),
            new AuditSearchRoutes(judges.keeper().home()).routes(),
            verification.routes(),
            search.routes(),
            backups.routes(),
            List.of(
                new CredentialsRoute(hosts::keyUses, config.gateway().anonymous(), clock).route(),
                new HeldArgumentsRoute(
                        judges.approvals(), config.control().tenant(), hosts::arguments)
                    .route()),
            tellers.alerts().routes())
        .flatMap(List::stream)
        .toList();
  }

  private RecordingRoutes recordings(Judges judges) {
    boolean keepsTexts = config.record().enabled() && config.record().texts();
    return new RecordingRoutes(
        judges.recording(),
        new Erasure(judges.recording(), judges.keeper().holds(), judges.approvals()::erased),
        judges.journal()::tail,
        () -> judges.journal().position().records(),
        keepsTexts ? Optional.of(config.record().keep()) : Optional.empty());
  }

  private SearchDesk search(Judges judges, Tellers tellers, Insights insights) {
    return new SearchDesk(
        tellers.opened(), config.control().tenant(), new Views(judges.signals(), insights, clock));
  }

  private ExplanationDesk explanations(Judges judges, Tellers tellers) {
    return new ExplanationDesk(
        tellers.opened(),
        config.control().tenant(),
        judges.recorded().log(),
        new Explainer(judges.rules()::inForce, config.engine(), Vocabulary.shipped()),
        judges.engine()::risk);
  }
}
