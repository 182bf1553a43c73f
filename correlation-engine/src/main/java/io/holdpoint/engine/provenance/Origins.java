// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.StepId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one call's arguments come from. Holds names of arguments, no value.
 *
 * @param carried labels of results whose values the call carries and the user did not name
 * @param named labels of resources the call names, by what is known of them across sessions
 * @param unknown true if an argument that says who, what or where was seen nowhere, and not
 *     everything could be seen: it may have come from anywhere
 * @param reachesOut true if an argument carries a link, a host or a mail address
 * @param destinationNamed true if the call has a destination, and the user named all there are
 * @param linkCarries true if a link on a host that a result spoke of carries what another result,
 *     or another place, told
 * @param position the most suspicious place where what says who, what or where stood
 * @param fromResults how much of the arguments' words stood in results and not in the user's
 *     messages, in per cent
 * @param fromPrivate how much stood in results with private or secret data, in per cent
 * @param fromUntrusted how much stood in results nobody answers for, in per cent
 * @param arguments one for each value, in their order, at most {@link #MOST_ARGUMENTS}
 */
public record Origins(
    Set<DataLabel> carried,
    Set<DataLabel> named,
    boolean unknown,
    boolean reachesOut,
    boolean destinationNamed,
    boolean linkCarries,
    Position position,
    int fromResults,
    int fromPrivate,
    int fromUntrusted,
    List<Argument> arguments) {
  /** How many arguments are told of. */
  public static final int MOST_ARGUMENTS = 16;

  /** Nothing is known. */
  public static final Origins NONE =
      new Origins(
          Set.of(), Set.of(), false, false, false, false, Position.NOWHERE, 0, 0, 0, List.of());

  /** Whether the user named something. */
  public enum Named {
    /** It stands in the user's words, or a person released it. */
    YES,
    /** It does not. */
    NO,
    /** What the user said is not known. Counts as no. */
    UNKNOWN
  }

  /**
   * One value of the call.
   *
   * @param name of the argument it stands in
   * @param role what it is to the call
   * @param named whether the user named it
   * @param byUser how much of it stood in the user's words, in per cent
   * @param shares results it came from, the largest share first, at most four
   */
  public record Argument(
      String name, ArgumentRole role, Named named, int byUser, List<Share> shares) {
    public Argument {
      shares = List.copyOf(shares);
    }

    /** How much nobody said before: the agent made it up, or it came unseen. In per cent. */
    public int byAgent() {
      return Math.max(0, 100 - byUser - shares.stream().mapToInt(Share::percent).sum());
    }
  }

  /**
   * A part that one result brought first.
   *
   * @param step the call's whose result it was; null if it is no longer known which
   * @param tool its tool
   * @param position how it stood there
   * @param labels what that result carried
   * @param percent how much of the argument
   */
  public record Share(
      @Nullable StepId step, String tool, Position position, Set<DataLabel> labels, int percent) {}

  public Origins {
    carried = Set.copyOf(carried);
    named = Set.copyOf(named);
    arguments = List.copyOf(arguments);
  }

  /** True if a value that the user did not name came from what such a tool brought. */
  public boolean anyUnnamedFrom(Predicate<String> tool) {
    for (Argument argument : arguments) {
      if (argument.named() != Named.YES) {
        for (Share share : argument.shares()) {
          if (tool.test(share.tool())) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
