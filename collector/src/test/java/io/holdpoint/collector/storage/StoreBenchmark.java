// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.storage;

import com.sun.management.OperatingSystemMXBean;
import io.holdpoint.model.identity.EvidenceGrade;
import io.holdpoint.model.identity.FloorId;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.StepId;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.view.SessionFacts;
import io.holdpoint.model.view.StepRow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs to store a step, in processor time of the whole process, so that the database's own
 * threads count; the making of the steps does not. Not a test: run {@code main}.
 *
 * <p>Arguments: folder, sessions, steps in a batch, steps a second (0: as fast as it goes), seconds
 * to measure, characters of masked views in a step.
 */
final class StoreBenchmark {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final String[] TOOLS = {"read_file", "search", "send_mail", "list_orders"};

  private final Random random = new Random(42);
  private final int sessions;
  private final int views;
  private long made;

  private StoreBenchmark(int sessions, int views) {
    this.sessions = sessions;
    this.views = views;
  }

  /** Runs one case and prints a line. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    int sessions = Integer.parseInt(arguments[1]);
    int size = Integer.parseInt(arguments[2]);
    int rate = Integer.parseInt(arguments[3]);
    int seconds = Integer.parseInt(arguments[4]);
    StoreBenchmark steps = new StoreBenchmark(sessions, Integer.parseInt(arguments[5]));
    Path folder = Path.of(arguments[0]);
    try (SqlSessionStore store = SqlSessionStore.open(folder)) {
      steps.run(store, size, 0, seconds); // compiled and settled
      String line = steps.run(store, size, rate, seconds);
      store.flush();
      System.out.println(line);
    }
    long bytes = Files.size(folder.resolve("sessions.mv.db"));
    System.out.printf(
        "%d steps, %d bytes each in the closed file%n", steps.made, bytes / steps.made);
  }

  private String run(SqlSessionStore store, int size, int rate, int seconds) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begin = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    long making = 0;
    long flushed = begin;
    long count = 0;
    while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
      long before = threadCpu();
      List<StepRow> batch = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        batch.add(next());
      }
      making += threadCpu() - before;
      store.append(batch, List.of());
      count += size;
      if (System.nanoTime() - flushed > 1_000_000_000L) { // as the projector does
        store.flush();
        flushed = System.nanoTime();
      }
      if (rate > 0) {
        long due = begin + count * 1_000_000_000L / rate;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
    }
    double spent = (system.getProcessCpuTime() - cpu - making) / 1000.0;
    double wall = (System.nanoTime() - begin) / 1e9;
    return String.format(
        "sessions %d batch %d: %.2f us CPU per step, %.0f steps/s",
        sessions, size, spent / count, count / wall);
  }

  private StepRow next() {
    long n = made++;
    Instant at = START.plusNanos(n * 250_000L + random.nextInt(1_000_000));
    int session = random.nextInt(sessions);
    return new StepRow(
        new StepId(text("gateway-1"), hex(16), hex(8)),
        hex(8),
        facts(session),
        StepKind.TOOL_CALL,
        text("crm"),
        text(TOOLS[random.nextInt(TOOLS.length)]),
        at,
        1_500_000L + random.nextInt(3_000_000),
        text("permit"),
        text("succeeded"),
        Set.of(Effect.READ),
        Set.of(DataLabel.PRIVATE),
        List.of(new Reason(text("none"), null, text("No rule and no signal objected."), List.of())),
        payload("{\"query\":\"", views / 3),
        payload("{\"content\":[{\"type\":\"text\",\"text\":\"", views - views / 3),
        EvidenceGrade.G0);
  }

  private static SessionFacts facts(int session) {
    SessionId id = new SessionId("s-" + String.format("%024x", session));
    return new SessionFacts(
        id,
        id,
        text("default"),
        text("prod"),
        new FloorId("f-" + String.format("%024x", session % 100)),
        PrincipalKind.SHARED,
        text("support-triage"),
        text("triage"),
        text("2.4.1"),
        text(""),
        text("baggage-session"),
        START,
        session % 7,
        false);
  }

  private Payload payload(String head, int length) {
    if (length == 0) {
      return new Payload(new Digest(hex(16)), 300, "");
    }
    StringBuilder view = new StringBuilder(length + 40).append(head);
    String[] words = {"order", "customer", "the", "a", "invoice", "shipped", "delayed", "to", "of"};
    while (view.length() < length) {
      view.append(words[random.nextInt(words.length)]).append(' ');
      if (random.nextInt(4) == 0) {
        view.append(random.nextInt(100_000)).append(' ');
      }
    }
    return new Payload(new Digest(hex(16)), length, view.append("\"}").toString());
  }

  private String hex(int bytes) {
    StringBuilder text = new StringBuilder(bytes * 2);
    for (int i = 0; i < bytes * 2; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  /** A text of its own, as one read from a message is. */
  private static String text(String value) {
    return String.valueOf(value.toCharArray());
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
