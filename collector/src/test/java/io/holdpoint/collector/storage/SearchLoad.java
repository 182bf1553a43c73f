// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.port.SessionSearch.Query;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.FilterException;
import io.holdpoint.model.query.FilterParser;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Many steps, and questions about them: how many bytes a step takes, how long an answer does. Run
 * {@code main} with a folder and a number of steps; {@link SearchLoadIT} runs it with 500,000 of
 * them. Every third step has masked views of some 150 characters, every tenth a print.
 */
final class SearchLoad {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final int BATCH = 500;
  private static final int STEPS_OF_A_SESSION = 50;
  private static final int LIVE = 200;
  private static final int ROUNDS = 25;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SAID_EACH = 500_000;
  private static final String[] TOOLS = {
    "read_file", "search", "send_mail", "list_orders", "update_ticket", "wire_money"
  };
  private static final String[] AGENTS = {"triage", "billing", "research", "ops", "coder"};
  private static final String[] WORDS = {
    "order", "customer", "the", "invoice", "shipped", "delayed", "refund", "ticket", "of", "to"
  };

  private static final List<String> OF_STEPS =
      List.of(
          "",
          "agent = billing and tool ~ mail and risk > 60 and label:secret",
          "verdict = deny",
          "verdict = deny and agent = ops and tool = wire_money",
          "text ~ \"refund invoice\"",
          "text ~ \"number 424242\"",
          "value = 000000003034",
          "tool = nothing_of_that_name",
          "risk > 98 and ms > 4.9",
          "not label:private and effect = egress and at > 2026-01-05T08:30");
  private static final List<String> OF_SESSIONS =
      List.of(
          "",
          "agent = billing and peak > 60 and label:secret",
          "tool = wire_money and agent = ops",
          "value = 000000003034",
          "denied > 3 or task ~ nothing",
          "text ~ \"number 424242\"");

  /**
   * What was found.
   *
   * @param bytes a step, with all indexes, in the closed files
   * @param indexBytes of them those of the index of steps
   * @param p50 milliseconds of a page of 50
   * @param p95 milliseconds
   * @param cpu95 milliseconds of processor time of the thread that asks
   */
  record Result(double bytes, double indexBytes, double p50, double p95, double cpu95) {}

  private record Answer(double millis, double cpuMillis) {}

  private final Random random = new Random(42);
  private final boolean views;
  private Consumer<String> progress = said -> {};

  SearchLoad() {
    this(true);
  }

  /**
   * @param views false if steps have no masked views and no prints
   */
  SearchLoad(boolean views) {
    this.views = views;
  }

  /**
   * Stores steps, or asks about those that were stored, and says how far it is.
   *
   * @param arguments {@code fill} or {@code ask}, the folder, the number of steps
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    SearchLoad load = new SearchLoad();
    load.progress = System.err::println;
    Path folder = Path.of(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("ask")) {
      System.out.println(load.ask(folder, steps));
    } else {
      load.fill(folder, steps);
    }
  }

  /** Stores so many steps in a folder. */
  void fill(Path folder, int steps) throws IOException {
    double filled;
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      filled = fill(store, steps);
    }
    progress.accept("stored in " + Math.round(filled) + " s");
  }

  /** Asks about the steps of a folder. */
  Result ask(Path folder, int steps) throws IOException, FilterException {
    double index = size(folder.resolve("steps.index"));
    double all = size(folder);
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      int questions = OF_STEPS.size() + OF_SESSIONS.size();
      List<List<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        ask(store, i); // warms up
        answers.add(new ArrayList<>());
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < questions; i++) {
          answers.get(i).add(ask(store, i));
        }
      }
      for (int i = 0; i < questions; i++) {
        List<Answer> its = answers.get(i);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%7.1f ms in the middle, %.1f at most, %.1f of processor: %s",
                part(its, Answer::millis, 50),
                part(its, Answer::millis, 100),
                part(its, Answer::cpuMillis, 50),
                question(i)));
      }
      List<Answer> every = answers.stream().flatMap(List::stream).toList();
      return new Result(
          all / steps,
          index / steps,
          part(every, Answer::millis, 50),
          part(every, Answer::millis, 95),
          part(every, Answer::cpuMillis, 95));
    }
  }

  private static double part(List<Answer> answers, ToDoubleFunction<Answer> of, int percent) {
    double[] sorted = answers.stream().mapToDouble(of).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static String question(int i) {
    return (i < OF_STEPS.size() ? "steps: " : "sessions: ") + filter(i);
  }

  private static String filter(int i) {
    return i < OF_STEPS.size() ? OF_STEPS.get(i) : OF_SESSIONS.get(i - OF_STEPS.size());
  }

  private static Answer ask(SqlSessionStore store, int i) throws FilterException {
    boolean ofSteps = i < OF_STEPS.size();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    Query query =
        new Query(
            "default",
            FilterParser.parse(filter(i), ofSteps ? Subject.STEPS : Subject.SESSIONS),
            "",
            50);
    int _ =
        ofSteps
            ? store.steps(query).rows().size()
            : store.sessions(query, row -> "active").rows().size();
    return new Answer(
        (System.nanoTime() - begin) / 1e6, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
  }

  /** Stores so many steps; in seconds. */
  double fill(SqlSessionStore store, int steps) {
    long begin = System.nanoTime();
    for (int from = 0; from < steps; from += BATCH) {
      List<StepRow> rows = new ArrayList<>(BATCH);
      for (int n = from; n < Math.min(steps, from + BATCH); n++) {
        rows.add(row(n));
      }
      store.append(rows, List.of());
      if (from % (BATCH * 40) == 0) {
        store.flush();
      }
      if (from > 0 && from % SAID_EACH == 0) {
        progress.accept(from + " of " + steps);
      }
    }
    store.flush();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Some sessions live at once; each ends after so many steps and another one begins. */
  private StepRow row(int n) {
    int session = n / (LIVE * STEPS_OF_A_SESSION) * LIVE + n % LIVE;
    boolean denied = random.nextInt(200) == 0;
    return new StepRow(
        new StepId("gateway-1", hex(32), hex(16)),
        hex(16),
        facts(session, random.nextInt(101)),
        StepKind.TOOL_CALL,
        "crm",
        TOOLS[random.nextInt(TOOLS.length)],
        START.plusNanos(n * 10_000_000L),
        random.nextInt(5_000_000),
        denied ? "deny" : "permit",
        denied ? "refused" : "succeeded",
        random.nextInt(10) == 0 ? Set.of(Effect.EGRESS) : Set.of(Effect.READ),
        random.nextInt(50) == 0 ? Set.of(DataLabel.SECRET) : Set.of(DataLabel.PRIVATE),
        List.of(new Reason("none", null, "No rule and no signal objected.", List.of())),
        payload(n % 3 == 0, n),
        payload(n % 3 == 0, n),
        EvidenceGrade.G0);
  }

  private static SessionFacts facts(int session, int risk) {
    SessionId id = new SessionId("s-" + String.format("%024x", session));
    return new SessionFacts(
        id,
        id,
        "default",
        "prod",
        new FloorId("f-" + String.format("%024x", session % 100)),
        PrincipalKind.SHARED,
        "principal-" + session % 40,
        AGENTS[session % AGENTS.length],
        "2.4." + session % 3,
        "",
        "baggage-session",
        START,
        risk,
        false);
  }

  private Payload payload(boolean shown, int n) {
    List<String> prints = n % 10 == 0 ? List.of(String.format("%012x", n)) : List.of();
    if (!shown || !views) {
      return new Payload(new Digest(hex(32)), 300, "", views ? prints : List.of());
    }
    StringBuilder view = new StringBuilder("{\"text\":\"number ").append(n).append(' ');
    while (view.length() < 150) {
      view.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return new Payload(new Digest(hex(32)), 300, view.append("\"}").toString(), prints);
  }

  private String hex(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  /** Bytes of all files in it. */
  static double size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(SearchLoad::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
