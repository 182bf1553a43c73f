// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many spans a second go through the whole collector (intake, log, dialects, assembly, engine
 * with all shipped rules, store with its index), against a sink that only parses them; both over
 * OTLP/gRPC from one sender in a process of its own, in turns. The whole collector is done with a
 * span when it is in the store. Run {@code main} without arguments; it starts the others.
 */
public final class CollectorBenchmark {

  private static final int WARM_ROUNDS = 2;
  private static final int ROUNDS = 3;
  private static final double NANOS = 1e9;

  private CollectorBenchmark() {}

  /** What one turn came to. */
  private record Turn(double spansPerSecond, double cpuMicros, double senderMicros) {}

  /**
   * Runs it.
   *
   * @param arguments seconds of a turn at first guess (8), then spans of the first turns
   */
  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
    List<Turn> sunk = new ArrayList<>();
    List<Turn> stored = new ArrayList<>();
    try (Child sender = new Child("sender");
        Child sink = new Child("sink");
        Child collector = new Child("collector")) {
      int sinkRounds = 2_000;
      int collectorRounds = 400;
      for (int turn = 0; turn < WARM_ROUNDS + ROUNDS; turn++) {
        Turn one = turn(sender, sink, sinkRounds);
        Turn other = turn(sender, collector, collectorRounds);
        sinkRounds = rounds(one, seconds);
        collectorRounds = rounds(other, seconds);
        if (turn >= WARM_ROUNDS) {
          sunk.add(one);
          stored.add(other);
        }
        print(turn < WARM_ROUNDS ? "warm-up, sink" : "sink", one);
        print(turn < WARM_ROUNDS ? "warm-up, collector" : "collector", other);
      }
    }
    double ratio = median(stored) / median(sunk);
    System.out.printf(
        Locale.ROOT,
        "median: sink %,.0f spans/s, collector %,.0f spans/s, ratio %.2f (bar: 0.40)%n",
        median(sunk),
        median(stored),
        ratio);
  }

  private static int rounds(Turn turn, int seconds) {
    return (int) Math.max(50, turn.spansPerSecond() * seconds / SpanLoad.SPANS);
  }

  private static double median(List<Turn> turns) {
    double[] sorted = turns.stream().mapToDouble(Turn::spansPerSecond).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static Turn turn(Child sender, Child target, int rounds) throws IOException {
    long spans = (long) rounds * SpanLoad.SPANS;
    long cpu = target.number("cpu");
    long senderCpu = sender.number("cpu");
    long begin = System.nanoTime();
    sender.number("send " + target.port() + " " + rounds);
    target.number("await " + spans);
    double took = (System.nanoTime() - begin) / NANOS;
    return new Turn(
        spans / took,
        (target.number("cpu") - cpu) / 1000.0 / spans,
        (sender.number("cpu") - senderCpu) / 1000.0 / spans);
  }

  private static void print(String what, Turn turn) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %,10.0f spans/s, %6.2f us CPU a span, sender apart %5.2f us%n",
        what,
        turn.spansPerSecond(),
        turn.cpuMicros(),
        turn.senderMicros());
  }

  /** Processor time of this process, in nanoseconds. */
  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** A process of {@link CollectorBenchmarkParts} that answers a line with a number. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final PrintWriter out;
    private final BufferedReader in;
    private final int port;

    Child(String part) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:+UseSerialGC",
                  "-XX:+UseCompactObjectHeaders",
                  "-Xmx1g",
                  "-Xmn256m",
                  "--sun-misc-unsafe-memory-access=allow"));
      command.addAll(Arrays.asList(System.getProperty("holdpoint.child.options", "").split(" ")));
      command.removeIf(String::isEmpty);
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              CollectorBenchmarkParts.class.getName(),
              part));
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      out = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
      in = process.inputReader(StandardCharsets.UTF_8);
      port = Math.toIntExact(number());
    }

    int port() {
      return port;
    }

    long number(String question) throws IOException {
      out.println(question);
      return number();
    }

    private long number() throws IOException {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("= ")) {
          return Long.parseLong(line.substring(2));
        }
      }
      throw new IOException("child: got its end (expected: an answer)");
    }

    @Override
    public void close() {
      out.close(); // the end of its input is the end of it
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
