// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
final class ChildProcessIT {

  private static final ChildProcess.Limits LIMITS =
      new ChildProcess.Limits(1 << 20, 1 << 20, Duration.ofMillis(300));

  private final OrphanGuard guard = new OrphanGuard();
  private final Said said = new Said();
  @TempDir private Path temp;

  @AfterEach
  void endChildren() {
    guard.close();
  }

  @Test
  void takesAndGivesLines_andTellsItsEnd() throws Exception {
    ChildProcess child = start("cat; echo bye >&2; exit 7", Map.of());
    assertThat(child.send(bytes("one"))).isTrue();
    assertThat(child.send(bytes("two"))).isTrue();
    child.closeInput();

    assertThat(child.gone().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(said.lines()).containsExactly("one", "two", "exit 7");
    assertThat(said.errors()).containsExactly("bye");
    assertThat(child.send(bytes("three"))).isFalse();
  }

  @Test
  void seesOnlyTheEnvironmentGiven_andItsFolder() throws Exception {
    Files.createFile(temp.resolve("here"));
    ChildProcess child = start("env | sort; ls", Map.of("COLOUR", "blue"));
    child.gone().toCompletableFuture().get(10, TimeUnit.SECONDS);

    assertThat(said.lines()).contains("COLOUR=blue", "here");
    assertThat(said.lines()).noneMatch(line -> line.startsWith("HOME="));
  }

  @Test
  void refusesProgramThatIsNotThere() {
    ChildCommand command =
        new ChildCommand(List.of("no-such-program-here"), Map.of("PATH", "/bin"), null);
    assertThatThrownBy(() -> ChildProcess.start("x", command, LIMITS, guard, said))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program-here");
  }

  @Test
  void queuesSoMuchAndNoMore_whenChildDoesNotRead() throws Exception {
    ChildProcess child = start("trap '' TERM; while :; do sleep 1; done", Map.of());
    byte[] line = new byte[300_000];
    int taken = 0;
    while (taken < 20 && child.send(line)) {
      taken++;
    }
    assertThat(taken).isBetween(3, 6);
    child.kill();
    child.gone().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void killsWhatIgnoresEndOfInputAndSigterm_withAllItStarted() throws Exception {
    ChildProcess child =
        start("trap '' TERM; sleep 60 & echo $!; while :; do sleep 1; done", Map.of());
    await().until(() -> said.lines().size() == 1);
    long grandchild = Long.parseLong(said.lines().getFirst());
    child.stop();

    assertThat(child.gone().toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo(137);
    await().until(() -> ended(grandchild));
  }

  @Test
  void endsWhatIsLeftOfItsGroup_whenChildEndsByItself() throws Exception {
    ChildProcess child = start("sleep 60 & echo $!", Map.of());
    child.gone().toCompletableFuture().get(10, TimeUnit.SECONDS);
    long grandchild = Long.parseLong(said.lines().getFirst());

    await().until(() -> ended(grandchild));
  }

  @Test
  void leavesNoOrphan_whenThisProcessIsKilled() throws Exception {
    Path pids = temp.resolve("pids");
    String script = "sleep 60 & echo $! > " + pids + "; trap '' TERM; while :; do sleep 1; done";
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OrphaningProcess.class.getName(),
                script)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    await().atMost(20, TimeUnit.SECONDS).until(() -> Files.exists(pids) && Files.size(pids) > 1);
    long grandchild = Long.parseLong(Files.readString(pids).strip());
    long child =
        parent
            .descendants()
            .filter(p -> p.children().anyMatch(c -> c.pid() == grandchild))
            .findFirst()
            .orElseThrow()
            .pid();
    parent.destroyForcibly();

    await().atMost(10, TimeUnit.SECONDS).until(() -> ended(child) && ended(grandchild));
  }

  private ChildProcess start(String script, Map<String, String> more) throws IOException {
    Map<String, String> environment = new java.util.HashMap<>(more);
    environment.put("PATH", System.getenv("PATH"));
    ChildCommand command = new ChildCommand(List.of("sh", "-c", script), environment, temp);
    return ChildProcess.start("test", command, LIMITS, guard, said);
  }

  /** Gone, or dead and only waiting to be noticed by whoever it was handed to. */
  private static boolean ended(long pid) {
    return ProcessHandle.of(pid).map(p -> !p.isAlive() || isZombie(pid)).orElse(true);
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException gone) {
      return true;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
