// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes steps of what was asked for and of what came back, with what the catalogue knows. */
public final class Attempts {

  private final ToolCatalogue catalogue;

  public Attempts(ToolCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * What is asked for.
   *
   * @param upstream the configured name of the server
   * @param tool the name in the protocol
   * @param arguments as JSON text, empty if none
   * @param listed what the upstream last listed of the tool, or null
   */
  public Step.Attempted attempted(
      StepId id,
      Session session,
      StepKind kind,
      String upstream,
      String tool,
      String arguments,
      @Nullable ListedTool listed,
      Instant at) {
    return attempted(id, session, kind, upstream, tool, arguments, arguments, listed, at);
  }

  /**
   * The same where the arguments hold something that stands for a value.
   *
   * @param clear the arguments with the value; decides what the tool can do
   */
  public Step.Attempted attempted(
      StepId id,
      Session session,
      StepKind kind,
      String upstream,
      String tool,
      String arguments,
      String clear,
      @Nullable ListedTool listed,
      Instant at) {
    ToolRef ref = catalogue.resolve(upstream, tool, clear, listed);
    return new Step.Attempted(id, session, kind, ref, catalogue.arguments(ref, arguments), at);
  }

  /**
   * How it ended.
   *
   * @param result as JSON text
   */
  public Step.Completed completed(
      Step.Attempted attempt, Outcome outcome, String result, Instant at) {
    ToolRef tool = attempt.tool();
    return new Step.Completed(
        attempt.id(),
        attempt.session().id(),
        outcome,
        catalogue.result(tool, result),
        catalogue.resultLabels(tool, result),
        at);
  }
}
