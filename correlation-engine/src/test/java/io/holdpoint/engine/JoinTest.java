// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions that turn out to be one. */
final class JoinTest {
  private static final int SESSIONS = 6;

  @Test
  void whatEitherSaw_andWillSee_standsForBoth() {
    try (EngineFixture fixture = new EngineFixture()) {
      fixture.call(shared(1), EngineFixture.READ_SECRET);
      fixture.call(shared(2), EngineFixture.LOOK);
      fixture.call(shared(3), EngineFixture.LOOK);
      assertThat(join(fixture, 1, 2)).isTrue();
      assertThat(join(fixture, 2, 1)).as("known").isFalse();
      assertThat(verdict(fixture, 2)).isEqualTo("deny");
      assertThat(verdict(fixture, 3)).isEqualTo("permit");
      fixture.call(shared(4), EngineFixture.LOOK);
      fixture.call(shared(5), EngineFixture.LOOK);
      assertThat(join(fixture, 4, 5)).isTrue();
      fixture.call(shared(5), EngineFixture.READ_SECRET);
      assertThat(verdict(fixture, 4)).as("seen after they were joined").isEqualTo("deny");
    }
  }

  @Test
  void whatWasSeen_standsForANameThatComesLater() {
    try (EngineFixture fixture = new EngineFixture()) {
      fixture.call(shared(1), EngineFixture.READ_SECRET);
      fixture.engine.joined(shared(1).id(), shared(2).id(), Fixtures.NOW);
      assertThat(verdict(fixture, 2)).as("its first call").isEqualTo("deny");
      assertThat(verdict(fixture, 3)).isEqualTo("permit");
    }
  }

  @Test
  void nobodyIsJoined_withASessionThatIsNotKnown() {
    try (EngineFixture fixture = new EngineFixture()) {
      fixture.call(shared(1), EngineFixture.READ_SECRET);
      assertThat(join(fixture, 1, 9)).isFalse();
      assertThat(join(fixture, 1, 1)).isFalse();
    }
  }

  /** Whatever the order of calls and joins, the same stands in the end: labels and risk say so. */
  @Test
  void order_doesNotMatterForWhatStands() {
    Random random = new Random(5);
    for (int round = 0; round < 12; round++) {
      List<int[]> joins = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        joins.add(new int[] {random.nextInt(SESSIONS), random.nextInt(SESSIONS)});
      }
      List<ToolRef> reads = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        reads.add(reading(random.nextInt(8)));
      }
      List<String> first = standing(joins, reads, random.nextBoolean());
      Collections.shuffle(joins, random);
      joins.forEach(
          pair -> {
            int one = pair[0];
            pair[0] = pair[1];
            pair[1] = one;
          });
      assertThat(standing(joins, reads, random.nextBoolean())).isEqualTo(first);
    }
  }

  /** What each session's next result shows of labels, once everything is read and joined. */
  private static List<String> standing(List<int[]> joins, List<ToolRef> reads, boolean joinFirst) {
    List<String> labels = new ArrayList<>();
    try (EngineFixture fixture = new EngineFixture()) {
      for (int n = 0; n < SESSIONS; n++) {
        fixture.call(shared(n), EngineFixture.LOOK);
      }
      if (joinFirst) {
        joins.forEach(pair -> join(fixture, pair[0], pair[1]));
      }
      for (int n = 0; n < SESSIONS; n++) {
        fixture.call(shared(n), reads.get(n));
      }
      if (!joinFirst) {
        joins.forEach(pair -> join(fixture, pair[0], pair[1]));
      }
      for (int n = 0; n < SESSIONS; n++) {
        labels.add("" + fixture.call(shared(n), EngineFixture.LOOK).risk());
      }
    }
    return labels;
  }

  /** Labels weigh 20, 10 and 10 of the risk; secret apart from the others tells most. */
  private static ToolRef reading(int labels) {
    Set<DataLabel> set = new HashSet<>();
    if ((labels & 1) != 0) {
      set.add(DataLabel.SECRET);
    }
    if ((labels & 2) != 0) {
      set.add(DataLabel.PRIVATE);
    }
    return Fixtures.tool("read_" + labels, Set.of(Effect.READ), set);
  }

  private static boolean join(EngineFixture fixture, int one, int other) {
    return fixture.engine.join(shared(one).id(), shared(other).id(), Fixtures.NOW);
  }

  private static String verdict(EngineFixture fixture, int session) {
    return EngineFixture.verdict(fixture.call(shared(session), EngineFixture.SEND_MAIL));
  }

  private static Session shared(int n) {
    return Fixtures.session(
        new AgentIdentity("default", "test", "service", null, null),
        PrincipalKind.SHARED,
        n,
        EvidenceGrade.G3);
  }
}
