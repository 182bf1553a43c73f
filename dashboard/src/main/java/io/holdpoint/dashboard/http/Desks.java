// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.model.approval.Approval;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.port.ApprovalDesk;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the approval desk, and puts its refusals into answers. */
final class Desks {

  private static final Logger LOG = LoggerFactory.getLogger(Desks.class);
  private static final long PATIENCE_SECONDS = 10;

  private final ApprovalDesk desk;
  private final String tenant;

  Desks(ApprovalDesk desk, String tenant) {
    this.desk = desk;
    this.tenant = tenant;
  }

  /** All held calls of the tenant. */
  List<Approval> all() {
    return answer(desk.list()).stream().filter(this::isOurs).toList();
  }

  boolean isOurs(Approval approval) {
    return approval.request().attempt().session().identity().tenant().equals(tenant);
  }

  static <T> T answer(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApprovalRefusedException refused) {
        throw refused(refused);
      }
      LOG.error("approval desk failed", e);
      throw new ApiException(
          503,
          "approval.not-durable",
          "approval: got no durable record, so it has no effect (expected: a journal that can be"
              + " written)");
    } catch (TimeoutException e) {
      throw new ApiException(
          504,
          "approval.timeout",
          "approval: got no confirmation within "
              + PATIENCE_SECONDS
              + " s (expected: at once); it may still take effect");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          503, "approval.interrupted", "approval: got a shutdown (expected: a running server)");
    }
  }

  private static ApiException refused(ApprovalRefusedException refused) {
    String message = String.valueOf(refused.getMessage());
    return switch (refused.why()) {
      case UNKNOWN -> new ApiException(404, "approval.unknown", message);
      case SETTLED -> new ApiException(409, "approval.settled", message);
      case OWN_CALL -> new ApiException(403, "approval.own-call", message);
      case NOT_APPROVER -> new ApiException(403, "approval.not-approver", message);
      case BAD_END -> new ApiException(400, "approval.until", message);
      case ALREADY_APPROVED -> new ApiException(409, "approval.already-approved", message);
      case BAD_EDIT -> new ApiException(400, "approval.edit", message);
      case OTHER_PROPOSAL -> new ApiException(409, "approval.other-proposal", message);
    };
  }
}
