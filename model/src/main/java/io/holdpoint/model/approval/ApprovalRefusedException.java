// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.approval;

import static java.util.Objects.requireNonNull;

/** A person's word on a held call does not count. */
public final class ApprovalRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it does not. */
  public enum Cause {
    /** Nothing is known under the reference. */
    UNKNOWN,
    /** It no longer waits. */
    SETTLED,
    /** The person asked for it, or answers for the agent that did. */
    OWN_CALL,
    /** The policy names others, or the agent registry does. */
    NOT_APPROVER,
    /** The end of the grant lies in the past or too far ahead. */
    BAD_END,
    /** The person has approved it already, and another one is needed. */
    ALREADY_APPROVED,
    /** Its arguments cannot be edited, or not in this way. */
    BAD_EDIT,
    /** Those who approved it so far approved something else. */
    OTHER_PROPOSAL
  }

  private final Cause why;

  public ApprovalRefusedException(Cause why, String message) {
    super(message);
    this.why = requireNonNull(why, "why");
  }

  /** Why it does not count. */
  public Cause why() {
    return why;
  }
}
