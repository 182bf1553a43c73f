// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.holdpoint.collector.storage.SqlSessionStore;
import io.holdpoint.gateway.journal.FileJournal;
import io.holdpoint.gateway.journal.JournalSettings;
import io.holdpoint.model.audit.AuditEvent;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.Journal;
import io.holdpoint.model.port.JournalRecord;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.server.HoldpointServer;
import io.holdpoint.server.Verbs;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import io.holdpoint.server.cli.audit.AuditVerb;
import io.holdpoint.server.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session recorded under a key of its own: read, held, erased; by the verbs, over two starts. */
final class RecordingIT {

  private static final Duration LAG = Duration.ofSeconds(30);
  private static final String AGENT_TOKEN = "token-of-the-agent-in-this-test";
  private static final String MASTER = "5a".repeat(32);

  /** The masked view shows it: it is no secret by its looks. */
  private static final String SHOWN = "quokka-itinerary-7731";

  /** The masked view hides it. */
  private static final String HIDDEN = "wombat-ledger-5512";

  private static final String PASSING = "numbat-progress-9043";
  private static final List<String> CANARIES = List.of(SHOWN, HIDDEN, PASSING);

  @TempDir Path folder;
  private HttpServer upstream;
  private final HttpClient client = HttpClient.newHttpClient();
  private String token = "";
  private URI page = URI.create("http://127.0.0.1/");

  private record Said(int code, String out, String err) {}

  @BeforeEach
  void startUpstream() throws IOException {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String events =
        "event: message\n"
            + "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":"
            + "{\"level\":\"info\",\"data\":\""
            + PASSING
            + "\"}}\n\nevent: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":"
            + "[{\"type\":\"text\",\"text\":\""
            + HIDDEN
            + "\"}]}}\n\n";
    upstream.createContext(
        "/mcp",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] answer = events.getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    upstream.start();
  }

  @AfterEach
  void stopUpstream() {
    client.close();
    upstream.stop(0);
  }

  @Test
  void recording_isReadUntilItIsErased_andNeverAgain() throws Exception {
    String session;
    String cut;
    try (HoldpointServer server = start(encrypted(MASTER))) {
      session = record(server, "run-1");
      cut = record(server, "run-2");
      readInTheClear(session);
      assertThat(run("audit", "export").out()).contains("attempted").doesNotContain(CANARIES);
      assertThat(run("replay", session, "--speed", "0").out())
          .contains("/srv/" + SHOWN, "3 pieces of it are kept in the clear")
          .doesNotContain(HIDDEN);
      heldBack(session);
      Said erased = run("audit", "erase", session, "--reason", "request 17");
      assertThat(erased.err()).isEmpty();
      assertThat(erased.out()).contains("can never be read again", "engine's own record");
      assertGone(session);
      assertThat(run("audit", "erase", session, "--reason", "again").err()).contains("erased on");
    }
    assertThat(filesWith(List.of("triage"))).as("the search finds what is there").isNotEmpty();
    assertThat(filesWith(CANARIES)).isEmpty();
    assertThatThrownBy(() -> start(encrypted("6b".repeat(32))))
        .hasMessageContaining("gateway.recording.master-key: got ")
        .hasMessageContaining("too, which wraps 1 keys")
        .hasMessageContaining("former-keys");
    byte[] keys = Files.readAllBytes(folder.resolve("data/recording.keys"));
    writeErased(cut);
    try (HoldpointServer server = start(encrypted(MASTER))) {
      assertGone(session);
      assertGone(cut);
      assertThat(server.store().steps("default", new SessionId(session), 0, 10).toString())
          .contains("erased on");
    }
    // The second slot: nonce and wrapped key.
    assertThat(filesWith(List.of(new String(keys, 256 + 76, 60, ISO_8859_1)))).isEmpty();
    verify();
    assertThat(run("replay", session, "--folder", data(), "--speed", "0").out())
        .contains("were erased on", "request 17", "nobody can read them any more");
    rebuildTheStore();
  }

  /** Whoever reads the data folder after the erasure, or before it without the key file. */
  @Test
  void maskedViewsAlone_areErasableToo_underAKeyOfTheGatewaysOwn() throws Exception {
    String session;
    try (HoldpointServer server = start("recording: {payloads: sealed}")) {
      session = record(server, "run-5");
      assertThat(filesWith(CANARIES)).isEmpty();
      assertThat(run("replay", session, "--speed", "0").out())
          .contains("/srv/" + SHOWN)
          .doesNotContain("kept in the clear", HIDDEN);
      assertThat(run("audit", "erase", session, "--reason", "request 21").err()).isEmpty();
      assertThat(run("replay", session, "--speed", "0").out())
          .contains("(erased on", "request 21")
          .doesNotContain(CANARIES);
    }
    assertThat(filesWith(List.of("triage"))).as("the search finds what is there").isNotEmpty();
    assertThat(filesWith(CANARIES)).isEmpty();
    try (HoldpointServer server = start(encrypted(MASTER))) {
      assertThat(server.store().steps("default", new SessionId(session), 0, 10).toString())
          .as("with another master key too")
          .contains("erased on");
    }
  }

  @Test
  void withoutKeys_erasureIsRefused_namingTheSetting() throws Exception {
    try (HoldpointServer server = start("")) {
      String session = record(server, "run-6");
      Said refused = run("audit", "erase", session, "--reason", "request 22");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains("gateway.recording.payloads");
    }
  }

  /** What waits for people would be read from the desk, were it not taken off. */
  @Test
  void erasure_takesHeldCallsOffTheDesk() throws Exception {
    String holding = "\n  hold-limit: 300ms\n  tools: {unclassified: hold}";
    try (HoldpointServer server = start(encrypted(MASTER) + holding)) {
      assertThat(call(server, "run-3", "frobnicate_account")).contains("waiting for a person");
      Matcher session = Pattern.compile("s-[0-9a-f]{8,}").matcher(approvals());
      assertThat(session.find()).isTrue();
      assertThat(run("audit", "erase", session.group(), "--reason", "request 19").err()).isEmpty();
      assertThat(approvals()).contains("\"approvals\":[]");
    }
  }

  private String approvals() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(page.resolve("/api/v1/approvals"))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The database is a projection: all it says stands in telemetry log and journal too. */
  private void rebuildTheStore() throws IOException {
    Path file = folder.resolve("holdpoint.yaml");
    Files.writeString(file, text(encrypted(MASTER)));
    Said refused = run("rebuild", "--config", file.toString());
    assertThat(refused.err()).contains("got sessions (expected: none; move it away first)");
    List<String> before = stored();
    assertThat(before).hasSizeGreaterThanOrEqualTo(4);
    Files.move(folder.resolve("data/store"), folder.resolve("lost-store"));
    Said rebuilt = run("rebuild", "--config", file.toString());
    assertThat(rebuilt.err()).isEmpty();
    assertThat(rebuilt.out()).contains("2 steps from", "0 from the journal alone");
    assertThat(stored()).isEqualTo(before);
    verify();
  }

  private List<String> stored() throws IOException {
    List<String> all = new ArrayList<>();
    try (SqlSessionStore store =
        SqlSessionStore.open(config(encrypted(MASTER)).store(), value -> value)) {
      for (SessionRow row : store.sessions("default", 100)) {
        all.add(row.toString());
        store.steps("default", row.facts().id(), 0, 100).forEach(step -> all.add(step.toString()));
      }
      store.detections("default", 100).forEach(detection -> all.add(detection.toString()));
    }
    return all;
  }

  /** As if the process had ended between the journal's word and the end of the key. */
  private void writeErased(String session) {
    try (FileJournal journal =
        FileJournal.open(folder.resolve("data/journal"), JournalSettings.DEFAULTS)) {
      journal
          .append(
              Journal.Durability.DISK,
              List.of(
                  new JournalRecord.Audited(
                      new AuditEvent.Erased(session, "mira", "request 18", Instant.now()))))
          .toCompletableFuture()
          .join();
    }
  }

  private List<String> filesWith(List<String> texts) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        if (texts.stream().anyMatch(content::contains)) {
          found.add(file.toString());
        }
      }
    }
    return found;
  }

  private String record(HoldpointServer server, String run) throws Exception {
    int before = server.store().sessions("default", 10).size();
    assertThat(call(server, run)).contains(HIDDEN, PASSING);
    String session =
        await()
            .atMost(LAG)
            .until(
                () ->
                    server.store().sessions("default", 10).stream()
                        .map(row -> row.facts().id().value())
                        .toList(),
                ids -> ids.size() > before)
            .getFirst();
    assertThat(server.store().steps("default", new SessionId(session), 0, 10).toString())
        .contains(SHOWN)
        .doesNotContain(HIDDEN);
    return session;
  }

  private void readInTheClear(String session) {
    Said clear = run("audit", "recording", session);
    assertThat(clear.err()).isEmpty();
    assertThat(clear.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"part\":\"arguments\"", SHOWN),
            line -> assertThat(line).contains("\"part\":\"messages\"", PASSING),
            line -> assertThat(line).contains("\"part\":\"result\"", HIDDEN));
    assertThat(run("audit", "export", "--class", "views").out())
        .as("who looked is written down")
        .contains("GET /sessions/{id}/recording " + session);
  }

  private void heldBack(String session) {
    for (String[] scope :
        List.of(new String[] {"--session", session}, new String[] {"--principal", "triage"})) {
      String hold = run("audit", "hold", scope[0], scope[1], "--reason", "case 1").out();
      Said refused = run("audit", "erase", session, "--reason", "request 17");
      assertThat(refused.code()).isNotZero();
      assertThat(refused.err()).contains("no legal hold over what is to be erased");
      run("audit", "lift", hold.split(" ", -1)[0], "--reason", "case 1 is over");
    }
    assertThat(run("audit", "recording", session).out()).contains(HIDDEN);
  }

  private void assertGone(String session) {
    Said clear = run("audit", "recording", session);
    assertThat(clear.code()).isNotZero();
    assertThat(clear.err()).contains("erased on", "request 1");
    assertThat(run("replay", session, "--speed", "0").out())
        .contains("asks for files/read_file", "(erased on", "request 1")
        .doesNotContain(CANARIES);
  }

  private void verify() {
    Said verified =
        run(
            "audit",
            "verify",
            "--key",
            folder.resolve("data/audit.pub").toString(),
            data() + "/journal");
    assertThat(verified.out()).contains("nothing is wrong");
    assertThat(verified.code()).isZero();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private HoldpointServer start(String recording) {
    HoldpointServer server = HoldpointServer.start(config(recording), InstantSource.system());
    server.firstToken().ifPresent(first -> token = first);
    page = server.page();
    return server;
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of("HOLDPOINT_API", page.toString().replaceAll("/$", ""), "HOLDPOINT_TOKEN", token),
            false,
            InstantSource.system());
    int code =
        new CommandLineRunner(terminal, List.of(new AuditVerb(terminal), Verbs.rebuild(terminal)))
            .run(arguments);
    return new Said(code, out.toString(), err.toString());
  }

  private String call(HoldpointServer server, String run) throws Exception {
    return call(server, run, "read_file");
  }

  private String call(HoldpointServer server, String run, String tool) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.endpoint("files"))
            .timeout(LAG)
            .header("Authorization", "Bearer " + AGENT_TOKEN)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Mcp-Session-Id", run)
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\""
                        + tool
                        + "\",\"arguments\":{\"path\":\"/srv/"
                        + SHOWN
                        + "\"}}}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String encrypted(String master) {
    return "recording: {payloads: encrypted, master-key: {value: \"" + master + "\"}}";
  }

  private ServerConfig config(String recording) {
    return ServerConfig.parse("test", text(recording), folder);
  }

  private String text(String recording) {
    return """
    data-dir: data
    gateway:
      listen: 127.0.0.1:0
      upstreams: [{name: files, url: "http://127.0.0.1:%d/mcp"}]
      credentials: [{name: key-1, subject: triage, token: %s}]
      %s
    collector: {grpc-listen: "127.0.0.1:0", http-listen: "127.0.0.1:0"}
    control: {listen: "127.0.0.1:0"}
    """
        .formatted(upstream.getAddress().getPort(), AGENT_TOKEN, recording);
  }
}
