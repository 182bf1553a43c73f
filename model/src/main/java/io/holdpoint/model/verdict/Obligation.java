// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.verdict;

import static java.util.Objects.requireNonNull;

/** Something that must be done besides permitting, holding or denying. */
public sealed interface Obligation extends Comparable<Obligation> {

  /**
   * People must be told: the weakest rung of the ladder, an alert.
   *
   * @param detection the id of the detection to tell of
   */
  record Notify(String detection) implements Obligation {
    public Notify {
      requireNonNull(detection, "detection");
    }
  }

  @Override
  default int compareTo(Obligation other) {
    return key().compareTo(other.key());
  }

  private String key() {
    return switch (this) {
      case Notify n -> "notify:" + n.detection();
    };
  }
}
