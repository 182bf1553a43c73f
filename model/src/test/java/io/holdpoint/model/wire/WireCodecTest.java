// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.holdpoint.model.approval.ApprovalWord;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.offer.OfferEvent;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.Obligation;
import io.holdpoint.model.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireCodecTest {

  private static final JournalRecord DISPATCHED =
      new JournalRecord.Dispatched(Fixtures.stepId(1), Fixtures.NOW);

  @Test
  void returns_everything_as_it_was_written() {
    for (long seed = 0; seed < 50; seed++) {
      Samples samples = new Samples(seed);
      samples.records().forEach(value -> assertReturns(WireCodec.RECORD, value));
      samples.steps().forEach(value -> assertReturns(WireCodec.STEP, value));
      samples.signals().forEach(value -> assertReturns(WireCodec.SIGNAL, value));
      samples.assessments().forEach(value -> assertReturns(WireCodec.ASSESSMENT, value));
      assertReturns(WireCodec.SESSION, samples.session());
      assertReturns(WireCodec.PUBLISHED, new Published(7, samples.signals().getFirst()));
    }
  }

  static Stream<SealedType> sealedTypes() {
    Samples samples = new Samples(1);
    return Stream.of(
        new SealedType(JournalRecord.class, samples.records()),
        new SealedType(Step.class, samples.steps()),
        new SealedType(Outcome.class, samples.outcomes()),
        new SealedType(Verdict.class, samples.verdicts()),
        new SealedType(ApprovalWord.class, samples.approvalWords()),
        new SealedType(Obligation.class, samples.obligations()),
        new SealedType(Signal.class, samples.signals()),
        new SealedType(Author.class, samples.authors()),
        new SealedType(AuditEvent.class, samples.auditEvents()),
        new SealedType(OfferEvent.class, samples.offerEvents()));
  }

  record SealedType(Class<?> type, List<?> samples) {}

  @ParameterizedTest
  @MethodSource("sealedTypes")
  void covers_every_case_of_a_sealed_type(SealedType sealed) {
    Set<String> sampled =
        sealed.samples().stream().map(s -> s.getClass().getName()).collect(Collectors.toSet());
    Class<?>[] cases = sealed.type().getPermittedSubclasses();
    assertThat(cases).isNotEmpty();
    for (Class<?> one : cases) {
      assertThat(sampled).as("a sample of %s", one.getSimpleName()).contains(one.getName());
    }
  }

  @Test
  void passes_over_members_it_does_not_know() {
    for (JournalRecord value : new Samples(3).records()) {
      String json = new String(WireCodec.RECORD.write(value), US_ASCII);
      String extended = json.replace("{\"", "{\"added\":[{\"x\":[1,{}]},null],\"");
      assertThat(WireCodec.RECORD.read(extended.getBytes(US_ASCII))).isEqualTo(value);
    }
  }

  @Test
  void names_the_missing_member_whichever_it_is() {
    int left = 0;
    for (JournalRecord value : new Samples(4).records()) {
      String json = new String(WireCodec.RECORD.write(value), US_ASCII);
      for (String member : members(json)) {
        String without = json.replaceFirst("\"" + member + "\":", "\"renamed\":");
        if (Set.of(
                "rule",
                "clientId",
                "keyId",
                "by",
                "until",
                "approvers",
                "scope",
                "principal",
                "terms",
                "groups",
                "edit",
                "change")
            .contains(member)) {
          continue;
        }
        left++;
        assertThatExceptionOfType(WireFormatException.class)
            .as("%s without %s", json, member)
            .isThrownBy(() -> WireCodec.RECORD.read(without.getBytes(US_ASCII)))
            .withMessageMatching("(?s)record.*: got .* \\(expected: .*\\)");
      }
    }
    assertThat(left).isGreaterThan(300);
  }

  @Test
  void tells_place_and_rule_of_what_it_refuses() {
    assertRefused("{}", "record: got no case known here (expected: one record)");
    assertRefused("[]", "record: got a list (expected: an object)");
    assertRefused("", "record: got nothing (expected: an object)");
    assertRefused("{\"novel\":{}}", "record: got no case known here (expected: one record)");
    assertRefused(
        "{\"dispatched\":{\"at\":1}}",
        "record/dispatched: got no member \"step\" (expected: it is there)");
    assertRefused(
        "{\"dispatched\":{\"at\":\"now\"}}",
        "record/dispatched/at: got a text (expected: a whole number)");
    assertRefused(
        "{\"dispatched\":{\"step\":\"x\"}}",
        "record/dispatched/step: step id: got \"x\" (expected: source/trace id/span id)");
    assertRefused(
        "{\"declared\":{\"agent\":null}}", "record/declared/agent: got null (expected: an object)");
    String good = new String(WireCodec.RECORD.write(DISPATCHED), US_ASCII);
    assertRefused(good + "{}", "record: got more after its end (expected: one value)");
    assertRefused(
        good.substring(0, good.length() - 1) + "," + good.substring(1),
        "record/dispatched: got two cases (expected: one record)");
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> WireCodec.RECORD.read("{\"dispatched\":".getBytes(US_ASCII)))
        .withMessageStartingWith("record: got no JSON (expected: JSON)");
  }

  @Test
  void refuses_a_word_that_is_not_in_the_enum() {
    String json = new String(WireCodec.SESSION.write(Fixtures.session(1)), US_ASCII);
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(
            () -> WireCodec.SESSION.read(json.replace("exclusive", "elusive").getBytes(US_ASCII)))
        .withMessage(
            "session/kind: got a text (expected: a word of PrincipalKind, not \"elusive\")");
  }

  @Test
  void writes_the_same_bytes_for_equal_values_in_plain_ascii() {
    byte[] bytes = WireCodec.RECORD.write(new JournalRecord.SessionEnded(odd(), Fixtures.NOW));
    assertThat(new String(bytes, UTF_8)).isEqualTo(new String(bytes, US_ASCII));
    assertThat(new String(bytes, US_ASCII)).contains("\\uD800").doesNotContain(" ", "\n");
  }

  @Test
  void reads_a_part_of_a_larger_array() {
    byte[] bytes = WireCodec.RECORD.write(DISPATCHED);
    byte[] larger = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, larger, 10, bytes.length);
    assertThat(WireCodec.RECORD.read(larger, 10, bytes.length)).isEqualTo(DISPATCHED);
  }

  private static io.holdpoint.model.identity.Session odd() {
    var session = Fixtures.session(1);
    return new io.holdpoint.model.identity.Session(
        session.id(),
        session.root(),
        session.floor(),
        session.identity(),
        session.kind(),
        session.key(),
        session.agent(),
        "\ud800",
        session.environment(),
        session.startedAt());
  }

  private static Set<String> members(String json) {
    Set<String> names = new TreeSet<>();
    List<String> parts = new ArrayList<>(List.of(json.split("[{,]", -1)));
    for (String part : parts) {
      int end = part.indexOf("\":");
      if (part.startsWith("\"") && end > 1 && part.substring(1, end).matches("[a-zA-Z-]+")) {
        names.add(part.substring(1, end));
      }
    }
    return names;
  }

  private static void assertRefused(String json, String message) {
    assertThatExceptionOfType(WireFormatException.class)
        .isThrownBy(() -> WireCodec.RECORD.read(json.getBytes(US_ASCII)))
        .withMessage(message);
  }

  private static <T> void assertReturns(WireCodec<T> codec, T value) {
    byte[] bytes = codec.write(value);
    assertThat(codec.read(bytes)).isEqualTo(value);
    assertThat(codec.write(codec.read(bytes))).isEqualTo(bytes);
  }
}
