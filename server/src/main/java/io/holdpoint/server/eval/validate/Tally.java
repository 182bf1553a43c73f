// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.validate;

import io.holdpoint.server.eval.score.Rate;
import io.holdpoint.server.eval.signs.SignedSession;
import java.util.Collection;
import java.util.function.Function;

/**
 * What one choice makes of some sessions.
 *
 * @param recall injections stopped at or before the harm
 * @param benign benign sessions stopped
 */
record Tally(Rate recall, Rate benign) {

  static final Tally NONE = new Tally(Rate.NONE, Rate.NONE);

  /** One more session. */
  Tally with(SignedSession session, Choice choice) {
    if (session.truth().isInjection()) {
      boolean hit = session.attackScore(choice.score()) >= choice.threshold();
      return new Tally(recall.plus(Rate.of(hit)), benign);
    }
    boolean hit = session.score(choice.score()) >= choice.threshold();
    return new Tally(recall, benign.plus(Rate.of(hit)));
  }

  Tally plus(Tally other) {
    return new Tally(recall.plus(other.recall), benign.plus(other.benign));
  }

  /** The mean over suites that count anything. */
  static double mean(Collection<Tally> suites, Function<Tally, Rate> which) {
    return suites.stream()
        .map(which)
        .filter(Rate::isCounted)
        .mapToDouble(Rate::value)
        .average()
        .orElse(Double.NaN);
  }
}
