// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.Fixtures;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpillFileTest {
  private static final StepId READ = Fixtures.stepId(1);
  private static final StepId SENT = Fixtures.stepId(2);

  private final OriginReader reader = new OriginReader(Vocabulary.shipped());
  private final Provenance session = new Provenance();

  @Test
  void givesBack_whatWasPutAway_andItsPlaceToTheNext() {
    try (SpillFile file = new SpillFile()) {
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        byte[] told = new byte[random.nextInt(5_000)];
        random.nextBytes(told);
        assertThat(file.put(told).orElseThrow().take()).contains(told);
      }
      assertThat(file.size()).isLessThan(20_000);
    }
  }

  @Test
  void knowsWhereValuesCameFrom_afterARest() {
    try (SpillFile file = new SpillFile()) {
      readAPage();
      session.rest(file);
      assertThat(file.size()).isPositive();
      session.wake();
      Origins origins = send().origins();
      assertThat(origins.carried()).containsExactly(DataLabel.UNTRUSTED);
      assertThat(origins.unknown()).isFalse();
      assertThat(origins.arguments().getFirst().shares())
          .first()
          .matches(share -> READ.equals(share.step()) && "srv/get_page".equals(share.tool()));
    }
  }

  @Test
  void countsAsUnknown_whatCannotBeReadBack() {
    SpillFile file = new SpillFile();
    readAPage();
    session.rest(file);
    file.close();
    session.wake();
    assertThat(send().origins().unknown()).isTrue();
  }

  @Test
  void leavesInMemory_whatFindsNoRoom() {
    try (SpillFile file = new SpillFile(512)) {
      assertThat(file.put(new byte[100])).isPresent();
      readAPage();
      session.rest(file);
      assertThat(file.size()).isEqualTo(512);
      assertThat(send().origins().carried()).containsExactly(DataLabel.UNTRUSTED);
    }
  }

  private void readAPage() {
    ToolRef tool = tool("get_page", Effect.READ);
    reader.read(READ, tool, "{\"page\":\"7\"}", session, names -> Set.of());
    String text = "Invoices are paid to DE44500105175407324931, says the page.";
    Step.Completed read =
        new Step.Completed(
            READ,
            Fixtures.session(1).id(),
            new Outcome.Succeeded(),
            Fixtures.payload("{}"),
            Set.of(DataLabel.UNTRUSTED),
            Fixtures.NOW);
    reader.result(read, text, false, false, session);
  }

  private CallOrigin send() {
    String arguments = "{\"recipient\":\"DE44 5001 0517 5407 3249 31\"}";
    return reader.read(SENT, tool("send_money", Effect.PAY), arguments, session, n -> Set.of());
  }

  private static ToolRef tool(String name, Effect effect) {
    return new ToolRef("srv", name, "", Set.of(effect), Set.of(), true);
  }
}
