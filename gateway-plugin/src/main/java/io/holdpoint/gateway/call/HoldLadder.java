// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.call;

import io.holdpoint.gateway.approval.HoldTickets;
import io.holdpoint.gateway.mcp.HoldWay;
import io.holdpoint.gateway.mcp.Holding;
import io.holdpoint.gateway.mcp.TaskView;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.step.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How the caller of a held call is kept waiting: by its era, by what it declared and by what is
 * known of it ({@code notes/mcp.md} 2.3).
 */
final class HoldLadder {

  private static final int LARGEST_TASK = 64 * 1024;

  private final CallServices services;
  private final Caller caller;
  private final int round;

  /**
   * @param round how often the caller has come back with a ticket so far
   */
  HoldLadder(CallServices services, Caller caller, int round) {
    this.services = services;
    this.caller = caller;
    this.round = round;
  }

  /** How often the caller has come back with a ticket so far. */
  int round() {
    return round;
  }

  /**
   * A held call, as its caller may know it.
   *
   * @param ref its reference
   * @param expiresAt when it is over
   * @param subject what a ticket for it is good for
   */
  record Held(String ref, Instant expiresAt, String subject) {

    static String subject(Step.Attempted attempt) {
      return HoldTickets.subject(
          attempt.session().floor(), attempt.tool().qualifiedName(), attempt.arguments().digest());
    }
  }

  /** The call in a form it can be run from later, if that is this caller's way; else empty. */
  String envelope() {
    return way() == HoldWay.TASK
        ? services
            .holds()
            .calls()
            .seal(StoredCall.of(caller.request()).bytes(), caller.session().floor())
        : "";
  }

  /** What the caller is told at once, or null if it waits. */
  byte @Nullable [] atOnce(Held held) {
    Holding holding = caller.protocol().holding();
    if (holding == null) {
      return null;
    }
    return switch (way()) {
      case PAGE ->
          holding.comeBack(
              caller.exchange(), ticket(held), services.holds().page().address() + held.ref());
      case TASK -> holding.task(caller.exchange(), task(held));
      case REPEAT, PROGRESS, SILENT -> null;
    };
  }

  /** For how long it waits before it is told anything. */
  Duration stay() {
    return way() == HoldWay.REPEAT ? services.holds().settings().leg() : inPlace();
  }

  /**
   * For how long a request may stay open whose caller does nothing but wait: as long as the most
   * hasty of the clients it may be from.
   */
  Duration inPlace() {
    Duration limit = services.limits().hold();
    return services.sessions().clientsOf(caller.live()).stream()
        .map(client -> services.holds().settings().patienceOf(client).orElse(limit))
        .min(Comparator.naturalOrder())
        .orElse(limit);
  }

  /** What the caller is told after that, or null if it is to give up. */
  byte @Nullable [] afterStay(Held held) {
    Holding holding = caller.protocol().holding();
    return holding == null || way() != HoldWay.REPEAT || round >= rounds()
        ? null
        : holding.comeBack(caller.exchange(), ticket(held), null);
  }

  private int rounds() {
    return services.holds().settings().rounds();
  }

  private HoldWay way() {
    HoldWay way = caller.exchange().can().holdWay();
    return switch (way) {
      case PAGE -> round > 0 || services.holds().page().address().isEmpty() ? HoldWay.REPEAT : way;
      case TASK -> caller.request().body().length > LARGEST_TASK ? HoldWay.REPEAT : way;
      case REPEAT, PROGRESS, SILENT -> way;
    };
  }

  private String ticket(Held held) {
    return services
        .holds()
        .tickets()
        .issue(held.ref(), round + 1, held.expiresAt(), held.subject());
  }

  private TaskView task(Held held) {
    FloorId floor = caller.session().floor();
    Instant now = services.clock().instant();
    return new TaskView(
        services.holds().calls().taskOf(held.ref(), floor),
        new TaskView.Status.Working(),
        TaskAnswer.WAITING,
        now,
        now,
        TaskRuns.KEPT.plus(Duration.between(now, held.expiresAt())),
        services.holds().settings().pollEvery());
  }
}
