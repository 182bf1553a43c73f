// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.explain;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Action;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.verdict.Mode;
import io.holdpoint.model.verdict.RuleRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule matched.
 *
 * @param detection what is explained
 * @param rule the rule as it is loaded now, or null if it is not
 * @param steps the steps that made it match, oldest first; verified ones if it could be verified,
 *     else those the detection names
 * @param facts column of the completing event that the rule reads, to what it said
 * @param baseline those of the facts that compare with earlier sessions
 * @param interventions where the chain could have been stopped, earliest first
 * @param counterfactual what a replay proved
 */
public record Explained(
    Detection detection,
    @Nullable RuleText rule,
    List<Named> steps,
    Map<String, String> facts,
    Map<String, String> baseline,
    List<Intervention> interventions,
    Counterfactual counterfactual) {

  public Explained {
    requireNonNull(detection, "detection");
    steps = List.copyOf(steps);
    requireNonNull(counterfactual, "counterfactual");
    interventions = List.copyOf(interventions);
  }

  /**
   * The rule's text.
   *
   * @param ref with the version that is loaded
   * @param epl what is compiled
   */
  public record RuleText(RuleRef ref, String title, String description, String epl) {}

  /**
   * A step and what it is to the match.
   *
   * @param session whose step it is; not always the detection's own
   * @param name the tool, or what was told of
   * @param roles names the rule binds the step to: {@code event}, {@code chain[1]}, {@code
   *     label:secret}, {@code origin[1]}; {@code needed} if it is none of these
   */
  public record Named(
      StepId step, SessionId session, StepKind kind, String name, Instant at, List<String> roles) {
    public Named {
      roles = List.copyOf(roles);
    }
  }

  /** How a chain could have been stopped. */
  public enum How {
    /** The rule itself, where it matched. */
    THIS_RULE,
    /** Another rule matched earlier and asked for less, or was in shadow. */
    STRICTER_ACTION,
    /** Without this step the rule would not have matched: a replay says so. */
    STEP_REFUSED
  }

  /**
   * Where the chain could have been stopped.
   *
   * @param rule the rule that matched there, or null
   * @param action what it asked for, or null
   * @param mode whether that was carried out, or null
   * @param inTime true if the step itself had not left yet
   */
  public record Intervention(
      StepId step,
      Instant at,
      How how,
      @Nullable RuleRef rule,
      @Nullable Action action,
      @Nullable Mode mode,
      boolean inTime) {}

  /**
   * What a replay of the recorded input in an engine of its own proved.
   *
   * @param verified true if the same rule matched again at the same step, with {@code steps} alone,
   *     and no longer matched without any one of them
   * @param because why not, empty if verified
   * @param withoutStep per named step but the completing one: whether the match was gone without it
   * @param paddingChangesNothing true if it still matched with unrelated steps in between
   * @param earlierSessions how many earlier sessions of the same credential or tree the match rests
   *     on besides the steps, 0 if none
   * @param replays how many replays it took
   */
  public record Counterfactual(
      boolean verified,
      String because,
      Map<StepId, Boolean> withoutStep,
      boolean paddingChangesNothing,
      int earlierSessions,
      int replays) {
    public Counterfactual {
      requireNonNull(because, "because");
      withoutStep = Map.copyOf(withoutStep);
    }

    /** Nothing could be proved. */
    public static Counterfactual unknown(String because, int replays) {
      return new Counterfactual(false, because, Map.of(), false, 0, replays);
    }
  }
}
