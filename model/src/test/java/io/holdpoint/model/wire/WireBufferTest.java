// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import java.io.StringWriter;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

class WireBufferTest {

  private static final JsonFactory GENERAL =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Test
  void writes_texts_as_a_general_generator_does() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      int range = i % 3 == 0 ? 0x10000 : i % 3 == 1 ? 0x30 : 0x80;
      String text =
          random
              .ints(random.nextInt(40), 0, range)
              .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
              .toString();
      WireBuffer out = new WireBuffer(1);
      out.writeString(text);
      assertThat(string(out)).isEqualTo(general(json -> json.writeString(text)));
    }
  }

  @Test
  void writes_a_session_it_remembers_as_the_first_time() {
    WireBuffer remembering = new WireBuffer(1).remembering();
    for (int i = 0; i < 8; i++) {
      // The same id in another instance that says something else: not the one remembered.
      PrincipalKind kind = i % 2 == 0 ? PrincipalKind.SHARED : PrincipalKind.EXCLUSIVE;
      Session session = Fixtures.session(Fixtures.TRIAGE, kind, i % 3, EvidenceGrade.G3);
      Step.Attempted step =
          new Step.Attempted(
              Fixtures.stepId(i),
              session,
              StepKind.TOOL_CALL,
              Fixtures.tool("read_file", Set.of(Effect.READ), Set.of()),
              Fixtures.payload("{}"),
              Fixtures.NOW);
      String written = new String(WireCodec.STEP.write(step), US_ASCII);
      for (int again = 0; again < 2; again++) {
        remembering.clear(1 << 20);
        WireCodec.STEP.append(step, remembering);
        assertThat(string(remembering)).isEqualTo(written);
      }
    }
  }

  @Test
  void writes_the_id_of_a_step_as_its_text() {
    StepId id = new StepId("gw \"1\" ü", "0123456789abcdef0123456789abcdef", "fedcba9876543210");
    WireBuffer out = new WireBuffer(1);
    out.writeStepId(id);
    assertThat(string(out)).isEqualTo(general(json -> json.writeString(id.toString())));
  }

  @Test
  void writes_numbers_of_every_length() {
    LongStream.iterate(1, n -> n * 10).limit(19).forEach(this::assertNumber);
    LongStream.of(0, 9, 10, 99, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE)
        .forEach(this::assertNumber);
  }

  @Test
  void sets_commas_between_what_is_next_to_each_other() {
    WireBuffer out = new WireBuffer(1);
    out.skip(3);
    out.putInt(out.skip(4), 0x22222222);
    int from = out.length();
    out.begin();
    out.writeStartObject();
    out.writeName("a");
    out.writeStartArray();
    out.writeWord("x");
    out.writeStartObject();
    out.writeEndObject();
    out.writeStartArray();
    out.writeEndArray();
    out.writeString("{");
    out.writeWord("y");
    out.writeEndArray();
    out.writeNumberProperty("b", 1);
    out.writeBooleanProperty("c", true);
    out.writeBooleanProperty("d", false);
    out.writeStringProperty("e", "");
    out.writeEndObject();
    assertThat(string(out).substring(from))
        .isEqualTo("{\"a\":[\"x\",{},[],\"{\",\"y\"],\"b\":1,\"c\":true,\"d\":false,\"e\":\"\"}");
  }

  private void assertNumber(long number) {
    WireBuffer out = new WireBuffer(1);
    out.writeNumberProperty("n", number);
    assertThat(string(out)).isEqualTo("\"n\":" + number);
  }

  private static String string(WireBuffer out) {
    return new String(out.bytes(), 0, out.length(), US_ASCII);
  }

  private static String general(java.util.function.Consumer<JsonGenerator> write) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = GENERAL.createGenerator(ObjectWriteContext.empty(), text)) {
      write.accept(json);
    }
    return text.toString();
  }
}
