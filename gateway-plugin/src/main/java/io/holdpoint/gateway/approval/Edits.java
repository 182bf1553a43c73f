// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ToolCatalogue;
import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.step.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Keeps what people change of arguments where only this gateway reads it: an account number typed
 * by an operator is no less secret than one typed by an agent. Safe for use by many threads.
 */
public final class Edits {

  private final HoldSecret secret;
  private final ToolCatalogue catalogue;

  public Edits(HoldSecret secret, ToolCatalogue catalogue) {
    this.secret = requireNonNull(secret, "secret");
    this.catalogue = requireNonNull(catalogue, "catalogue");
  }

  /** A change of the arguments of a call, to be opened for the same principal and tool only. */
  public ApprovalWord.Edit seal(ApprovalRequest request, String change) {
    Payload shown = catalogue.arguments(request.attempt().tool(), change);
    FloorId floor = request.attempt().session().floor();
    String tool = request.attempt().tool().qualifiedName();
    return new ApprovalWord.Edit(
        secret.seal(change.getBytes(StandardCharsets.UTF_8), context(floor, tool)), shown);
  }

  /** The change, or empty if it was meant for another principal or tool, or sealed elsewhere. */
  static Optional<String> open(
      HoldSecret secret, ApprovalWord.Edit edit, FloorId floor, String tool) {
    byte[] change = secret.open(edit.change(), context(floor, tool));
    return change == null
        ? Optional.empty()
        : Optional.of(new String(change, StandardCharsets.UTF_8));
  }

  private static String context(FloorId floor, String tool) {
    return "edit " + floor.value() + " " + tool;
  }
}
