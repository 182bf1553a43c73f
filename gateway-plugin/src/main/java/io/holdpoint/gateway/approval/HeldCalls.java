// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.approval;

import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.identity.FloorId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the tasks that held calls became, and keeps the calls themselves where only this gateway
 * can read them. A name tells whose it is, so that no list of tasks is needed and a restart loses
 * none. Safe for use by many threads.
 */
public final class HeldCalls {

  private static final Pattern NAME = Pattern.compile("holdpoint-(H-[0-9A-F]{8})-([0-9a-f]{64})");

  private final HoldSecret secret;

  public HeldCalls(HoldSecret secret) {
    this.secret = secret;
  }

  /** The name of the task that a held call of this principal is. */
  public String taskOf(String ref, FloorId floor) {
    return "holdpoint-" + ref + "-" + secret.sign("task " + ref + " " + floor.value());
  }

  /** The held call of a task, or empty if the task is not this principal's. */
  public Optional<String> refOf(String task, FloorId floor) {
    Matcher name = NAME.matcher(task);
    return name.matches()
            && secret.isSigned("task " + name.group(1) + " " + floor.value(), name.group(2))
        ? Optional.of(name.group(1))
        : Optional.empty();
  }

  /** A call as it was received, for {@link #open} by the same principal. */
  public String seal(byte[] call, FloorId floor) {
    return secret.seal(call, floor.value());
  }

  /** The call as it was received, or empty if it is not this principal's. */
  public Optional<byte[]> open(String envelope, FloorId floor) {
    return Optional.ofNullable(secret.open(envelope, floor.value()));
  }

  /**
   * What a person changed of a call's arguments; empty if it is not this principal's and tool's.
   */
  public Optional<String> open(ApprovalWord.Edit edit, FloorId floor, String tool) {
    return Edits.open(secret, edit, floor, tool);
  }
}
