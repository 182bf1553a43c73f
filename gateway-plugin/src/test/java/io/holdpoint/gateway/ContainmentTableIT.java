// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.gateway.testing.Declarations;
import io.holdpoint.gateway.testing.RawClient;
import io.holdpoint.gateway.testing.Rig;
import io.holdpoint.gateway.testing.StubUpstream;
import io.holdpoint.model.identity.AgentClaim;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.port.DeclaredSession;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.testing.FakeClock;
import io.holdpoint.model.testing.Fixtures;
import io.holdpoint.model.testing.InMemorySignalBus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of README.md, cell by cell. */
final class ContainmentTableIT {

  private static final String TRACE = "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01";
  private static final String OTHER_TRACE = "00-" + "c".repeat(32) + "-" + "b".repeat(16) + "-01";

  /** One cell of a table. */
  record Cell(boolean killed, boolean shared, String key, String event, String expected) {

    @Override
    public String toString() {
      return String.join(
          ", ",
          killed ? "killed" : "paused",
          shared ? "shared" : "exclusive",
          key,
          event,
          expected);
    }
  }

  static Stream<Cell> cells() throws IOException {
    List<Cell> cells = new ArrayList<>();
    boolean killed = false;
    List<String> events = List.of();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      killed = line.startsWith("After a ") ? line.contains("kill") : killed;
      List<String> columns = Arrays.stream(line.split("\\|")).map(String::strip).toList();
      if (line.startsWith("| principal |")) {
        events = columns;
      } else if (line.startsWith("| exclusive |") || line.startsWith("| shared |")) {
        for (int i = 3; i < columns.size(); i++) {
          cells.add(
              new Cell(
                  killed,
                  columns.get(1).equals("shared"),
                  columns.get(2),
                  events.get(i),
                  columns.get(i)));
        }
      }
    }
    return cells.stream();
  }

  @Test
  void hasEveryCell() throws IOException {
    assertThat(cells()).hasSize(2 * 2 * 5 * 10);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void standsAsWritten(Cell cell) throws IOException {
    try (Scene scene = new Scene(cell)) {
      assertThat(scene.play()).isEqualTo(cell.expected());
    }
  }

  /** One agent that is contained and tries something else. */
  private static final class Scene implements AutoCloseable {

    private final Cell cell;
    private final AtomicInteger opened = new AtomicInteger();
    private final StubUpstream upstream;
    private final FakeClock clock = new FakeClock();
    private final Declarations declarations = new Declarations();
    private final DeclaredSession declared;
    private final InMemorySignalBus bus = new InMemorySignalBus();
    private final Rig rig;
    private final RawClient first;

    Scene(Cell cell) throws IOException {
      this.cell = cell;
      this.upstream =
          new StubUpstream(
              (request, reply) -> {
                if (request.asks("initialize")) {
                  reply.json(
                      FidelityIT.result("1"), "Mcp-Session-Id: m-" + opened.incrementAndGet());
                } else {
                  reply.json(FidelityIT.result("1"));
                }
              });
      this.declared =
          declarations.declare(
              "default", cell.shared() ? "crew" : "triage", AgentClaim.NONE, "sort the mail");
      this.rig = start(bus);
      this.first = rig.client();
    }

    /** Calls, is contained, does something else, calls again. */
    String play() throws IOException {
      String id = cell.key().equals("session id") ? open(first, "one") : "";
      call(first, "read", headers(cell.key(), id, TRACE));
      Session session = rig.attempts().getFirst().session();
      clock.advance(Duration.ofSeconds(1));
      Signal.Header header = Fixtures.header("X-1", session, clock.instant());
      bus.publish(cell.killed() ? new Signal.Kill(header) : new Signal.Pause(header));
      clock.advance(Duration.ofSeconds(1));
      return next(id);
    }

    private String next(String id) throws IOException {
      return switch (cell.event()) {
        case "new connection" -> elsewhere(rig, headers(cell.key(), id, TRACE));
        case "new session id" -> verdict(first, headers(keyed(), reopen(first, "one"), TRACE));
        case "new session id and connection" -> {
          try (RawClient second = rig.client()) {
            yield verdict(second, headers(keyed(), reopen(second, "one"), TRACE));
          }
        }
        case "new trace id" ->
            verdict(
                first, headers(cell.key().equals("none") ? "trace" : cell.key(), id, OTHER_TRACE));
        case "no trace id" ->
            verdict(first, headers(cell.key().equals("trace") ? "none" : cell.key(), id, ""));
        case "new client name" -> verdict(first, headers(keyed(), reopen(first, "two"), TRACE));
        case "other era" -> modern(first);
        case "second gateway" -> {
          try (Rig second = start(bus)) {
            yield elsewhere(second, headers(cell.key(), id, TRACE));
          }
        }
        case "restart" -> {
          rig.close();
          InMemorySignalBus rebuilt = new InMemorySignalBus();
          bus.signals().forEach(rebuilt::publish);
          try (Rig again = start(rebuilt)) {
            yield elsewhere(again, headers(cell.key(), id, TRACE));
          }
        }
        case "key left out" -> elsewhere(rig, headers("none", "", ""));
        default -> throw new IllegalArgumentException("event: got " + cell.event());
      };
    }

    private Rig start(InMemorySignalBus signals) throws IOException {
      return Rig.with("mail", upstream)
          .bus(signals)
          .clock(clock)
          .declarations(declarations)
          .hold(Duration.ofMillis(30))
          .start();
    }

    /** A fresh protocol session always brings an id, whatever else the agent is known by. */
    private String keyed() {
      return switch (cell.key()) {
        case "declared", "baggage" -> cell.key();
        default -> "session id";
      };
    }

    private String elsewhere(Rig gateway, List<String> headers) throws IOException {
      try (RawClient second = gateway.client()) {
        return verdict(second, headers);
      }
    }

    private String verdict(RawClient client, List<String> headers) throws IOException {
      return word(call(client, "read", headers), () -> call(client, "send_mail", headers));
    }

    private String modern(RawClient client) throws IOException {
      return word(callModern(client, "read"), () -> callModern(client, "send_mail"));
    }

    private static String word(String read, Send send) throws IOException {
      if (read.contains("waiting for a person")) {
        return "held";
      }
      if (read.contains("\"isError\":true")) {
        return "refused";
      }
      return send.body().contains("\"isError\":true") ? "restricted" : "goes on";
    }

    private String callModern(RawClient client, String tool) throws IOException {
      String more =
          switch (cell.key()) {
            case "declared" -> ",\"baggage\":\"holdpoint.session=" + declared.handle() + "\"";
            case "baggage" -> ",\"baggage\":\"session.id=b-1\"";
            case "trace" -> ",\"traceparent\":\"" + TRACE + "\"";
            default -> "";
          };
      String body =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
              + tool
              + "\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\""
              + more
              + "}}}";
      return client
          .post(
              "mail",
              body,
              authorization(),
              "MCP-Protocol-Version: 2026-07-28",
              "Mcp-Method: tools/call",
              "Mcp-Name: " + tool)
          .body();
    }

    private String call(RawClient client, String tool, List<String> headers) throws IOException {
      return client
          .post("mail", FidelityIT.call("1", tool, "{}"), headers.toArray(new String[0]))
          .body();
    }

    private String open(RawClient client, String name) throws IOException {
      return client
          .post(
              "mail",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"clientInfo\":"
                  + "{\"name\":\""
                  + name
                  + "\",\"version\":\"1\"}}}",
              authorization())
          .head()
          .field("mcp-session-id");
    }

    /** A refused opening gives out no id; a hostile agent makes one up. */
    private String reopen(RawClient client, String name) throws IOException {
      String id = open(client, name);
      return id.isEmpty() ? "made-up" : id;
    }

    private List<String> headers(String key, String id, String trace) {
      List<String> headers = new ArrayList<>();
      headers.add(authorization());
      switch (key) {
        case "declared" -> headers.add("baggage: holdpoint.session=" + declared.handle());
        case "baggage" -> headers.add("baggage: x=1, session.id=b-1;p=2");
        case "session id" -> headers.add("Mcp-Session-Id: " + id);
        case "trace" -> headers.add("traceparent: " + trace);
        case "none" -> headers.add("X-None: 1");
        default -> throw new IllegalArgumentException("key: got " + key.toLowerCase(Locale.ROOT));
      }
      boolean traced = !key.equals("trace") && !key.equals("none") && !trace.isEmpty();
      if (traced) {
        headers.add("traceparent: " + trace);
      }
      return headers;
    }

    private String authorization() {
      return "Authorization: Bearer " + (cell.shared() ? Rig.SHARED_TOKEN : Rig.TOKEN);
    }

    @Override
    public void close() throws IOException {
      first.close();
      rig.close();
      upstream.close();
    }
  }

  /** The second call of a pair, made only if the first went through. */
  private interface Send {
    String answer() throws IOException;

    default String body() throws IOException {
      return answer();
    }
  }
}
