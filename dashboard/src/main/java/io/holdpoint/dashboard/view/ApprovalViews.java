// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.view;

import io.holdpoint.dashboard.view.ApprovalView.ChainView;
import io.holdpoint.dashboard.view.ApprovalView.EditView;
import io.holdpoint.dashboard.view.ApprovalView.QuorumView;
import io.holdpoint.dashboard.view.ApprovalView.WordView;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalState;
import io.holdpoint.model.approval.ApprovalTerms;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes views of held calls. */
public final class ApprovalViews {

  private ApprovalViews() {}

  /**
   * A held call.
   *
   * @param before the steps of its session before it, oldest first
   */
  public static ApprovalView of(Approval approval, List<StepRow> before) {
    Step.Attempted attempt = approval.request().attempt();
    Session session = attempt.session();
    return new ApprovalView(
        approval.ref(),
        approval.state().word(),
        session.id().value(),
        session.identity().subject(),
        session.agent().name(),
        session.agent().version(),
        approval.request().owner(),
        session.task(),
        session.environment(),
        attempt.id().toString(),
        attempt.tool().upstream(),
        attempt.tool().name(),
        Views.effects(attempt.tool().effects()),
        Views.labels(approval.labels()),
        Views.payload(attempt.arguments()),
        approval.request().bindingInOrder(),
        approval.request().reasons().stream().map(Views::reason).toList(),
        approval.callers(),
        approval.askedAt(),
        approval.expiresAt(),
        approval.nearMisses().stream().map(Approval.NearMiss::at).toList(),
        approval.nearMisses().stream().map(miss -> Views.payload(miss.arguments())).toList(),
        approval.nearMisses().stream()
            .map(miss -> Differences.of(attempt.arguments().masked(), miss.arguments().masked()))
            .toList(),
        quorum(approval),
        approval.batch(),
        said(approval.state()),
        approval.state() instanceof ApprovalState.Closed closed ? closed.why() : null,
        chain(approval, before));
  }

  private static List<ChainView> chain(Approval approval, List<StepRow> before) {
    Set<StepId> evidence =
        approval.request().reasons().stream()
            .flatMap(reason -> reason.evidence().stream())
            .collect(Collectors.toSet());
    StepId itself = approval.request().attempt().id();
    return before.stream()
        .filter(step -> !step.id().equals(itself))
        .map(
            step ->
                new ChainView(
                    step.id().toString(),
                    step.upstream() + "/" + step.name(),
                    step.startedAt(),
                    step.verdict(),
                    Views.labels(step.labels()),
                    evidence.contains(step.id())))
        .toList();
  }

  private static QuorumView quorum(Approval approval) {
    ApprovalTerms terms = approval.request().terms();
    return new QuorumView(
        terms.quorum(),
        approval.missing(),
        approval.votes().stream().map(vote -> word(vote, 0)).toList(),
        terms.approvers().stream().sorted().toList(),
        terms.escalateTo().stream().sorted().toList(),
        terms.escalateAfter().isZero() ? null : approval.askedAt().plus(terms.escalateAfter()),
        terms.editable());
  }

  private static @Nullable WordView said(ApprovalState state) {
    return switch (state) {
      case ApprovalState.Pending pending -> null;
      case ApprovalState.Granted granted -> word(granted.said(), granted.uses());
      case ApprovalState.Used used -> word(used.said(), 1);
      case ApprovalState.Denied denied -> word(denied.said(), 0);
      case ApprovalState.Closed closed -> null;
    };
  }

  private static WordView word(ApprovalWord said, int uses) {
    Instant until =
        switch (said) {
          case ApprovalWord.Once once -> once.until();
          case ApprovalWord.ForSession session -> session.until();
          case ApprovalWord.Deny deny -> null;
        };
    ApprovalWord.Spoken spoken = said.spoken();
    return new WordView(
        said.word(), spoken.by(), spoken.reason(), spoken.at(), until, uses, edit(said));
  }

  private static @Nullable EditView edit(ApprovalWord said) {
    ApprovalWord.Edit edit = said.edit();
    return edit == null ? null : new EditView(edit.shown().masked(), edit.shown().digest().value());
  }
}
