// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.assembly;

import io.holdpoint.collector.dialect.SpanTies;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepDetail;
import io.holdpoint.model.view.StepRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes sessions of which both a gateway and a framework tell. What a framework tells of a call,
 * and what it leaves out, is as in one of the recordings; around that all goes wrong that does:
 * loss, duplicates, delays, clocks, equal calls again and at once, ids that repeat.
 */
final class TwofoldSessions {

  /** What ties both views of a session's calls together. */
  enum Tie {
    /** An id as models give it. */
    UNIQUE_ID,
    /** An id that other sessions use, too. */
    REPEATED_ID,
    /** The trace goes through the gateway. */
    TRACE,
    /** As above, with a client's span between. */
    CLIENT_SPAN,
    NOTHING
  }

  /** What comes, and when. */
  record Arrival(long millis, BiConsumer<Assembly, Kept> item) {}

  private static final int SOURCES = 10;
  private static final int ARGUMENTS = 150;

  private final List<Recordings.Told> recordings;
  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Map<StepId, Set<StepId>> truth = new HashMap<>();
  private final Map<StepId, Tie> ties = new HashMap<>();
  private final Set<StepId> lost = new HashSet<>();
  private final Set<StepId> late = new HashSet<>();
  private long numbers;

  TwofoldSessions(List<Recordings.Told> recordings, long seed) {
    this.recordings = recordings;
    this.random = new Random(seed);
  }

  /** Which of the gateway's steps each of the frameworks' is. */
  Map<StepId, Set<StepId>> truth() {
    return truth;
  }

  Tie tie(StepId told) {
    return ties.getOrDefault(told, Tie.NOTHING);
  }

  boolean isLost(StepId step) {
    return lost.contains(step);
  }

  /** True if it never came, or not within the time in which it is waited for. */
  boolean isMissing(StepId step) {
    return lost.contains(step) || late.contains(step);
  }

  List<Arrival> arrivals() {
    arrivals.sort(Comparator.comparingLong(Arrival::millis));
    return arrivals;
  }

  static String principal(int source) {
    return "principal-" + source / 2;
  }

  static int sources() {
    return SOURCES;
  }

  /** One session, of 3 to 25 calls. */
  void add(long startMillis) {
    int source = random.nextInt(SOURCES);
    Recordings.Told like = recordings.get(random.nextInt(recordings.size()));
    Tie tie = Tie.values()[random.nextInt(Tie.values().length)];
    boolean hasId = !like.row().detail().callId().isEmpty();
    if (!hasId && (tie == Tie.UNIQUE_ID || tie == Tie.REPEATED_ID)) {
      tie = Tie.NOTHING;
    }
    Run run = new Run(source, like, tie, hex(32), hex(8));
    long at = startMillis;
    int calls = 3 + random.nextInt(23);
    String arguments = "";
    for (int i = 0; i < calls; i++) {
      boolean again = !arguments.isEmpty() && random.nextInt(100) < 15;
      arguments = again ? arguments : "{\"q\":" + random.nextInt(ARGUMENTS) + "}";
      long took = 20L + random.nextInt(800);
      call(run, i, arguments, at, took);
      boolean atOnce = random.nextInt(100) < 4;
      if (atOnce) {
        call(run, 100 + i, arguments, at + random.nextInt(10), took);
      }
      at += took + 50 + random.nextInt(3000);
    }
  }

  private record Run(int source, Recordings.Told like, Tie tie, String trace, String session) {
    String name() {
      return "crew-" + source;
    }

    /** Half of the clocks are right by a second, the others off by up to a minute. */
    long ahead() {
      return source % 2 == 0 ? 120L * source - 500 : 13_000L * (source - 5);
    }
  }

  private void call(Run run, int number, String arguments, long at, long took) {
    int kind = random.nextInt(100);
    boolean local = kind < 3;
    boolean untold = kind >= 97;
    String tool = local ? "calculator" : "search_" + (arguments.length() % 3);
    String id =
        switch (run.tie()) {
          case UNIQUE_ID -> "toolu_" + hex(24);
          case REPEATED_ID -> "call_" + number;
          case TRACE, CLIENT_SPAN, NOTHING -> "";
        };
    String result = "result " + random.nextInt(1000) + " of " + arguments;
    StepId told = new StepId("otlp:" + run.name(), run.trace(), hex(16));
    if (!untold) {
      told(run, told, tool, id, arguments, result, at, took);
    }
    if (run.tie() == Tie.CLIENT_SPAN) {
      client(run, told, at, took);
    }
    int attempts = local ? 0 : run.tie() == Tie.TRACE && random.nextInt(100) < 3 ? 2 : 1;
    Set<StepId> own = new HashSet<>();
    for (int i = 0; i < attempts; i++) {
      boolean through = run.tie() == Tie.TRACE || run.tie() == Tie.CLIENT_SPAN;
      StepId seen = new StepId("gw-1", through ? run.trace() : hex(32), hex(16));
      own.add(seen);
      String parent = run.tie() == Tie.TRACE ? told.spanId() : through ? client(told) : "";
      long part = (took - 10) / attempts;
      seen(run, seen, parent, tool, id, arguments, result, at + 5 + i * part, part - 2);
    }
    if (!untold && !own.isEmpty()) {
      truth.put(told, own);
      ties.put(told, run.tie());
    }
  }

  private void told(
      Run run,
      StepId id,
      String tool,
      String callId,
      String arguments,
      String result,
      long at,
      long took) {
    SpanTies like = run.like().ties();
    boolean saysWith = !like.arguments().equals(Digest.NONE);
    SessionId session = like.session() == null ? null : new SessionId("s-" + run.session());
    String parent = like.parentSpanId().isEmpty() ? "" : hex(16);
    SpanTies ties =
        new SpanTies(
            id.traceId(),
            id.spanId(),
            parent,
            session,
            like.keySource(),
            like.agent(),
            "",
            saysWith ? Views.CONTENTS.of("default", arguments).digest() : Digest.NONE,
            like.result().isEmpty() ? "" : result,
            false,
            List.of());
    boolean event = run.like().row().durationNanos() == 0;
    StepRow row =
        row(
            id,
            parent,
            facts(session == null ? new SessionId("s-" + run.trace()) : session, run.source()),
            tool,
            at + run.ahead() + random.nextInt(8) + (event ? took : 0),
            event ? 0 : took,
            callId,
            Payload.NONE,
            Payload.NONE,
            EvidenceGrade.G2);
    arrive(
        id,
        at + took + 200 + random.nextInt(1500),
        (assembly, kept) -> assembly.told(run.name(), row, ties, 0, kept));
  }

  private void seen(
      Run run,
      StepId id,
      String parent,
      String tool,
      String callId,
      String arguments,
      String result,
      long at,
      long took) {
    String view =
        "{\"content\":[{\"type\":\"text\",\"text\":\"" + result.replace("\"", "\\\"") + "\"}]}";
    StepRow row =
        row(
            id,
            parent,
            facts(new SessionId("s-ff" + run.session()), run.source()),
            tool,
            at,
            took,
            callId,
            Views.CONTENTS.of("default", arguments),
            Views.CONTENTS.of("default", view),
            EvidenceGrade.G0);
    arrive(id, at + took + random.nextInt(400), (assembly, kept) -> assembly.seen(row, kept));
  }

  private void client(Run run, StepId told, long at, long took) {
    SpanTies ties =
        new SpanTies(
            told.traceId(),
            client(told),
            told.spanId(),
            null,
            "",
            "",
            "",
            Digest.NONE,
            "",
            false,
            List.of());
    long arrival = at + took + 200 + random.nextInt(1500);
    arrivals.add(new Arrival(arrival, (assembly, kept) -> assembly.passed(run.name(), ties, kept)));
  }

  private static String client(StepId told) {
    return told.spanId().substring(8) + told.spanId().substring(0, 8);
  }

  /** 2 of 100 are lost, 3 come twice, 1 comes up to a minute late. */
  private void arrive(StepId id, long millis, BiConsumer<Assembly, Kept> item) {
    int fate = random.nextInt(100);
    if (fate < 2) {
      lost.add(id);
      return;
    }
    long delay = fate == 2 ? random.nextInt(60_000) : 0;
    if (delay > 0) {
      late.add(id);
    }
    arrivals.add(new Arrival(millis + delay, item));
    if (fate > 96) {
      arrivals.add(new Arrival(millis + delay + random.nextInt(5000), item));
    }
  }

  private static StepRow row(
      StepId id,
      String parent,
      SessionFacts facts,
      String tool,
      long at,
      long took,
      String callId,
      Payload arguments,
      Payload result,
      EvidenceGrade grade) {
    return new StepRow(
        id,
        parent,
        facts,
        StepKind.TOOL_CALL,
        grade == EvidenceGrade.G0 ? "crm" : "",
        tool,
        Views.START.plusMillis(at),
        took * 1_000_000,
        grade == EvidenceGrade.G0 ? "permit" : "",
        "succeeded",
        Set.of(),
        Set.of(),
        List.of(),
        arguments,
        result,
        grade,
        new StepDetail("", callId, "", "", "", 0, 0, 0, 0, 0, 0));
  }

  private static SessionFacts facts(SessionId id, int source) {
    Instant start = Views.START;
    return new SessionFacts(
        id, id, "default", "", null, null, principal(source), "", "", "", "", start, 0, false);
  }

  private String hex(int digits) {
    numbers++;
    String number = Views.trace((int) numbers);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return digits >= 16 ? number.substring(24) + text.substring(8) : text.toString();
  }
}
