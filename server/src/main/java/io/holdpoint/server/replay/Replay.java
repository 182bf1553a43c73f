// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.replay;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells a session from its exported records, in the masked view, each when its time has come. What
 * is missing is said, not made up. For one thread.
 */
public final class Replay {

  private static final int LONGEST_PAYLOAD = 400;
  private static final String SEALED = "\"sealed:";
  private static final Duration WORTH_SAYING = Duration.ofSeconds(10);

  private final Pace pace;
  private final Consumer<JsonNode> records;
  private final Consumer<String> lines;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private @Nullable Instant first;
  private @Nullable Instant last;
  private long told;
  private int closed;
  private boolean ended;
  private long pieces;
  private String erased = "";

  /**
   * @param pace how time passes
   * @param records takes each record as it was exported, when its time has come
   * @param lines takes text for people
   */
  public Replay(Pace pace, Consumer<JsonNode> records, Consumer<String> lines) {
    this.pace = requireNonNull(pace, "pace");
    this.records = requireNonNull(records, "records");
    this.lines = requireNonNull(lines, "lines");
  }

  /** A call of which the end was not yet told. */
  private static final class Open {
    private final int number;
    private final String what;
    private boolean dispatched;
    private boolean refused;

    Open(int number, String what) {
      this.number = number;
      this.what = what;
    }
  }

  /**
   * Tells the next record.
   *
   * @param exported a line of an export as {@code jsonl}
   * @return false if the replay is to end here
   */
  public boolean next(JsonNode exported) throws InterruptedException {
    Instant at = at(exported);
    Instant before = last;
    Instant start = first == null ? at : first;
    Duration between =
        before == null || at.isBefore(before) ? Duration.ZERO : Duration.between(before, at);
    if (!pace.pass(between)) {
      return false;
    }
    if (between.compareTo(WORTH_SAYING) > 0) {
      lines.accept("          ... nothing is recorded for " + words(between));
    }
    first = start;
    last = before == null || at.isAfter(before) ? at : before;
    told++;
    records.accept(exported);
    List<String> text = new ArrayList<>();
    String offset = offset(Duration.between(start, at));
    tell(exported, text);
    text.forEach(line -> lines.accept(offset + "  " + line));
    return true;
  }

  /**
   * Says beforehand that the recording was erased; then sealed payloads are not just sealed.
   *
   * @param word on when, by whom and why
   */
  public void erased(String word) {
    erased = word;
    lines.accept("The payloads of this session were " + word);
  }

  /** Says what is missing at the end. */
  public void finish() {
    if (told == 0) {
      lines.accept("No record of this session is in the journal.");
      return;
    }
    for (Open call : open.values()) {
      if (!call.refused) {
        lines.accept(
            "          gap: step "
                + call.number
                + " "
                + call.what
                + (call.dispatched
                    ? " was sent, and no word on how it ended is in the journal"
                    : " was asked for, and no word on whether it was sent is in the journal"));
      }
    }
    if (pieces > 0) {
      lines.accept(
          "          "
              + pieces
              + (erased.isEmpty()
                  ? " pieces of it are kept in the clear, sealed: holdpoint audit recording"
                  : " pieces of it were kept in the clear; nobody can read them any more"));
    }
    lines.accept(
        "End: "
            + told
            + " records over "
            + words(Duration.between(requireNonNull(first), requireNonNull(last)))
            + (ended ? "" : "; the session's end is not recorded"));
  }

  private void tell(JsonNode record, List<String> out) {
    String kind = record.path("kind").asString("");
    String step = record.path("step").asString("");
    String what = record.path("what").asString("");
    switch (kind) {
      case "attempted" -> {
        Open call = new Open(open.size() + closed + 1, what);
        open.put(step, call);
        out.add("step " + call.number + "  asks for " + what + by(record));
        payload("with", record.path("detail").path(kind).path("arguments"), out);
      }
      case "decided" -> {
        Open call = known(step, out);
        String outcome = record.path("outcome").asString("");
        call.refused = outcome.equals("deny");
        out.add(number(call) + "decided: " + outcome + why(record));
        reasons(record, out);
      }
      case "dispatched" -> {
        Open call = known(step, out);
        call.dispatched = true;
        out.add(number(call) + "sent to its server");
      }
      case "completed" -> {
        Open call = known(step, out);
        out.add(number(call) + "ended: " + record.path("outcome").asString(""));
        payload("result", record.path("detail").path(kind).path("result"), out);
        open.remove(step);
        closed++;
      }
      case "recorded" -> pieces++;
      case "session-ended" -> {
        ended = true;
        out.add("the session ends");
      }
      default ->
          out.add(
              kind.replace('-', ' ')
                  + (what.isEmpty() ? "" : ": " + what)
                  + outcome(record)
                  + by(record)
                  + why(record));
    }
  }

  private Open known(String step, List<String> out) {
    Open call = open.get(step);
    if (call == null) {
      call = new Open(open.size() + closed + 1, "unknown");
      open.put(step, call);
      out.add("gap: the beginning of step " + call.number + " is not in the journal");
    }
    return call;
  }

  private static String number(Open call) {
    return "step " + call.number + "  ";
  }

  private static void reasons(JsonNode record, List<String> out) {
    JsonNode contributions =
        record.path("detail").path("decided").path("decision").path("contributions");
    for (JsonNode contribution : contributions) {
      JsonNode reason = contribution.path("reason");
      if (!reason.path("code").asString("").equals("none")) {
        out.add(
            "    "
                + contribution.path("judge").asString("")
                + ": "
                + reason.path("text").asString(""));
      }
    }
  }

  private void payload(String word, JsonNode payload, List<String> out) {
    String masked = payload.path("masked").asString("");
    if (masked.startsWith(SEALED)) {
      out.add(
          "    "
              + word
              + " "
              + payload.path("size").asLong(0)
              + " bytes, "
              + (erased.isEmpty() ? "sealed: the running server opens it" : erased));
      return;
    }
    if (masked.isEmpty()) {
      long size = payload.path("size").asLong(0);
      if (size > 0) {
        out.add("    " + word + " " + size + " bytes, of which the journal keeps the digest only");
      }
      return;
    }
    out.add(
        "    "
            + word
            + " "
            + (masked.length() <= LONGEST_PAYLOAD
                ? masked
                : masked.substring(0, LONGEST_PAYLOAD) + " ..."));
  }

  private static String by(JsonNode record) {
    String actor = record.path("actor").asString("");
    return actor.isEmpty() ? "" : "  (" + actor + ")";
  }

  private static String outcome(JsonNode record) {
    String outcome = record.path("outcome").asString("");
    return outcome.isEmpty() ? "" : " " + outcome;
  }

  private static String why(JsonNode record) {
    String reason = record.path("reason").asString("");
    return reason.isEmpty() || reason.equals("none") ? "" : ", because: " + reason;
  }

  private static Instant at(JsonNode record) {
    try {
      return Instant.parse(record.path("at").asString(""));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("replay: got a record without a time", e);
    }
  }

  private static String offset(Duration time) {
    Duration shown = time.isNegative() ? Duration.ZERO : time;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        shown.toHours(),
        shown.toMinutesPart(),
        shown.toSecondsPart(),
        shown.toMillisPart());
  }

  private static String words(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
