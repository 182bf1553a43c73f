// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.stdio.daemon.WrapperListener;
import io.holdpoint.gateway.stdio.link.UserFolder;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.ScriptedMonitor;
import io.holdpoint.model.verdict.Assessment;
import io.holdpoint.model.verdict.Contribution;
import io.holdpoint.model.verdict.Decision;
import io.holdpoint.model.verdict.Reason;
import io.holdpoint.model.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrappers and their daemon: what is judged, what is stopped, and what happens without it. */
class WrapDaemonIT {

  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
  private static final String READ =
      "{\"jsonrpc\":\"2.0\",\"id\":\"r\",\"method\":\"tools/call\",\"params\":{\"name\":\"read\","
          + "\"arguments\":{\"n\":1.50}},\"unknown\":[1]}";
  private static final String READ_ANSWER =
      "{\"result\":{\"content\":[],\"z\":10000000000000000001},\"jsonrpc\":\"2.0\",\"id\":\"r\"}";
  private static final String SEND =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"send\","
          + "\"arguments\":{}}}";
  private static final String SEND_ANSWER =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"content\":[]}}";
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}";
  private static final String LIST_ANSWER =
      "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{\"tools\":[{\"name\":\"read\"},"
          + "{\"name\":\"send\"}]}}";

  /** Keeps what it hears; answers reads and lists at once, sendings if {@code sends} says how. */
  private static String server(String sends) {
    return "while IFS= read -r l; do printf '%s\\n' \"$l\" >>heard; case $l in "
        + on("\"initialize\"", "echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}'")
        + on("\"read\"", "echo '" + READ_ANSWER + "'")
        + on("\"tools/list\"", "echo '" + LIST_ANSWER + "'")
        + on("\"send\"", sends)
        + " esac; done";
  }

  private static String on(String word, String reaction) {
    return "*'" + word + "'*) " + reaction + " ;; ";
  }

  private static final String SERVER = server("echo '" + SEND_ANSWER + "'");

  @TempDir private Path home;
  private Path socket = Path.of("");

  @BeforeEach
  void createFolder() throws IOException {
    UserFolder folder = new UserFolder(home);
    folder.create();
    socket = folder.socket();
  }

  @Test
  void call_isJudged_andPassesUnchanged() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, SERVER)) {
      wrap.send(READ);

      assertThat(wrap.line()).isEqualTo(READ_ANSWER);
      assertThat(heard()).containsExactly(READ);
      assertThat(rig.journalWords())
          .containsExactly("Attempted", "Decided", "Dispatched", "Completed");
      Step.Attempted attempt = rig.attempts().getFirst();
      assertThat(attempt.tool().qualifiedName()).isEqualTo("files/read");
      assertThat(attempt.session().kind()).isEqualTo(PrincipalKind.EXCLUSIVE);
      assertThat(attempt.session().key().value())
          .startsWith("process:" + ProcessHandle.current().pid() + ":");
      assertThat(attempt.session().identity().subject()).isEqualTo(Files.getOwner(home).getName());
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void deniedCall_neverReachesItsServer() throws Exception {
    ScriptedMonitor denying = new ScriptedMonitor(a -> saying(a, Verdict.Deny.PLAIN));
    try (Rig rig = Rig.alone().monitor(denying).start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, SERVER)) {
      wrap.send(READ);

      assertThat(wrap.line()).contains("\"id\":\"r\"", "\"isError\":true", "Reference: D-");
      assertThat(home.resolve("heard")).doesNotExist();
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void wrappersOfOneHost_areOneSession() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess files = WrapProcess.start(home, SERVER);
        WrapProcess mail = WrapProcess.start(home, "mail", SERVER, List.of())) {
      files.send(READ);
      files.line();
      mail.send(SEND);
      mail.line();

      assertThat(rig.attempts()).extracting(a -> a.session().id()).hasSize(2);
      assertThat(rig.attempts().get(0).session()).isEqualTo(rig.attempts().get(1).session());
      assertThat(wrappers.connected()).isEqualTo(2);
    }
  }

  @Test
  void callInFlight_isAnsweredAndCancelled_whenKilled() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, server(":"))) {
      wrap.send(SEND);
      await().atMost(20, TimeUnit.SECONDS).until(() -> heard().size() == 1);
      rig.bus().publish(new Signal.Kill(Fixtures.header("K-op", session(rig), Fixtures.NOW)));

      assertThat(wrap.line()).contains("\"id\":2", "\"isError\":true", "K-op");
      await().atMost(20, TimeUnit.SECONDS).until(() -> heard().size() == 2);
      assertThat(heard().getLast()).contains("notifications/cancelled", "\"requestId\":2");

      wrap.send(READ);
      assertThat(wrap.line()).contains("\"isError\":true", "K-op");
      assertThat(heard()).hasSize(2);
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void server_isEnded_whenItsSessionIsKilled_andItsHostReadsWhy() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, "echo $$ >pid; " + SERVER)) {
      wrap.send(READ);
      wrap.line();
      rig.bus().publish(new Signal.Kill(Fixtures.header("K-op", session(rig), Fixtures.NOW)));
      awaitEnd(home.resolve("pid"));

      wrap.send(INITIALIZE);
      assertThat(wrap.line()).contains("\"id\":1", "\"error\"", "Reference: K-op");
      wrap.send("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}");
      assertThat(wrap.line()).contains("\"id\":9", "\"result\":{}");
      wrap.send(READ);
      assertThat(wrap.line()).contains("\"isError\":true", "Reference: K-op");
      assertThat(rig.journalWords()).as("tries are evidence").hasSizeGreaterThan(4);
      assertThat(wrap.process().isAlive()).isTrue();
      assertThat(wrappers.connected()).isEqualTo(1);
      wrap.endInput();
      wrap.exitCode();
    }
  }

  @Test
  void newServer_ofAKilledSession_isEndedAsSoonAsItsHostSpeaks() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess first = WrapProcess.start(home, SERVER)) {
      first.send(READ);
      first.line();
      rig.bus().publish(new Signal.Kill(Fixtures.header("K-op", session(rig), Fixtures.NOW)));
      try (WrapProcess again = WrapProcess.start(home, "echo $$ >pid2; " + SERVER)) {
        again.send(INITIALIZE);
        awaitEnd(home.resolve("pid2"));
        again.line();
        again.send(SEND);
        assertThat(again.line()).contains("\"id\":2", "\"isError\":true", "Reference: K-op");
        assertThat(heard()).doesNotContain(SEND);
      }
      assertThat(wrappers.connected()).isPositive();
    }
  }

  private static void awaitEnd(Path pid) {
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () ->
                Files.exists(pid)
                    && ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
  }

  @Test
  void heldCall_isSentOnce_whenResumed() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, SERVER)) {
      wrap.send(READ);
      wrap.line();
      rig.bus().publish(new Signal.Pause(Fixtures.header("P-1", session(rig), Fixtures.NOW)));
      wrap.send(SEND);
      await().atMost(20, TimeUnit.SECONDS).until(() -> rig.journalWords().size() == 6);
      assertThat(wrap.isSilent()).isTrue();
      rig.bus().publish(new Signal.Resume(Fixtures.header("R-1", session(rig), Fixtures.NOW)));

      assertThat(wrap.line()).isEqualTo(SEND_ANSWER);
      assertThat(heard()).hasSize(2);
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void serversQuestion_isJudged_andItsAnswerReturns() throws Exception {
    String ask =
        "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"sampling/createMessage\",\"params\":{}}";
    String answer = "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"result\":{\"role\":\"assistant\"}}";
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, server("echo '" + ask + "'"))) {
      wrap.send(SEND);
      assertThat(wrap.line()).isEqualTo(ask);
      wrap.send(answer);

      await().atMost(20, TimeUnit.SECONDS).until(() -> heard().contains(answer));
      assertThat(rig.attempts()).extracting(Step.Attempted::kind).contains(StepKind.SAMPLING);
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void refusedQuestion_isToldToItsServerOnly() throws Exception {
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"roots/list\"}";
    ScriptedMonitor monitor =
        new ScriptedMonitor(
            a ->
                a.kind() == StepKind.ROOTS
                    ? saying(a, Verdict.Deny.PLAIN)
                    : ScriptedMonitor.permit(a.at()));
    try (Rig rig = Rig.alone().monitor(monitor).start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        WrapProcess wrap = WrapProcess.start(home, server("echo '" + ask + "'"))) {
      wrap.send(SEND);

      await()
          .atMost(20, TimeUnit.SECONDS)
          .until(() -> heard().stream().anyMatch(l -> l.contains("\"q\"") && l.contains("error")));
      assertThat(wrap.isSilent()).isTrue();
      assertThat(wrappers.connected()).isEqualTo(1);
    }
  }

  @Test
  void withoutDaemon_readsGoOnAndAreToldLater_sendingsWaitForIt() throws Exception {
    try (WrapProcess wrap = WrapProcess.start(home, SERVER)) {
      Rig first = Rig.alone().start();
      WrapperListener listener = first.acceptWrappers(socket);
      wrap.send(LIST);
      assertThat(wrap.line()).isEqualTo(LIST_ANSWER);
      listener.close();
      first.close();
      await().atMost(20, TimeUnit.SECONDS).until(() -> wrap.errors().contains("cannot be judged"));

      wrap.send(READ);
      assertThat(wrap.line()).isEqualTo(READ_ANSWER);
      wrap.send(SEND);
      await().atMost(20, TimeUnit.SECONDS).until(() -> wrap.errors().contains("send waits"));
      assertThat(heard()).containsExactly(LIST, READ);
      assertThat(wrap.errors()).contains("tools/call read goes on unjudged");
      assertThat(Files.readString(new UserFolder(home).unjudged()))
          .contains("\"call\":\"tools/call read\"", "\"released\":true")
          .doesNotContain("content");

      try (Rig second = Rig.alone().start();
          WrapperListener again = second.acceptWrappers(socket)) {
        assertThat(wrap.line()).isEqualTo(SEND_ANSWER);
        await().atMost(20, TimeUnit.SECONDS).until(() -> second.completions().size() == 2);
        assertThat(second.attempts())
            .extracting(a -> a.tool().name())
            .containsExactlyInAnyOrder("read", "send");
        assertThat(heard()).containsExactly(LIST, READ, SEND);
        assertThat(again.connected()).isEqualTo(1);
      }
    }
  }

  @Test
  void otherProtocol_isRefused_andSaysWhatToDo() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket);
        java.nio.channels.SocketChannel channel =
            java.nio.channels.SocketChannel.open(java.net.UnixDomainSocketAddress.of(socket))) {
      channel.write(
          java.nio.ByteBuffer.wrap(
              "H{\"protocol\":99,\"name\":\"files\"}\n"
                  .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      java.nio.ByteBuffer answer = java.nio.ByteBuffer.allocate(1000);
      await().atMost(20, TimeUnit.SECONDS).until(() -> channel.read(answer) < 0);

      assertThat(
              new String(
                  answer.array(), 0, answer.position(), java.nio.charset.StandardCharsets.UTF_8))
          .startsWith("R")
          .contains("got 99", "expected: 2", "stop it");
      assertThat(wrappers.connected()).isLessThan(2);
    }
  }

  @Test
  void socket_isItsOwnersAlone() throws Exception {
    try (Rig rig = Rig.alone().start();
        WrapperListener wrappers = rig.acceptWrappers(socket)) {
      assertThat(Files.getPosixFilePermissions(socket)).hasSize(2);
      assertThat(Files.getPosixFilePermissions(socket.resolveSibling(""))).hasSize(3);
      assertThat(wrappers.idleNanos()).isPositive();
    }
    assertThat(socket).doesNotExist();
  }

  private static Assessment saying(Step.Attempted attempt, Verdict verdict) {
    Contribution contribution =
        new Contribution("engine", verdict, new Reason("test", null, "Because.", List.of()));
    return new Assessment(Decision.of(contribution, attempt.at()), List.of(), List.of(), 0);
  }

  private static Session session(Rig rig) {
    return rig.attempts().getFirst().session();
  }

  private List<String> heard() throws IOException {
    Path heard = home.resolve("heard");
    return Files.exists(heard) ? Files.readAllLines(heard) : List.of();
  }
}
