// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.gateway.mcp.Json;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.step.StepRun;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.ClearView;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/** Makes of a held step what is put before people. */
public final class ApprovalRequests {

  private static final Duration ANY_LIMIT = Duration.ofDays(1);

  private final ToolCatalogue catalogue;
  private final HoldSettings settings;

  /**
   * @param settings which arguments bind, and who answers for whom
   */
  public ApprovalRequests(ToolCatalogue catalogue, HoldSettings settings) {
    this.catalogue = requireNonNull(catalogue, "catalogue");
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * A request.
   *
   * @param run the step that is held
   * @param envelope see {@link ApprovalRequest#envelope()}
   */
  public ApprovalRequest of(StepRun run, String envelope) {
    Step.Attempted attempt = run.attempt();
    ClearView arguments = run.arguments();
    Decision decision = run.decision();
    ToolRef tool = attempt.tool();
    Set<String> binding = settings.binding().getOrDefault(tool.qualifiedName(), Set.of());
    Digest all = attempt.arguments().digest();
    return new ApprovalRequest(
        attempt,
        settings.owners().getOrDefault(attempt.session().identity().subject(), ""),
        binding,
        binding.isEmpty() ? all : digest(tool, arguments, binding::contains),
        destination(tool, arguments, all),
        decision.reasons(),
        decision.verdict() instanceof Verdict.Hold hold ? hold.limit() : ANY_LIMIT,
        envelope);
  }

  /** Over the arguments that say where to; where none is known to, another value is elsewhere. */
  private Digest destination(ToolRef tool, ClearView arguments, Digest all) {
    boolean known = tool.roles().containsValue(ArgumentRole.DESTINATION);
    return known
        ? digest(tool, arguments, name -> tool.roles().get(name) == ArgumentRole.DESTINATION)
        : all;
  }

  private Digest digest(ToolRef tool, ClearView arguments, Predicate<String> which) {
    byte[] text = Json.bytes(arguments.text());
    StringBuilder chosen = new StringBuilder("{");
    if (text.length > 0) {
      for (RawMember member :
          ObjectReader.members(new RawMember("arguments", text, 0, text.length)).members()) {
        if (which.test(member.name())) {
          chosen.append(chosen.length() > 1 ? "," : "").append(Json.quote(member.name()));
          chosen.append(':').append(member.raw());
        }
      }
    }
    return catalogue.arguments(tool, chosen.append('}').toString()).digest();
  }
}
