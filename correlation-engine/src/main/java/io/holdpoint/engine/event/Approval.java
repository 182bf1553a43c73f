// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.event;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.approval.ApprovalRequest;
import io.holdpoint.model.identity.Session;

/**
 * A held call was put before people, or a person spoke. Only rules across sessions see it. Every
 * public method without parameters is a column of the same name.
 */
public final class Approval {
  private final ApprovalRequest request;
  private final String word;
  private final String approver;
  private final long waited;
  private final long at;

  /**
   * @param request the held call
   * @param word {@code asked}, or what was said
   * @param approver who said it, or empty
   * @param waited how long the call had waited, in milliseconds
   * @param at engine time
   */
  public Approval(ApprovalRequest request, String word, String approver, long waited, long at) {
    this.request = requireNonNull(request, "request");
    this.word = requireNonNull(word, "word");
    this.approver = requireNonNull(approver, "approver");
    this.waited = waited;
    this.at = at;
  }

  /** The held call; not a column. */
  public static ApprovalRequest requestOf(Approval event) {
    return event.request;
  }

  /** {@code asked}, or what a person said: {@code once}, {@code session} or {@code deny}. */
  public String word() {
    return word;
  }

  /** Who said it, empty for {@code asked}. */
  public String approver() {
    return approver;
  }

  /** How long the call had waited, in milliseconds. */
  public long waited() {
    return waited;
  }

  /** The tenant. */
  public String tenant() {
    return owner().identity().tenant();
  }

  /** The authenticated subject whose call it is. */
  public String principal() {
    return owner().identity().subject();
  }

  /** What lies below every session of the credential. */
  public String floor() {
    return owner().floor().value();
  }

  /** The session. */
  public String session() {
    return owner().id().value();
  }

  /** The session the delegation began in; its own id if nobody delegated. */
  public String root() {
    return owner().root().value();
  }

  /** The step id. */
  public String step() {
    return request.attempt().id().toString();
  }

  /** The tool as {@code upstream/name}. */
  public String tool() {
    return request.attempt().tool().qualifiedName();
  }

  /** The configured name of the server. */
  public String upstream() {
    return request.attempt().tool().upstream();
  }

  /** Keyed digest of the arguments; equal for equal arguments of one tenant. */
  public String argumentsDigest() {
    return request.attempt().arguments().digest().value();
  }

  /** Engine time in milliseconds since 1970. */
  public long at() {
    return at;
  }

  private Session owner() {
    return request.attempt().session();
  }
}
