// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.record.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.Input;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Published;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.step.ToolRef;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.verdict.RuleRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealedRecordTest {
  private static final byte[] KEY = new byte[32];
  private static final ToolRef SEND =
      new ToolRef(
          "sample",
          "send",
          "",
          Set.of(Effect.EGRESS),
          Set.of(),
          true,
          Map.of("to", ArgumentRole.DESTINATION));

  private final FakeClock clock = new FakeClock();
  @TempDir private Path folder;

  @Test
  void reads_whatWasWritten() {
    List<Input> inputs = inputs("{\"to\":\"änna \ud800 \ud83d\ude00 x\"}");
    List<Long> positions = new ArrayList<>();
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 16)) {
      inputs.forEach(input -> positions.add(record.told(Entry.Way.FACTS, 42, input)));
      record.taken(positions.get(1));
      record.givenUp(positions.get(2));
    }
    List<Entry> entries = read();
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(entries.get(i))
          .isEqualTo(new Entry.Told(positions.get(i), 42, Entry.Way.FACTS, inputs.get(i)));
    }
    assertThat(entries.get(inputs.size())).isInstanceOf(Entry.Taken.class);
    assertThat(((Entry.GivenUp) entries.getLast()).of()).isEqualTo(positions.get(2));
  }

  @Test
  void hides_whatWasSaid() throws IOException {
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 16)) {
      inputs("my very own words").forEach(i -> record.told(Entry.Way.WHOLE, 1, i));
    }
    for (Path file : Segment.list(folder)) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .doesNotContain("very own")
          .doesNotContain("support-triage");
    }
    byte[] wrong = new byte[32];
    Arrays.fill(wrong, (byte) 9);
    List<Entry> entries = new ArrayList<>();
    new InputLog(folder, wrong).read(entries::add);
    assertThat(entries).isEmpty();
  }

  @Test
  void leaves_textsOut_whereItIsToldTo() {
    RecordSettings silent = new RecordSettings(true, false, Duration.ofDays(1), 32);
    Step.Attempted step =
        Fixtures.attempt(1, Fixtures.session(1), SEND, "{\"masked\":1}", Fixtures.NOW);
    try (SealedRecord record = open(silent, 1 << 16)) {
      record.told(Entry.Way.WHOLE, 1, new Input.Attempt(step, "in the clear"));
    }
    assertThat(((Entry.Told) read().getFirst()).input()).isEqualTo(new Input.Attempt(step, ""));
  }

  @Test
  void goesOn_inFurtherFiles_byManyThreads() throws InterruptedException {
    List<Thread> writers = new ArrayList<>();
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 16)) {
      for (int t = 0; t < 4; t++) {
        int writer = t;
        writers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 0; i < 500; i++) {
                        record.told(
                            Entry.Way.WHOLE, writer, attempt(writer * 1000 + i, "text " + i));
                      }
                    }));
      }
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(read()).hasSize(2000);
    }
    try (SealedRecord next = open(RecordSettings.DEFAULTS, 1 << 16)) {
      next.told(Entry.Way.WHOLE, 9, attempt(9999, ""));
    }
    List<Entry> entries = read();
    assertThat(entries)
        .hasSize(2001)
        .isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
    assertThat(((Entry.Told) entries.getLast()).arrival()).isEqualTo(9);
  }

  /** A caller who was killed between taking room and filling it got no answer either. */
  @Test
  void passesOver_anEntryThatWasNeverFinished() throws IOException {
    long second;
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 16)) {
      record.told(Entry.Way.WHOLE, 1, attempt(1, "one"));
      second = record.told(Entry.Way.WHOLE, 2, attempt(2, "two"));
      record.told(Entry.Way.WHOLE, 3, attempt(3, "three"));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(Segment.list(folder).getFirst().toFile(), "rw")) {
      file.seek(second & 0xffff_ffffL);
      file.writeLong(0);
    }
    assertThat(read().stream().map(e -> ((Entry.Told) e).arrival())).containsExactly(1L, 3L);
  }

  @Test
  void deletes_whatIsOlderOrMoreThanItKeeps() {
    RecordSettings day = new RecordSettings(true, true, Duration.ofDays(1), 32);
    try (SealedRecord record = open(day, 1 << 16)) {
      record.told(Entry.Way.WHOLE, 1, attempt(1, ""));
    }
    clock.advance(Duration.ofHours(20));
    open(day, 1 << 16).close();
    assertThat(read()).hasSize(1);
    clock.advance(Duration.ofHours(5));
    open(day, 1 << 16).close();
    clock.advance(Duration.ofHours(25));
    open(day, 1 << 16).close();
    assertThat(read()).isEmpty();
  }

  @Test
  void tells_whatOfTheJournalIsNotHeld() {
    JournalRecord before =
        new JournalRecord.Attempted(
            Fixtures.attempt(
                1, Fixtures.session(1), SEND, "{}", Fixtures.NOW.minus(Duration.ofHours(1))));
    Step.Attempted held = Fixtures.attempt(2, Fixtures.session(1), SEND, "{}", Fixtures.NOW);
    Step.Attempted missed = Fixtures.attempt(3, Fixtures.session(1), SEND, "{}", Fixtures.NOW);
    InputLog log = new InputLog(folder, KEY);
    assertThat(log.notHeld().test(new JournalRecord.Attempted(held))).isTrue();
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 16)) {
      record.told(Entry.Way.WHOLE, Fixtures.NOW.toEpochMilli(), new Input.Attempt(held, ""));
      Predicate<JournalRecord> notHeld = log.notHeld();
      assertThat(notHeld.test(before)).isTrue();
      assertThat(notHeld.test(new JournalRecord.Attempted(held))).isFalse();
      assertThat(notHeld.test(new JournalRecord.Attempted(missed))).isTrue();
      assertThat(
              notHeld.test(
                  new JournalRecord.Attempted(
                      Fixtures.attempt(
                          4,
                          Fixtures.session(1),
                          SEND,
                          "{}",
                          Fixtures.NOW.plus(Duration.ofHours(1))))))
          .isFalse();
    }
  }

  @Test
  void takes_nothingMore_onceItIsBroken() throws IOException {
    try (SealedRecord record = open(RecordSettings.DEFAULTS, 1 << 12)) {
      assertThat(record.told(Entry.Way.WHOLE, 1, attempt(1, "x".repeat(9000)))).isZero();
      assertThat(record.isBroken()).isTrue();
      assertThat(record.told(Entry.Way.WHOLE, 1, attempt(2, "x"))).isZero();
    }
    assertThat(new InputLog(folder, KEY).begin()).isEmpty();
    open(RecordSettings.DEFAULTS, 1 << 12).close();
    assertThat(new InputLog(folder, KEY).begin()).isPresent();
    assertThat(read()).isEmpty();
  }

  private SealedRecord open(RecordSettings settings, int segmentBytes) {
    return SealedRecord.open(folder, KEY, settings, clock, segmentBytes);
  }

  private List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    new InputLog(folder, KEY).read(entries::add);
    return entries;
  }

  private static Input.Attempt attempt(int n, String text) {
    Step.Attempted step = Fixtures.attempt(n, Fixtures.session(1), SEND, "{}", Fixtures.NOW);
    return new Input.Attempt(text.isEmpty() ? step : unmasked(step), text);
  }

  private static Step.Attempted unmasked(Step.Attempted step) {
    return new Step.Attempted(
        step.id(),
        step.session(),
        step.kind(),
        step.tool(),
        new Payload(step.arguments().digest(), step.arguments().sizeBytes(), ""),
        step.at());
  }

  private static List<Input> inputs(String text) {
    Step.Attempted attempt = attempt(1, text).step();
    Step.Completed completion = Fixtures.completion(attempt, "[]");
    Signal kill = new Signal.Kill(Fixtures.header("K-1", Fixtures.session(1), Fixtures.NOW));
    return List.of(
        new Input.Attempt(attempt, text),
        new Input.Completion(completion, ""),
        new Input.Observation(
            new Step.Observed(
                Fixtures.stepId(5),
                Fixtures.session(1).id(),
                StepKind.USER_MESSAGE,
                "",
                EvidenceGrade.G1,
                Fixtures.NOW),
            text),
        new Input.Ended(Fixtures.session(1), Fixtures.NOW),
        new Input.Applied(new Published(7, kill)),
        new Input.Latched(kill),
        new Input.Joined(Fixtures.session(1).id(), Fixtures.session(2).id(), Fixtures.NOW),
        new Input.Rules(List.of(new RuleRef("HP-CHAIN-001", 2)), Fixtures.NOW));
  }
}
