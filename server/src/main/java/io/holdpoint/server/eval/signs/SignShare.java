// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.signs;

import io.holdpoint.server.eval.trace.Truth.Label;
import java.util.Collection;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How often a sign was there, alone or with others.
 *
 * @param injections injections in which it spoke against a call of the attack before the harm
 * @param injectionsAlone those in which nothing else spoke against any such call
 * @param benign benign sessions in which it spoke against a call
 * @param benignAlone those in which nothing else spoke against any call
 */
public record SignShare(long injections, long injectionsAlone, long benign, long benignAlone) {

  /** By sign, in the engine's order. */
  public static SequencedMap<String, SignShare> of(Collection<SignedSession> sessions) {
    SequencedMap<String, SignShare> shares = new TreeMap<>();
    for (Sign sign : Sign.all()) {
      long[] counts = new long[4];
      for (SignedSession session : sessions) {
        if (session.truth().isInjection()) {
          boolean there = session.attackScore(call -> count(call, sign, true)) > 0;
          boolean others = session.attackScore(call -> count(call, sign, false)) > 0;
          counts[0] += there ? 1 : 0;
          counts[1] += there && !others ? 1 : 0;
        } else if (session.truth().label() == Label.BENIGN) {
          boolean there = session.score(call -> count(call, sign, true)) > 0;
          boolean others = session.score(call -> count(call, sign, false)) > 0;
          counts[2] += there ? 1 : 0;
          counts[3] += there && !others ? 1 : 0;
        }
      }
      shares.put(sign.column(), new SignShare(counts[0], counts[1], counts[2], counts[3]));
    }
    return shares;
  }

  private static int count(SignedCall call, Sign sign, boolean itself) {
    return (int) call.signs().stream().filter(s -> s.equals(sign) == itself).count();
  }
}
