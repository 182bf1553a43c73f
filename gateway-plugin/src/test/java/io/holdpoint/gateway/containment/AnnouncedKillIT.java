// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.Fixtures;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stream stands still from the moment its kill is ordered, however long the disk takes. */
@SuppressWarnings("StringConcatToTextBlock") // The line ends are what is tested.
final class AnnouncedKillIT {

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}";
  private static final String ANSWER =
      "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":[]}}\n\n";

  private final SlowJournal disk = new SlowJournal();
  private final JournaledSignalBus bus = new JournaledSignalBus(disk);
  private final CountDownLatch ordered = new CountDownLatch(1);
  private final CountDownLatch saidAfter = new CountDownLatch(1);

  @Test
  void passes_nothingMore_andTellsOfTheKillOnceItIsDurable() throws Exception {
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).bus(bus).start();
        RawClient client = rig.client()) {
      CompletionStage<?> kill = killWhileItStreams(rig, client);

      disk.appends.getFirst().complete(null);

      String rest = rest(client);
      assertThat(rest).contains("Reference: K-slow").doesNotContain("after the order");
      assertThat(kill.toCompletableFuture()).isCompleted();
    }
  }

  @Test
  void goesOn_whenTheKillCouldNotBeWritten() throws Exception {
    try (StubUpstream upstream = upstream();
        Rig rig = Rig.with("files", upstream).bus(bus).start();
        RawClient client = rig.client()) {
      CompletionStage<?> kill = killWhileItStreams(rig, client);

      disk.appends.getFirst().completeExceptionally(new IOException("disk: full"));

      assertThat(rest(client)).contains("after the order").endsWith(ANSWER);
      assertThat(kill.toCompletableFuture()).isCompletedExceptionally();
    }
  }

  /**
   * Nobody waits for the server any more: what it still says is dropped, and its end is the end.
   */
  @Test
  void ends_withTheServer_whenTheSessionWasKilledAfterItsAnswer() throws Exception {
    try (StubUpstream upstream =
            new StubUpstream(
                (request, reply) -> {
                  reply.beginEvents();
                  reply.events(ANSWER);
                  awaitOrder();
                  reply.events(progress("after the order"));
                  reply.endEvents();
                });
        Rig rig = Rig.with("files", upstream).bus(bus).start();
        RawClient client = rig.client()) {
      client.sendPost("files", CALL);
      client.readHead();
      assertThat(client.readChunk()).isEqualTo(ANSWER);
      CompletionStage<?> kill = kill(rig);
      disk.appends.getFirst().complete(null);
      assertThat(kill.toCompletableFuture()).isCompleted();
      ordered.countDown();

      assertThat(rest(client)).doesNotContain("after the order");
    }
  }

  private CompletionStage<?> kill(Rig rig) {
    return bus.publish(
        new Signal.Kill(
            Fixtures.header("K-slow", rig.attempts().getFirst().session(), rig.clock().instant())));
  }

  /** The order is given after the first event; the second one waits, and so does the caller. */
  private CompletionStage<?> killWhileItStreams(Rig rig, RawClient client) throws Exception {
    client.sendPost("files", CALL);
    client.readHead();
    assertThat(client.readChunk()).contains("before the order");
    CompletionStage<?> kill = kill(rig);
    ordered.countDown();
    assertThat(saidAfter.await(40, TimeUnit.SECONDS)).isTrue();
    await().during(200, TimeUnit.MILLISECONDS).until(() -> !client.hasMore());
    assertThat(bus.containment().isEmpty()).isTrue();
    return kill;
  }

  private StubUpstream upstream() throws IOException {
    return new StubUpstream(
        (request, reply) -> {
          reply.beginEvents();
          reply.events(progress("before the order"));
          awaitOrder();
          reply.events(progress("after the order"));
          saidAfter.countDown();
          reply.events(ANSWER);
          reply.endEvents();
        });
  }

  private static String progress(String text) {
    return "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"data\":\""
        + text
        + "\"}}\n\n";
  }

  private void awaitOrder() throws IOException {
    try {
      if (!ordered.await(40, TimeUnit.SECONDS)) {
        throw new IOException("nobody let the upstream go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String rest(RawClient client) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String chunk = client.readChunk(); !chunk.isEmpty(); chunk = client.readChunk()) {
      all.append(chunk);
    }
    return all.toString();
  }
}
