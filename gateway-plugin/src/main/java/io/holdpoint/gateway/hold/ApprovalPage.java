// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.hold;

import static java.util.Objects.requireNonNull;

/**
 * Where operators decide, the reference of a call being put behind it. The page may open after the
 * gateway: until then callers are told of none. Safe for use by many threads.
 */
public final class ApprovalPage {

  private volatile String address;

  /**
   * @param configured where it is, or empty if nobody has said so
   */
  public ApprovalPage(String configured) {
    this.address = requireNonNull(configured, "configured");
  }

  /** It is there if nobody has said otherwise. */
  public void orAt(String other) {
    requireNonNull(other, "other");
    if (address.isEmpty()) {
      address = other;
    }
  }

  /** Its address, or empty if there is no such page. */
  public String address() {
    return address;
  }
}
