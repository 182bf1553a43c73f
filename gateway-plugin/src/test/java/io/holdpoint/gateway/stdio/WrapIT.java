// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrapper is to its host and its server, with no daemon in sight. */
class WrapIT {

  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"x\":1.50}}";
  private static final String INITIALIZED =
      "{ \"result\":{\"y\":10000000000000000001,\"a\":\"\\u00e9\"},\"jsonrpc\":\"2.0\",\"id\":1}";

  /** Keeps what it hears, answers the first word, then does as {@code then} says. */
  private static String server(String then) {
    return "read -r l; printf '%s\\n' \"$l\" >heard; echo '" + INITIALIZED + "'; " + then;
  }

  @TempDir private Path home;

  @Test
  void handShake_passesUnchanged_withoutDaemon() throws Exception {
    try (WrapProcess wrap = WrapProcess.start(home, server("cat >/dev/null"))) {
      wrap.send(INITIALIZE);

      assertThat(wrap.line()).isEqualTo(INITIALIZED);
      assertThat(Files.readString(home.resolve("heard"))).isEqualTo(INITIALIZE + "\n");
    }
  }

  @Test
  void probe_startsNothing() throws Exception {
    String probe = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{}}";
    try (WrapProcess wrap = WrapProcess.start(home, server("cat >/dev/null"))) {
      wrap.send(probe);

      assertThat(wrap.line()).isEqualTo(INITIALIZED);
      assertThat(home.resolve("run")).doesNotExist();
    }
  }

  @Test
  void exitCode_isTheServers_andItsErrorsPass() throws Exception {
    try (WrapProcess wrap = WrapProcess.start(home, "echo broken >&2; exit 7")) {
      assertThat(wrap.exitCode()).isEqualTo(7);
      assertThat(wrap.errors()).contains("broken");
    }
    try (WrapProcess wrap = WrapProcess.start(home, "kill -9 $$")) {
      assertThat(wrap.exitCode()).isEqualTo(128 + 9);
    }
  }

  @Test
  void strayLines_areDroppedAndTold() throws Exception {
    String stray = "echo 'Listening on stdio'; echo '{\"log\":1}'; " + server("cat >/dev/null");
    try (WrapProcess wrap = WrapProcess.start(home, stray)) {
      wrap.send(INITIALIZE);

      assertThat(wrap.line()).isEqualTo(INITIALIZED);
      assertThat(wrap.errors()).contains("Listening on stdio", "{\"log\":1}");
    }
  }

  @Test
  void endOfInput_reachesTheServer_andItEndsByItself() throws Exception {
    try (WrapProcess wrap = WrapProcess.start(home, "cat >/dev/null; echo bye >end; exit 3")) {
      wrap.endInput();

      assertThat(wrap.exitCode()).isEqualTo(3);
      assertThat(home.resolve("end")).exists();
    }
  }

  @Test
  void signal_reachesTheWholeGroup() throws Exception {
    String script = "trap 'exit 5' TERM; sleep 300 & echo $! >grandchild; wait; exit 6";
    try (WrapProcess wrap = WrapProcess.start(home, script)) {
      long grandchild = pid("grandchild");
      wrap.process().destroy();

      assertThat(wrap.exitCode()).isEqualTo(5);
      awaitGone(grandchild);
    }
  }

  /** It ignores the end of its input and SIGTERM, and its host was killed the hard way. */
  @Test
  void stubbornServer_doesNotOutliveItsHost() throws Exception {
    String script = "trap '' TERM; echo $$ >child; while :; do sleep 1; done";
    String wrapper =
        String.join(
            " ",
            WrapProcess.command("files", script, List.of()).stream()
                .map(w -> "'" + w.replace("'", "'\\''") + "'")
                .toList());
    // Its input stays open for as long as the second reader lives: no end of input tells it.
    ProcessBuilder host =
        new ProcessBuilder("/bin/sh", "-c", "mkfifo in; sleep 300 >in & " + wrapper + " <in; exit")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("host.txt").toFile());
    host.environment().put("HOLDPOINT_HOME", home.toString());
    Process process = host.start();
    long child = pid("child");
    List<ProcessHandle> left = process.descendants().toList();
    process.destroyForcibly();

    awaitGone(child);
    left.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void killedWrapper_leavesNoServerBehind() throws Exception {
    String script = "trap '' TERM; echo $$ >child; while :; do sleep 1; done";
    try (WrapProcess wrap = WrapProcess.start(home, script)) {
      long child = pid("child");
      await().atMost(20, TimeUnit.SECONDS).until(() -> wrap.process().descendants().count() >= 2);
      wrap.process().destroyForcibly();

      awaitGone(child);
    }
  }

  @Test
  void longLines_pass() throws Exception {
    String big = "head -c 10000000 /dev/zero | tr '\\0' x";
    String script =
        server("printf '{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"b\":\"'; " + big)
            + "; echo '\"}}'; cat >/dev/null";
    try (WrapProcess wrap = WrapProcess.start(home, script)) {
      wrap.send(INITIALIZE);
      wrap.line();
      wrap.send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/list\"}");

      assertThat(wrap.line()).hasSizeGreaterThan(10_000_000).endsWith("xx\"}}");
    }
  }

  @Test
  void lineOverTheLimit_isToldToWhoeverWaits_whereverItsIdStands() throws Exception {
    String big = "head -c 5000 /dev/zero | tr '\\0' x";
    String script =
        server("read -r l; printf '{\"result\":{\"id\":7,\"b\":\"'; " + big)
            + "; echo '\"},\"jsonrpc\":\"2.0\",\"id\":\"b\"}'; cat >/dev/null";
    try (WrapProcess wrap = WrapProcess.start(home, script, "-Dholdpoint.wrap.max-line=4096")) {
      wrap.send(INITIALIZE);
      wrap.line();
      wrap.send("{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"resources/list\"}");
      assertThat(wrap.line()).contains("\"id\":\"b\"", "\"error\"", "at most 4096");

      String long1 = "x".repeat(5000);
      wrap.send("{\"method\":\"ping\",\"params\":{\"p\":\"" + long1 + "\"},\"id\":9}");
      assertThat(wrap.line()).contains("\"id\":9", "\"error\"", "at most 4096");
    }
  }

  @Test
  void wrongCommandLine_saysWhatIsExpected() throws Exception {
    try (WrapProcess wrap = WrapProcess.start(home, "not a name", "cat", List.of())) {
      assertThat(wrap.exitCode()).isEqualTo(2);
      assertThat(wrap.errors()).contains("--name: got \"not a name\"", "expected");
    }
  }

  private long pid(String file) throws IOException {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () ->
                Files.exists(home.resolve(file))
                    && Files.readString(home.resolve(file)).endsWith("\n"));
    return Long.parseLong(Files.readString(home.resolve(file)).strip());
  }

  private static void awaitGone(long pid) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
