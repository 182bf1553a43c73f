// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.identity;

/** How well a fact is attested, best first. Weak evidence may only tighten. */
public enum EvidenceGrade {
  /** Seen by an enforcement point. */
  G0,
  /** Attested by the host with a credential that the agent's tool channel does not hold. */
  G1,
  /** Authenticated telemetry of the same principal. */
  G2,
  /** Anything else. */
  G3;

  /** True if evidence of this grade may loosen a judgement, not just tighten it. */
  public boolean mayLoosen() {
    return this == G0 || this == G1;
  }
}
