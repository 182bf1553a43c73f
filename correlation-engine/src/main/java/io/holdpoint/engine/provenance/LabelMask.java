// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.model.step.DataLabel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Sets of labels as bits, and back without making any. */
final class LabelMask {
  static final int PRIVATE = 1;
  static final int SECRET = 2;
  static final int UNTRUSTED = 4;
  private static final List<Set<DataLabel>> SETS = sets();

  private LabelMask() {}

  static int of(Set<DataLabel> labels) {
    int mask = 0;
    if (!labels.isEmpty()) {
      for (DataLabel label : labels) {
        mask |= bit(label);
      }
    }
    return mask;
  }

  static Set<DataLabel> labels(int mask) {
    return SETS.get(mask);
  }

  private static int bit(DataLabel label) {
    return switch (label) {
      case PRIVATE -> PRIVATE;
      case SECRET -> SECRET;
      case UNTRUSTED -> UNTRUSTED;
    };
  }

  private static List<Set<DataLabel>> sets() {
    List<Set<DataLabel>> sets = new ArrayList<>();
    for (int mask = 0; mask <= (PRIVATE | SECRET | UNTRUSTED); mask++) {
      EnumSet<DataLabel> set = EnumSet.noneOf(DataLabel.class);
      for (DataLabel label : DataLabel.values()) {
        if ((mask & bit(label)) != 0) {
          set.add(label);
        }
      }
      sets.add(Set.copyOf(set));
    }
    return sets;
  }
}
