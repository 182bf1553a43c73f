// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.ContentView;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.view.Difference;
import io.holdpoint.model.view.StepRow;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** In what two views of one call differ; what cannot be compared is no difference. */
final class Differences {

  private static final String SUCCEEDED = "succeeded";
  private static final int LEAST_LETTERS = 8;

  /** Clocks tick differently, but not that much. */
  private static final long LONGER_NANOS = Duration.ofSeconds(1).toNanos();

  private final ContentView contents;

  Differences(ContentView contents) {
    this.contents = contents;
  }

  Set<Difference> of(GuardedCall call, ToldStep told) {
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    if (differ(call.arguments(), told.arguments())) {
      found.add(Difference.ARGUMENTS);
    }
    if (resultDiffers(call, told)) {
      found.add(Difference.RESULT);
    }
    StepRow seen = call.row();
    String outcome = told.row().outcome();
    boolean succeeded = seen.outcome().equals(SUCCEEDED);
    if (!outcome.isEmpty() && !seen.outcome().isEmpty()) {
      if (succeeded != outcome.equals(SUCCEEDED)) {
        found.add(Difference.STATUS);
      }
    }
    long length = told.row().durationNanos();
    if (length > 0 && seen.durationNanos() > length + LONGER_NANOS) {
      found.add(Difference.TIMES);
    }
    return found;
  }

  /** True if both are known and say different things. */
  boolean resultDiffers(GuardedCall call, ToldStep told) {
    String claimed = told.ties().result();
    String delivered = claimed.isEmpty() ? "" : call.delivered(contents);
    return !claimed.isEmpty() && !delivered.isEmpty() && !says(claimed, delivered);
  }

  /** True if both are known and say the same. */
  boolean sameResult(GuardedCall call, ToldStep told) {
    String claimed = told.ties().result();
    String delivered = claimed.isEmpty() ? "" : call.delivered(contents);
    return !delivered.isEmpty() && says(claimed, delivered);
  }

  static boolean differ(Digest one, Digest other) {
    return !one.equals(Digest.NONE) && !other.equals(Digest.NONE) && !one.equals(other);
  }

  /** Frameworks cut results short, and put words around them. */
  private static boolean says(String claimed, String delivered) {
    return claimed.equals(delivered)
        || (claimed.length() >= LEAST_LETTERS && delivered.contains(claimed))
        || (delivered.length() >= LEAST_LETTERS && claimed.contains(delivered));
  }
}
