// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.conduct;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.verdict.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a rule behaves once it matched.
 *
 * @param suppression what is not told again
 * @param exemptions who is excepted, until when
 * @param sessionsPerHour how many sessions it may pause or kill in an hour; 0 for any number
 * @param flagging what it flags for everybody
 * @param onLoss what happens with a call it should have judged and could not
 * @param containing how its order to contain looks, where its action is one
 * @param modes for whom its mode is another; the first that fits counts
 */
public record Conduct(
    Suppression suppression,
    List<Exemption> exemptions,
    int sessionsPerHour,
    Flagging flagging,
    OnLoss onLoss,
    Containing containing,
    List<ModeFor> modes) {
  /** Nothing out of the ordinary. */
  public static final Conduct PLAIN =
      new Conduct(
          Suppression.NONE,
          List.of(),
          0,
          Flagging.NONE,
          OnLoss.BY_EFFECT,
          Containing.SESSION,
          List.of());

  /**
   * Matches that agree in these columns within this time are told once. What the action says of the
   * call itself still stands: who is held or denied once is held or denied again.
   *
   * @param by columns of the completing event
   * @param lasts how long; zero for no suppression
   */
  public record Suppression(List<String> by, Duration lasts) {
    /** Every match is told. */
    public static final Suppression NONE = new Suppression(List.of(), Duration.ZERO);

    public Suppression {
      by = List.copyOf(by);
      requireNonNull(lasts, "lasts");
    }
  }

  /**
   * What a rule across sessions flags, for shards to see.
   *
   * @param columns columns of the completing event
   * @param lasts how long
   */
  public record Flagging(List<String> columns, Duration lasts) {
    /** Nothing is flagged. */
    public static final Flagging NONE = new Flagging(List.of(), Duration.ZERO);

    /** What can be flagged. */
    public static final List<String> COLUMNS =
        List.of(
            "tool",
            "upstream",
            "floor",
            "principal",
            "destination",
            "argumentsDigest",
            "session",
            "source");

    public Flagging {
      columns = List.copyOf(columns);
      requireNonNull(lasts, "lasts");
    }
  }

  /**
   * How an order to contain looks.
   *
   * @param scope how far it reaches
   * @param lasts after what time a pause or restriction ends by itself; zero for never
   * @param allowed the effects a restricted session keeps
   */
  public record Containing(Scope scope, Duration lasts, Set<Effect> allowed) {
    /** The session, until a person ends it. */
    public static final Containing SESSION = new Containing(Scope.SESSION, Duration.ZERO, Set.of());

    public Containing {
      requireNonNull(scope, "scope");
      requireNonNull(lasts, "lasts");
      allowed = Set.copyOf(allowed);
    }
  }

  /** What happens with a call a rule should have judged and could not, weakest first. */
  public enum OnLoss {
    /** The engine's failure mode for the effects of the call. */
    BY_EFFECT,
    /** At least held, whatever the call can do. */
    HOLD,
    /** Denied, whatever the call can do. */
    DENY;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Conduct {
    requireNonNull(suppression, "suppression");
    exemptions = List.copyOf(exemptions);
    requireNonNull(flagging, "flagging");
    requireNonNull(onLoss, "onLoss");
    requireNonNull(containing, "containing");
    modes = List.copyOf(modes);
  }

  /** The mode for an event. */
  public Mode modeFor(Object event, Mode usual) {
    for (ModeFor other : modes) {
      if (other.covers(event)) {
        return other.mode();
      }
    }
    return usual;
  }
}
