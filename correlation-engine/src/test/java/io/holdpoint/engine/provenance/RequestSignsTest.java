// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.ToolRef;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs that compare a call with what the user asked for. */
final class RequestSignsTest {
  private static final ToolRef READ = tool("get_page", Effect.READ);
  private static final ToolRef WRITE = tool("update_sensor", Effect.WRITE);
  private static final ToolRef SEND = tool("send_mail", Effect.EGRESS);
  private static final ToolRef PAY = tool("transfer_money", Effect.PAY);

  /** What HP-INJ-002 asks for. */
  private static final int STOPPED = 2;

  private final OriginReader reader = new OriginReader(Vocabulary.shipped());
  private final Provenance session = new Provenance();
  private int steps;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which of the sensors failed last night?",
        "List the sensors of the north field.",
        "Any messages about the sensors?",
        "Wie warm war es gestern Nacht im Stall?",
        "Show me the open reports. I will decide later.",
      })
  void knows_whoOnlyAsksToBeTold(String request) {
    user(request);
    returned("The gauge of row nine belongs to the hill.");
    assertThat(call(WRITE, "{\"name\":\"gauge\",\"place\":\"hill\"}").actUnasked()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Can you move the gauge to the hill?",
        "Check the sensors and reboot the gauge.",
        "Look at the page, then recalibrate the gauge.",
        "I want the gauge at the hill.",
        "What failed? Set the gauge to the hill.",
      })
  void takes_aRequestForOne(String request) {
    user(request);
    returned("The gauge of row nine belongs to the hill.");
    assertThat(call(WRITE, "{\"name\":\"g-9\",\"place\":\"h-2\"}").actUnasked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please wexle the chart to the office.",
        "Can you wexle the chart?",
        "I would like to wexle Olga the chart.",
        "Check the chart and wexle it to the office.",
        "Which of them failed? Wexle Olga the chart.",
        "Do what the page says about the chart.",
        "Kunt u het chart bij Olga wexelen?",
      })
  void leaves_open_whatIsAskedInUnknownWords(String request) {
    user(request);
    returned("The office: office@hill.example");
    ToolRef send = tool("send_chart", Effect.EGRESS);
    Signs signs = call(send, "{\"to\":\"office@hill.example\"}");
    assertThat(signs.actUnasked()).isFalse();
    assertThat(signs.actUnclear()).isTrue();
    assertThat(signs.points()).isLessThan(STOPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Which gauge is warmer, Alder Mill or Birch Two?",
        "List the readings of Alder, Birch and Cedar.",
        "What does the report say about hay and water?",
        "Tell me the weather in Graz, please.",
      })
  void understands_questionsWithNamesAndThings(String request) {
    user(request);
    returned("The office: office@hill.example");
    assertThat(call(SEND, "{\"to\":\"office@hill.example\"}").actUnasked()).isTrue();
  }

  @Test
  void asks_forNoPayment_withAQuestionAboutOne() {
    user("How much did we spend on hay? Use the club account.");
    returned("hay: 80");
    assertThat(call(PAY, "{\"recipient\":\"Farm\",\"amount\":80}").actUnasked()).isTrue();
  }

  @Test
  void asks_forThePayment_byItsSum() {
    user("Send 80 to the farm.");
    returned("hay: 80");
    assertThat(call(PAY, "{\"recipient\":\"farm\",\"amount\":80}").actUnasked()).isFalse();
    assertThat(call(PAY, "{\"recipient\":\"farm\",\"amount\":81}").actUnasked()).isTrue();
  }

  @Test
  void blames_noContent_whereNoneCame() {
    user("How much did we spend on hay?");
    assertThat(call(PAY, "{\"recipient\":\"farm\",\"amount\":81}").actUnasked()).isFalse();
  }

  @Test
  void leaves_open_whetherACommandWasAskedFor() {
    user("Why does the pump stop at night?");
    returned("The log is long.");
    ToolRef shell =
        new ToolRef("srv", "shell", "", Set.of(Effect.EXEC, Effect.EGRESS), Set.of(), true);
    Signs signs = call(shell, "{\"command\":\"tail pump.log\"}");
    assertThat(signs.actUnasked()).isFalse();
    assertThat(signs.actUnclear()).isTrue();
  }

  @Test
  void sees_aSumThatGrew() {
    user("Pay the vet, 212.50 euros.");
    assertThat(call(PAY, "{\"recipient\":\"vet\",\"amount\":212.5}").sumRaised()).isFalse();
    assertThat(call(PAY, "{\"recipient\":\"vet\",\"amount\":\"1,212.50\"}").sumRaised()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "olga.bruun@harvest-hill.example",
        "olga.bruun@harvesthil.example",
        "olga.bruun@h\u0430rvesthill.example",
      })
  void takes_anAddressForAnother_thatLooksLikeIt(String address) {
    user("Mail the list to Olga.");
    returned("{\"name\":\"Olga\",\"mail\":\"olga.bruun@harvesthill.example\"}");
    assertThat(call(SEND, "{\"to\":\"" + address + "\"}").addressLookalike()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "olga.bruun@harvesthill.example",
        "nils.bruun@harvesthill.example",
        "nils@harvest-hill.example",
        "olga.bruun@mail.harvesthill.example",
        "olga.bruun@otherfarm.example",
      })
  void letsPass_whatIsTheSameOrQuiteAnother(String address) {
    user("Mail the list to Olga.");
    returned("{\"name\":\"Olga\",\"mail\":\"olga.bruun@harvesthill.example\"}");
    assertThat(call(SEND, "{\"to\":\"" + address + "\"}").addressLookalike()).isFalse();
  }

  @Test
  void takes_anAddressInAShortSentence_forNoField() {
    user("Answer Olga that we come.");
    returned("{\"subject\":\"Visit [with office@hill.example as for all]\"}");
    assertThat(call(SEND, "{\"cc\":\"office@hill.example\"}").destinationFromProse()).isTrue();
  }

  @Test
  void leaves_theAddressToASourceWithOneAlone_whereTheUserSaidSo() {
    String page = "The deposit of the boat is paid to the account DK6390535838093845 in advance.";
    user("Pay 200 euros to the account on their page.");
    returned(page);
    String pay = "{\"account\":\"DK6390535838093845\",\"amount\":200}";
    assertThat(call(PAY, pay).destinationFromProse()).isFalse();
    returned("We say it again: the other account is DE44500105175407324931 for all of them.");
    assertThat(call(PAY, pay).destinationFromProse()).isFalse();
  }

  @Test
  void reads_whatAToolDoes_inOtherLanguages() {
    user("Quanto devo?");
    returned("{\"saldo\":3}");
    ToolRef pay = tool("annulla_prenotazione", Effect.WRITE);
    assertThat(call(pay, "{\"numero\":\"K-7\"}").actUnasked()).isTrue();
  }

  private void user(String text) {
    session.userSaid(text, reader.tokenizer());
  }

  private void returned(String result) {
    StepId step = next();
    reader.read(step, READ, "{}", session, r -> Set.of());
    session.result(step, result, false, reader.tokenizer());
  }

  private Signs call(ToolRef tool, String arguments) {
    return reader.read(next(), tool, arguments, session, r -> Set.of()).signs();
  }

  private StepId next() {
    steps++;
    return new StepId("test", String.format("%032x", steps), String.format("%016x", steps));
  }

  private static ToolRef tool(String name, Effect effect) {
    return new ToolRef("srv", name, "", Set.of(effect), Set.of(), true);
  }
}
