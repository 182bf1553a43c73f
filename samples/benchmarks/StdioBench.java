// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a wrapped stdio server costs: start, first judged call with and without a running daemon,
 * round trips. Run it from the root: {@code java samples/benchmarks/StdioBench.java [RUNS]}.
 */
public final class StdioBench {

  private static final String SERVER =
      """
      while IFS= read -r l; do case $l in
        *initialize*) echo '{"jsonrpc":"2.0","id":1,"result":{}}' ;;
        *tools/list*) id=${l#*'"id":'}; printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[]}}\\n' "${id%%,*}" ;;
        *tools/call*) echo '{"jsonrpc":"2.0","id":2,"result":{"content":[]}}' ;;
      esac; done
      """;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}\n";
  private final Path home;
  private int calls;

  private StdioBench(Path home) {
    this.home = home;
  }

  /** No two are alike: the same call again and again is a loop, and is paused. */
  private String call() {
    calls++;
    return "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"read_file\","
        + "\"arguments\":{\"path\":\"notes-%d.txt\"}}}\n".formatted(calls);
  }

  /** A server, wrapped or not, with the time its first answer took in nanoseconds. */
  private record Run(Process process, OutputStream in, BufferedReader out, long firstAnswer) {

    long ask(String line) throws IOException {
      long begin = System.nanoTime();
      in.write(line.getBytes(StandardCharsets.UTF_8));
      in.flush();
      if (out.readLine() == null) {
        throw new IOException("the server ended");
      }
      return System.nanoTime() - begin;
    }

    void end() throws IOException, InterruptedException {
      in.close();
      process.waitFor();
    }
  }

  public static void main(String[] arguments) throws Exception {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    StdioBench bench = new StdioBench(Files.createTempDirectory("hp"));
    List<Long> cold = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Run run = bench.start(true);
      cold.add(run.ask(bench.call()));
      run.end();
      bench.stopDaemon();
    }
    System.out.println("first tools/call, daemon cold, ms:      " + told(cold, 1e6));
    Run keeper = bench.start(true);
    keeper.ask(bench.call());
    List<Long> direct = new ArrayList<>();
    List<Long> wrapped = new ArrayList<>();
    List<Long> warm = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Run plain = bench.start(false);
      direct.add(plain.firstAnswer());
      plain.end();
      Run run = bench.start(true);
      wrapped.add(run.firstAnswer());
      warm.add(run.ask(bench.call()));
      run.end();
    }
    System.out.println("start to first answer, no wrapper, ms:  " + told(direct, 1e6));
    System.out.println("start to first answer, wrapped, ms:     " + told(wrapped, 1e6));
    System.out.println("first tools/call, daemon running, ms:   " + told(warm, 1e6));
    Run plain = bench.start(false);
    System.out.println(
        "tools/call round trip, no wrapper, us:  " + told(trips(plain, bench::call), 1e3));
    System.out.println(
        "initialize round trip, wrapped, us:     " + told(trips(keeper, () -> INITIALIZE), 1e3));
    System.out.println(
        "tools/call round trip, wrapped, us:     " + told(trips(keeper, bench::call), 1e3));
    plain.end();
    keeper.end();
    bench.stopDaemon();
  }

  private static List<Long> trips(Run run, Supplier<String> line) throws IOException {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      long took = run.ask(line.get());
      if (i >= 2000) {
        all.add(took);
      }
    }
    return all;
  }

  private Run start(boolean wrapped) throws IOException {
    List<String> words = new ArrayList<>();
    if (wrapped) {
      words.addAll(List.of("./holdpoint", "wrap", "--name", "bench", "--"));
    }
    words.addAll(List.of("/bin/sh", "-c", SERVER));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(home.resolve("err.txt").toFile());
    builder.environment().put("HOLDPOINT_HOME", home.toString());
    long begin = System.nanoTime();
    Process process = builder.start();
    OutputStream in = process.getOutputStream();
    in.write(INITIALIZE.getBytes(StandardCharsets.UTF_8));
    in.flush();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    if (out.readLine() == null) {
      throw new IOException(Files.readString(home.resolve("err.txt")));
    }
    return new Run(process, in, out, System.nanoTime() - begin);
  }

  private void stopDaemon() throws IOException {
    String text = Files.readString(home.resolve("run/daemon.json"));
    long pid = Long.parseLong(text.replaceAll("(?s).*\"pid\"\\s*:\\s*(\\d+).*", "$1"));
    ProcessHandle.of(pid)
        .ifPresent(
            daemon -> {
              daemon.destroy();
              daemon.onExit().join();
            });
  }

  private static String told(List<Long> nanos, double unit) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return "median %.1f (%.1f to %.1f, %d)"
        .formatted(
            sorted[sorted.length / 2] / unit,
            sorted[0] / unit,
            Arrays.stream(sorted).max().orElse(0) / unit,
            sorted.length);
  }
}
