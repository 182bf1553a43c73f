// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.decision;

import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.verdict.Contribution;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against a step because of what it uses, whoever uses it for what. Asked before the
 * monitor; a denial ends the matter. Cheap, and safe for use by many threads.
 */
public interface Objections {

  /** Nothing ever does. */
  Objections NONE = (attempt, uses) -> null;

  /**
   * The objection, or null.
   *
   * @param uses the offer of a server that the step uses, or null if it is none
   */
  @Nullable Contribution against(Step.Attempted attempt, @Nullable Offer uses);
}
