// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.model.approval.ApprovalRefusedException;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All scenarios of one client and one server, with a gateway of their own. */
final class MatrixRun {

  static final String CLIENT = "matrix-agent";

  /** How long the clients wait for an answer; the gateway knows, and gives up before them. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Long enough for a client that comes back by itself to have done so. */
  private static final Duration A_WHILE = Duration.ofMillis(700);

  private static final Duration PROMPTLY = Duration.ofSeconds(4);
  private static final HoldSettings HOLDS =
      new HoldSettings(
          Duration.ofMillis(300),
          6,
          Duration.ofMillis(100),
          "",
          List.of(new HoldSettings.ClientLimit(CLIENT, PATIENCE)),
          Map.of(),
          Map.of());

  private final MatrixClient client;
  private final MatrixServer server;
  private final boolean tellsWhy;
  private final Map<Scenario, Throwable> failures = new EnumMap<>(Scenario.class);

  /**
   * @param tellsWhy whether the client hands on why it was refused when it connects
   */
  MatrixRun(MatrixClient client, MatrixServer server, boolean tellsWhy) {
    this.client = client;
    this.server = server;
    this.tellsWhy = tellsWhy;
  }

  /** A scenario; everything it sees must be as promised. */
  private interface Part {
    void run() throws Exception;
  }

  /** What went wrong, by scenario; nothing, if all is as promised. */
  Map<Scenario, Throwable> all() throws IOException {
    try (Rig rig =
        Rig.with(server.name(), server.access())
            .policy(server.uses().policy(server.name()))
            .holds(HOLDS)
            .answer(Duration.ofMinutes(3))
            .onlyWithToken()
            .start()) {
      try (MatrixClient.Connection agent = open(rig)) {
        part(Scenario.PERMIT, () -> permits(agent));
        part(Scenario.DENY, () -> denies(rig, agent));
        part(Scenario.MASK, () -> masks(agent));
        part(Scenario.APPROVED, () -> approves(rig, agent));
        part(Scenario.EXPIRED, () -> expires(rig, agent));
        part(Scenario.APPROVED_LATE, () -> approvesLate(rig, agent));
        part(Scenario.KILL, () -> kills(rig, agent));
        part(Scenario.RECONNECT, () -> staysOut(rig));
      }
    }
    return failures;
  }

  /** A client of the newer era must be told plainly that a server does not speak it. */
  void meetsNobody() throws IOException {
    try (Rig rig = Rig.with(server.name(), server.access()).onlyWithToken().start()) {
      assertThatThrownBy(() -> open(rig))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("timed out")
          .hasMessageNotContaining("no answer");
      assertThat(rig.attempts()).isEmpty();
    }
  }

  private void part(Scenario scenario, Part part) {
    try {
      part.run();
    } catch (Exception | AssertionError wrong) { // Becomes a cell of the table.
      failures.put(scenario, wrong);
    }
  }

  private void permits(MatrixClient.Connection agent) throws IOException {
    MatrixServer.Use plain = server.uses().plain();
    MatrixClient.Said said = call(agent, plain);
    assertThat(said.failed()).as(said.text()).isFalse();
    assertThat(said.text()).contains(plain.says());
  }

  private void denies(Rig rig, MatrixClient.Connection agent) throws IOException {
    long sent = sent(rig);
    MatrixClient.Said said = call(agent, server.uses().denied());
    assertThat(said.failed()).isTrue();
    assertThat(said.text()).contains("Reference: D-").doesNotContain("never");
    assertThat(sent(rig)).isEqualTo(sent);
  }

  private void masks(MatrixClient.Connection agent) throws IOException {
    MatrixServer.Use personal = server.uses().personal();
    MatrixClient.Said said = call(agent, personal);
    assertThat(said.failed()).as(said.text()).isFalse();
    if (client.readsStructured() && said.text().startsWith("{")) {
      assertThat(said.text()).containsPattern(inItsForm(personal.says()));
    } else {
      assertThat(said.text()).contains(personal.says());
    }
    assertThat(said.text() + said.structured()).doesNotContain(MatrixServer.MAIL);
  }

  /** Where a schema has its word, what stands for an address reads like one. */
  private static String inItsForm(String says) {
    String address = MatrixServer.MAIL.replaceAll("[a-z]", "[a-z]").replace(".", "\\.");
    return Arrays.stream(says.split(Pattern.quote("[email]"), -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(address));
  }

  private void approves(Rig rig, MatrixClient.Connection agent) {
    MatrixServer.Use held = server.uses().held().get(0);
    long sent = sent(rig);
    CompletableFuture<MatrixClient.Said> said = async(() -> call(agent, held));
    String ref = pending(rig);
    await().during(A_WHILE).until(() -> sent(rig) == sent && !said.isDone());
    rig.approve(ref);
    MatrixClient.Said answer = said.join();
    assertThat(answer.failed()).as(answer.text()).isFalse();
    assertThat(answer.text()).contains(held.says());
    assertThat(sent(rig)).isEqualTo(sent + 1);
  }

  private void expires(Rig rig, MatrixClient.Connection agent) {
    MatrixServer.Use held = server.uses().held().get(1);
    long sent = sent(rig);
    CompletableFuture<MatrixClient.Said> said = async(() -> call(agent, held));
    String ref = pending(rig);
    rig.clock().advance(Duration.ofMinutes(11));
    rig.desk().expire();
    MatrixClient.Said answer = said.join();
    assertThat(answer.failed()).isTrue();
    assertThat(answer.text()).contains("Reference: " + ref);
    assertThatThrownBy(() -> rig.approve(ref))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ApprovalRefusedException.class);
    assertThat(sent(rig)).isEqualTo(sent);
  }

  private void approvesLate(Rig rig, MatrixClient.Connection agent) throws IOException {
    MatrixServer.Use held = server.uses().held().get(2);
    long sent = sent(rig);
    MatrixClient.Said told = call(agent, held);
    assertThat(told.failed()).isTrue();
    String ref = pending(rig);
    assertThat(told.text()).contains("waiting for a person", "Reference: " + ref);
    assertThat(sent(rig)).isEqualTo(sent);
    rig.approve(ref);
    MatrixClient.Said again = call(agent, held);
    assertThat(again.failed()).as(again.text()).isFalse();
    assertThat(again.text()).contains(held.says());
    assertThat(sent(rig)).isEqualTo(sent + 1);
  }

  private void kills(Rig rig, MatrixClient.Connection agent) throws IOException {
    server.slow().run();
    long sent = sent(rig);
    CompletableFuture<MatrixClient.Said> said = async(() -> call(agent, server.uses().slow()));
    await().until(() -> sent(rig) == sent + 1);
    rig.bus()
        .publish(
            new Signal.Kill(
                Fixtures.header(
                    "K-op", rig.attempts().getFirst().session(), rig.clock().instant())));
    await().atMost(PROMPTLY).until(said::isDone);
    assertThat(said.join().failed()).isTrue();
    assertThat(said.join().text()).contains("Reference: K-op");
    MatrixClient.Said after = call(agent, server.uses().plain());
    assertThat(after.failed()).isTrue();
    assertThat(after.text()).contains("Reference: K-op");
    assertThat(sent(rig)).isEqualTo(sent + 1);
  }

  private void staysOut(Rig rig) {
    long sent = sent(rig);
    int asked = rig.attempts().size();
    assertThatThrownBy(() -> open(rig))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(tellsWhy ? "K-op" : "");
    assertThat(rig.attempts()).hasSize(asked);
    assertThat(sent(rig)).isEqualTo(sent);
  }

  private MatrixClient.Connection open(Rig rig) throws IOException {
    String url = "http://127.0.0.1:" + rig.port() + "/" + server.name() + "/mcp";
    return client.open(url, Rig.TOKEN, PATIENCE);
  }

  private static MatrixClient.Said call(MatrixClient.Connection agent, MatrixServer.Use use)
      throws IOException {
    return agent.call(use.tool(), use.arguments());
  }

  private static CompletableFuture<MatrixClient.Said> async(Callable<MatrixClient.Said> call) {
    CompletableFuture<MatrixClient.Said> said = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                said.complete(call.call());
              } catch (Exception e) { // For whoever joins.
                said.completeExceptionally(e);
              }
            });
    return said;
  }

  private static String pending(Rig rig) {
    await().until(() -> rig.pending().size() == 1);
    return rig.pending().getFirst().ref();
  }

  private static long sent(Rig rig) {
    return rig.journal().stream().filter(JournalRecord.Dispatched.class::isInstance).count();
  }
}
