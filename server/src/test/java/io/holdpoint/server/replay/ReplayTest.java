// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReplayTest {

  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private final List<Duration> waited = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<JsonNode> records = new ArrayList<>();
  private final Replay replay =
      new Replay(
          recorded -> {
            waited.add(recorded);
            return true;
          },
          records::add,
          lines::add);

  @Test
  void session_isToldInItsOwnTime() throws InterruptedException {
    tell("attempted", "a", 0, "files/read", "", "{\"path\":\"a.txt\"}");
    tell("decided", "a", 5, "files/read", "permit", "");
    tell("dispatched", "a", 6, "files/read", "", "");
    tell("completed", "a", 1506, "files/read", "succeeded", "{\"text\":\"[CARD]\"}");
    tell("session-ended", "", 61_506, "", "", "");
    replay.finish();
    assertThat(waited)
        .containsExactly(
            Duration.ZERO,
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofMillis(1500),
            Duration.ofSeconds(60));
    assertThat(lines)
        .contains(
            "00:00:00.000  step 1  asks for files/read",
            "00:00:00.000      with {\"path\":\"a.txt\"}",
            "00:00:00.005  step 1  decided: permit",
            "00:00:01.506  step 1  ended: succeeded",
            "00:00:01.506      result {\"text\":\"[CARD]\"}",
            "          ... nothing is recorded for 1 min 0 s",
            "End: 5 records over 1 min 1 s");
    assertThat(records).hasSize(5);
  }

  @Test
  void gaps_areSaid() throws InterruptedException {
    tell("completed", "lost", 0, "", "succeeded", "");
    tell("attempted", "b", 1, "files/write", "", "{}");
    tell("dispatched", "b", 2, "files/write", "", "");
    tell("attempted", "c", 3, "files/drop", "", "{}");
    tell("decided", "c", 4, "files/drop", "deny", "");
    replay.finish();
    assertThat(lines)
        .contains(
            "00:00:00.000  gap: the beginning of step 1 is not in the journal",
            "          gap: step 2 files/write was sent, and no word on how it ended is in the"
                + " journal",
            "End: 5 records over 0.0 s; the session's end is not recorded")
        .noneMatch(line -> line.contains("gap: step 3"));
  }

  @Test
  void unknownSession_isSaid() {
    replay.finish();
    assertThat(lines).containsExactly("No record of this session is in the journal.");
  }

  private void tell(
      String kind, String step, long millis, String what, String outcome, String masked)
      throws InterruptedException {
    var entry = JsonMapper.shared().createObjectNode();
    entry.put("kind", kind).put("step", step).put("what", what).put("outcome", outcome);
    entry.put("at", START.plusMillis(millis).toString());
    var body = entry.putObject("detail").putObject(kind);
    body.putObject(kind.equals("completed") ? "result" : "arguments").put("masked", masked);
    replay.next(entry);
  }
}
