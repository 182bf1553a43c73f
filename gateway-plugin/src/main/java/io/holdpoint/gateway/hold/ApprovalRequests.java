// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ChosenArguments;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.Set;

/** Makes of a held step what is put before people. */
public final class ApprovalRequests {

  private static final Duration ANY_LIMIT = Duration.ofDays(1);

  private final ChosenArguments chosen;
  private final HoldSettings settings;
  private final ClearArguments clear;

  /**
   * @param settings which arguments bind, and who answers for whom
   * @param clear keeps what the arguments say for those who decide
   */
  public ApprovalRequests(ToolCatalogue catalogue, HoldSettings settings, ClearArguments clear) {
    this.clear = requireNonNull(clear, "clear");
    this.chosen = new ChosenArguments(catalogue);
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * A request.
   *
   * @param run the step that is held
   * @param envelope see {@link ApprovalRequest#envelope()}
   * @param behind whom the agent acts with, besides its principal
   */
  public ApprovalRequest of(StepRun run, String envelope, Set<String> behind) {
    Step.Attempted attempt = run.attempt();
    ClearView arguments = run.arguments();
    clear.keep(attempt, arguments);
    Decision decision = run.decision();
    ToolRef tool = attempt.tool();
    Set<String> named = run.orders().binding();
    Set<String> binding =
        named.isEmpty() ? settings.binding().getOrDefault(tool.qualifiedName(), Set.of()) : named;
    Digest all = attempt.arguments().digest();
    return new ApprovalRequest(
        attempt,
        settings.owners().getOrDefault(attempt.session().identity().subject(), ""),
        binding,
        binding.isEmpty() ? all : chosen.digest(tool, arguments, binding::contains),
        chosen.destination(tool, arguments, all),
        decision.reasons(),
        decision.verdict() instanceof Verdict.Hold hold ? hold.limit() : ANY_LIMIT,
        envelope,
        run.orders().terms().behind(behind),
        Digest.NONE);
  }
}
