// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EchoTest {
  private static final int MOST = 1024;
  private final Random random = new Random(20261122);

  /** Over seeded random hashes, many of which come again, beside a set of the JDK. */
  @Test
  void has_whatWasAdded_howeverMuchThatIs() {
    for (int round = 0; round < 400; round++) {
      Echo echo = new Echo();
      Set<Long> expected = new HashSet<>();
      int adds = random.nextInt(round % 2 == 0 ? 24 : 2 * MOST);
      int different = 1 + random.nextInt(2 * MOST);
      echo.expect(random.nextInt(adds + 1));
      for (int i = 0; i < adds; i++) {
        long hash = random.nextInt(different);
        echo.add(hash);
        if (hash != 0 && expected.size() < MOST) {
          expected.add(hash);
        }
        if (random.nextInt(500) == 0) {
          assertThat(echo.contains(hash)).isEqualTo(expected.contains(hash));
        }
      }
      for (long hash = 0; hash < different; hash++) {
        assertThat(echo.contains(hash)).isEqualTo(expected.contains(hash));
      }
    }
  }

  /** A limit of as many may be asked for while words are added. */
  @Test
  void counts_eachHashOnce_whereAsManyAreAsked() {
    Echo echo = new Echo();
    for (int i = 0; i < 2_000; i++) {
      echo.add(1 + i % 300);
      assertThat(echo.size() < 512).isTrue();
    }
  }
}
