// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.gateway.approval.JournaledApprovalDesk;
import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a held call says, in the clear, for those whose word on it would count now. Everywhere else
 * only its shape is shown; who asks here stands in the journal before anything is shown.
 */
final class HeldArgumentsRoute {

  private static final long PATIENCE_SECONDS = 5;

  private final JournaledApprovalDesk desk;
  private final String tenant;
  private final Function<Approval, Optional<String>> arguments;

  /**
   * @param arguments of a call that waits in this process
   */
  HeldArgumentsRoute(
      JournaledApprovalDesk desk, String tenant, Function<Approval, Optional<String>> arguments) {
    this.desk = desk;
    this.tenant = tenant;
    this.arguments = arguments;
  }

  OperatorRoute route() {
    return new OperatorRoute(
        Method.GET,
        "/approvals/{ref}/arguments",
        Right.PAYLOADS,
        request -> answer(request.path().getOrDefault("ref", ""), request.by()));
  }

  private Answer answer(String ref, Operator by) {
    Optional<Approval> held =
        find(ref)
            .filter(
                found -> found.request().attempt().session().identity().tenant().equals(tenant));
    if (held.isEmpty()) {
      return error(
          404, "approval.unknown", "approval: got none (expected: the reference of a held call)");
    }
    Optional<ApprovalRefusedException> notTheirs = desk.objection(ref, by.name(), by.groups());
    if (notTheirs.isPresent()) {
      return error(403, "approval.not-approver", String.valueOf(notTheirs.get().getMessage()));
    }
    Optional<String> clear = held.flatMap(arguments);
    if (clear.isEmpty()) {
      return error(
          409,
          "approval.arguments-gone",
          "arguments: got none in the clear (expected: a call that waits at the gateway of this"
              + " process since its last start, with arguments that are not too long)");
    }
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("ref", held.get().ref());
    body.put("arguments", visible(clear.get()));
    return new Answer(200, body.toString());
  }

  private Optional<Approval> find(String ref) {
    try {
      return desk.find(ref).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("approval desk: gave no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("approval desk: interrupted", e);
    }
  }

  /**
   * Nothing is hidden from who decides, and nothing turns the text around: what is unseen is named.
   */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isUnseen(point)) {
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static boolean isUnseen(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.CONTROL -> point != '\n' && point != '\t';
      case Character.SPACE_SEPARATOR -> point != ' ';
      default ->
          (point >= 0xFE00 && point <= 0xFE0F)
              || (point >= 0xE0100 && point <= 0xE01EF)
              || point == 0x115F
              || point == 0x1160
              || point == 0x3164
              || point == 0xFFA0
              || point == 0x034F;
    };
  }

  private static Answer error(int status, String code, String message) {
    return new Answer(
        status,
        JsonMapper.shared()
            .createObjectNode()
            .put("code", code)
            .put("message", message)
            .toString());
  }
}
