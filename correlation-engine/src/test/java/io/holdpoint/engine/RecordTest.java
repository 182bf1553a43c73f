// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.record.Entry;
import io.holdpoint.engine.record.MemoryRecord;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is recorded is enough: an engine that is told it again knows and says the same. */
final class RecordTest {

  @Test
  void says_theSameAgain_byteForByte() {
    MemoryRecord record = new MemoryRecord();
    List<String> live = new ArrayList<>();
    try (RecordedStory story = new RecordedStory(7, record)) {
      for (int i = 0; i < 800; i++) {
        live.addAll(story.play(i));
      }
    }
    List<String> first = replay(record.entries());
    assertThat(first).isEqualTo(replay(record.entries()));
    assertThat(detections(first)).isNotEmpty().isEqualTo(detections(live));
  }

  @Test
  void decides_afterARestart_asWithoutOne() {
    for (int seed = 1; seed <= 4; seed++) {
      assertThat(story(seed, 137 * seed, 800)).as("seed %s", seed).isEqualTo(story(seed, 0, 800));
    }
  }

  @Test
  void decides_afterARestart_asWithoutOne_whereSessionsRestedForHours() {
    Duration slowly = RecordedStory.SLOWLY;
    for (int seed = 1; seed <= 4; seed++) {
      assertThat(story(seed, slowly, 151 * seed, 800))
          .as("seed %s", seed)
          .isEqualTo(story(seed, slowly, 0, 800));
    }
  }

  @Test
  void knows_theSame_whereCallersDidNotGetTheirTurnInTime() throws InterruptedException {
    MemoryRecord record = new MemoryRecord();
    FakeClock clock = new FakeClock();
    EngineSettings hasty =
        new EngineSettings(2, List.of(), true, Duration.ofNanos(500), 20_000, 20_000, 50, null);
    Map<String, String> live = new ConcurrentHashMap<>();
    try (CorrelationEngine engine = engine(hasty, clock, record);
        CorrelationEngine again = engine(hasty, clock, new MemoryRecord())) {
      Crowd.readSecrets(engine);
      List<Thread> callers = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        int caller = n;
        callers.add(Thread.ofPlatform().start(() -> Crowd.call(engine, caller, 400, live)));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      List<Entry> entries = record.entries();
      assertThat(ways(entries)).contains(Entry.Way.FACTS, Entry.Way.LEFT);
      Map<String, String> replayed = new TreeMap<>();
      Map<Long, Entry.Told> told = new TreeMap<>();
      for (Entry entry : entries) {
        if (entry instanceof Entry.Told one) {
          told.put(one.position(), one);
        }
        Optional<Assessment> said = again.replay(entry);
        Entry.Told of = entry instanceof Entry.Taken taken ? told.get(taken.of()) : asTold(entry);
        if (said.isPresent() && of != null) {
          replayed.put(Crowd.name(of.input()), Crowd.text(said.get()));
        }
      }
      again.replayed();
      live.forEach(
          (step, answer) -> {
            if (!answer.contains("engine.deadline")) {
              assertThat(replayed).as(step).containsEntry(step, answer);
            }
          });
      for (int n = 0; n < Crowd.SESSIONS; n++) {
        Session session = Crowd.session(n);
        assertThat(Crowd.probe(again, session)).isEqualTo(Crowd.probe(engine, session));
      }
    }
  }

  private static Entry.@org.jspecify.annotations.Nullable Told asTold(Entry entry) {
    return entry instanceof Entry.Told told ? told : null;
  }

  private static List<Entry.Way> ways(List<Entry> entries) {
    return entries.stream()
        .flatMap(e -> e instanceof Entry.Told told ? Stream.of(told.way()) : Stream.of())
        .distinct()
        .toList();
  }

  private static List<String> story(int seed, int restartAt, int steps) {
    return story(seed, RecordedStory.PACE, restartAt, steps);
  }

  private static List<String> story(int seed, Duration pace, int restartAt, int steps) {
    List<String> answers = new ArrayList<>();
    MemoryRecord record = new MemoryRecord();
    RecordedStory current = new RecordedStory(seed, pace, record);
    try {
      for (int i = 0; i < steps; i++) {
        if (restartAt > 0 && i == restartAt) {
          current.close();
          current = new RecordedStory(seed, pace, new MemoryRecord());
          current.recover(record.entries());
          current.skip(i);
        }
        answers.addAll(current.play(i));
      }
    } finally {
      current.close();
    }
    return answers;
  }

  private static List<String> replay(List<Entry> entries) {
    List<String> said = new ArrayList<>();
    try (CorrelationEngine engine =
        engine(EngineFixture.settings(3), new FakeClock(), new MemoryRecord())) {
      for (Entry entry : entries) {
        engine.replay(entry).ifPresent(answer -> said.add(bytes(answer)));
      }
    }
    return said;
  }

  /** What was detected, as bytes, without answers that detected nothing. */
  private static List<String> detections(List<String> answers) {
    return answers.stream()
        .filter(a -> a.contains("\"detections\":[{"))
        .map(RecordTest::only)
        .toList();
  }

  private static String only(String answer) {
    int from = answer.indexOf("\"detections\":");
    return answer.substring(from, answer.indexOf("\"signals\":"));
  }

  static String bytes(Assessment answer) {
    return new String(WireCodec.ASSESSMENT.write(answer), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static CorrelationEngine engine(
      EngineSettings settings, FakeClock clock, MemoryRecord record) {
    return new CorrelationEngine(
        settings, EngineFixture.SHIPPED, clock, Vocabulary.shipped(), record, Witness.NONE);
  }
}
