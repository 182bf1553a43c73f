// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.view.JoinWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells which calls a framework's step is. Wrong pairs are worse than none: where several fit and
 * nothing tells them apart, none is taken.
 */
final class Matching {

  /** Shorter ids, such as {@code call_1}, are given again and again. */
  private static final int UNIQUE_ID = 16;

  /** Beside a clock that was put right. */
  private static final long TOLERANCE_MILLIS = 150;

  /** Beside a clock of which nothing is known. */
  private static final long WIDE_MILLIS = Duration.ofSeconds(5).toMillis();

  private final ClockSkew skew;
  private final Differences differences;

  Matching(ClockSkew skew, Differences differences) {
    this.skew = skew;
    this.differences = differences;
  }

  /** True if no other call has this id. */
  static boolean isUnique(String callId) {
    return callId.length() >= UNIQUE_ID;
  }

  /** What was found for a step: the one call, or none because several fit. */
  record Found(@Nullable GuardedCall call, boolean severalFit) {}

  /** By id or by the spans' own relation, or null if these do not say that both are one call. */
  @Nullable JoinWay known(GuardedCall call, ToldStep told) {
    if (!comparable(call, told)) {
      return null;
    }
    boolean related = related(call, told);
    String id = told.callId();
    if (!id.isEmpty() && id.equals(call.callId())) {
      boolean sameTrace = call.row().id().traceId().equals(told.row().id().traceId());
      if (isUnique(id) || related || sameTrace) {
        return JoinWay.CALL_ID;
      }
      boolean alike = isSame(call.arguments(), told.arguments());
      return alike && fits(call, told) ? JoinWay.CALL_ID : null;
    }
    return related ? JoinWay.PARENT : null;
  }

  /**
   * By an id that is given again and again: if only one call and one step have it together with
   * these arguments, whatever the time, or else at that time.
   *
   * @param calls those with the same id
   * @param rivals steps with the same id
   */
  @Nullable GuardedCall named(ToldStep told, List<GuardedCall> calls, List<ToldStep> rivals) {
    List<GuardedCall> same =
        calls.stream()
            .filter(call -> comparable(call, told))
            .filter(call -> isSame(call.arguments(), told.arguments()))
            .toList();
    boolean alone =
        rivals.stream()
            .allMatch(rival -> areOne(rival, told) || !isSame(rival.arguments(), told.arguments()));
    if (same.size() == 1 && alone && isFree(same.getFirst(), told)) {
      return same.getFirst();
    }
    List<GuardedCall> fitting = calls.stream().filter(call -> mayBe(call, told)).toList();
    if (fitting.size() != 1) {
      return null;
    }
    GuardedCall only = fitting.getFirst();
    boolean contested =
        rivals.stream()
            .anyMatch(rival -> !rival.isJoined() && !areOne(rival, told) && mayBe(only, rival));
    return contested ? null : only;
  }

  private boolean mayBe(GuardedCall call, ToldStep told) {
    return comparable(call, told)
        && !Differences.differ(call.arguments(), told.arguments())
        && !differences.resultDiffers(call, told)
        && isFree(call, told)
        && fits(call, told);
  }

  /**
   * By tool, arguments and time.
   *
   * @param calls those with the same arguments
   * @param rivals other steps with the same arguments that nothing is known of either
   */
  Found alike(ToldStep told, List<GuardedCall> calls, List<ToldStep> rivals) {
    List<GuardedCall> fitting = new ArrayList<>();
    for (GuardedCall call : calls) {
      if (mayBe(call, told)) {
        fitting.add(call);
      }
    }
    if (fitting.size() > 1) {
      List<GuardedCall> same =
          fitting.stream().filter(call -> differences.sameResult(call, told)).toList();
      if (same.size() != 1) {
        return new Found(null, true);
      }
      fitting = same;
    }
    if (fitting.isEmpty()) {
      return new Found(null, false);
    }
    GuardedCall only = fitting.getFirst();
    boolean contested =
        rivals.stream()
            .anyMatch(
                rival ->
                    rival != told
                        && !rival.isJoined()
                        && !areOne(rival, told)
                        && comparable(only, rival)
                        && fits(only, rival)
                        && !differences.resultDiffers(only, rival));
    return contested ? new Found(null, true) : new Found(only, false);
  }

  /** Two spans of one trace around the same call: the framework's, and its MCP client's. */
  private static boolean areOne(ToldStep one, ToldStep other) {
    return one.trace() == other.trace() && one.trace().related(one.spanId(), other.spanId());
  }

  private static boolean isFree(GuardedCall call, ToldStep told) {
    return call.claims().keySet().stream().allMatch(claim -> areOne(claim, told));
  }

  private static boolean comparable(GuardedCall call, ToldStep told) {
    boolean otherId =
        !told.callId().isEmpty()
            && !call.callId().isEmpty()
            && !told.callId().equals(call.callId());
    return !otherId
        && told.row().kind() == call.row().kind()
        && ToolNames.same(told.row().name(), call.row().name());
  }

  /**
   * True if the step's span is around the call's, or right within it. Of several steps around it
   * the nearest is the one; those further out are if they are told with the same arguments.
   */
  private static boolean related(GuardedCall call, ToldStep told) {
    if (!call.row().id().traceId().equals(told.row().id().traceId())) {
      return false;
    }
    if (told.row().parentSpanId().equals(call.row().id().spanId())) {
      return !Differences.differ(call.arguments(), told.arguments());
    }
    Trace trace = told.trace();
    String from = call.row().parentSpanId();
    int distance = trace.distance(from, told.spanId());
    if (distance < 0) {
      return false;
    }
    boolean nearest =
        distance == 0
            || trace.steps().stream()
                .filter(other -> other != told && comparable(call, other))
                .mapToInt(other -> trace.distance(from, other.spanId()))
                .noneMatch(other -> other >= 0 && other < distance);
    return nearest || isSame(call.arguments(), told.arguments());
  }

  private boolean fits(GuardedCall call, ToldStep told) {
    OptionalLong ahead = skew.of(told.source());
    return ahead.isPresent()
        ? ClockSkew.gap(told.row(), call.row(), ahead.getAsLong()) <= TOLERANCE_MILLIS
        : Duration.between(call.row().startedAt(), told.row().startedAt()).abs().toMillis()
            <= WIDE_MILLIS;
  }

  private static boolean isSame(Digest one, Digest other) {
    return !one.equals(Digest.NONE) && one.equals(other);
  }
}
