// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.model.document.DocumentException;
import java.util.List;

/** Where policy files come from. */
@FunctionalInterface
public interface PolicySource {

  /** No policy. */
  PolicySource NONE = List::of;

  /**
   * All files as they are now.
   *
   * @throws DocumentException if one cannot be read or is no document
   */
  List<PolicyText> read();
}
