// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.holdpoint.server.Verbs;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verb {@code doctor} on homes made for it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class DoctorIT {

  private static final String TOKEN = "gateway-token-0000001";
  private static final String GITHUB = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private HttpServer modern;
  private int gatewayPort;

  @BeforeEach
  void serve() throws IOException {
    modern = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    modern.createContext("/mcp", DoctorIT::answer);
    modern.start();
    try (ServerSocket free = new ServerSocket(0)) {
      gatewayPort = free.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    modern.stop(0);
  }

  @Test
  void triesUpstreams_inBothEras() throws IOException {
    assertThat(run("--json")).isEqualTo(1);
    JsonNode findings = JsonMapper.builder().build().readTree(out.toString());

    assertThat(finding(findings, "upstream", "sdk"))
        .startsWith("ok: speaks 2025-11-25, lists 2 tools");
    assertThat(finding(findings, "upstream", "stateless"))
        .startsWith("ok: speaks 2026-07-28, lists 1 tools");
    assertThat(finding(findings, "upstream", "gone"))
        .startsWith("error: does not answer: no connection");
  }

  @Test
  void findsBypassesAndSecrets_andNeverShowsOne() throws IOException {
    write(
        "home/.config/Claude/claude_desktop_config.json",
        """
        {"mcpServers": {
          "github": {"command": "npx", "args": ["-y", "server-github", "--api-key=%s"], "env": {"GITHUB_TOKEN": "%s", "SAFE": "${env:X_TOKEN}"}},
          "files": {"command": "/opt/holdpoint", "args": ["wrap", "--name", "files", "--", "npx", "files"]}
        }}
        """
            .formatted(GITHUB, GITHUB));
    write(
        "home/.claude.json",
        """
        {"projects": {"/src": {"mcpServers": {
          "sdk": {"type": "http", "url": "http://127.0.0.1:%d/sdk/mcp", "headers": {"Authorization": "Bearer %s"}, "timeout": 5000}
        }}}}
        """
            .formatted(gatewayPort, TOKEN));
    write(
        "work/.vscode/mcp.json",
        """
        // comments are allowed here
        {"servers": {
          "direct": {"type": "http", "url": "http://127.0.0.1:%d/mcp"},
          "typo": {"type": "http", "url": "http://localhost:%d/sdkk/mcp"},
        }}
        """
            .formatted(modern.getAddress().getPort(), gatewayPort));
    write("work/.cursor/mcp.json", "{\"mcpServers\": {");

    assertThat(runWith(soundConfig(), "--json")).isEqualTo(1);
    String text = out.toString();
    JsonNode findings = JsonMapper.builder().build().readTree(text);

    assertThat(text).doesNotContain(GITHUB).doesNotContain(TOKEN);
    assertThat(finding(findings, "agent", "Claude Desktop: github"))
        .contains("error: bypasses the gateway", "npx", "claude_desktop_config.json");
    assertThat(all(findings, "secret", "Claude Desktop: github"))
        .hasSize(2)
        .allMatch(f -> f.startsWith("error: holds a GitHub token"))
        .anyMatch(f -> f.contains("mcpServers.github.env.GITHUB_TOKEN"))
        .anyMatch(f -> f.contains("args[2] --api-key"));
    assertThat(finding(findings, "agent", "Claude Desktop: files")).startsWith("ok: is wrapped");
    assertThat(all(findings, "agent", "Claude Code: sdk"))
        .anyMatch(f -> f.startsWith("ok: calls the gateway"))
        .anyMatch(f -> f.startsWith("warning: gives up a call after 5 s"));
    assertThat(finding(findings, "secret", "Claude Code: sdk"))
        .startsWith("info: holds a token of this gateway");
    assertThat(finding(findings, "agent", "VS Code: direct"))
        .startsWith("error: bypasses the gateway: it calls 127.0.0.1, an upstream of the gateway");
    assertThat(finding(findings, "agent", "VS Code: typo")).contains("does not have");
    assertThat(finding(findings, "agent", "Cursor"))
        .startsWith("warning:")
        .contains("cannot be read");
  }

  @Test
  void looksAtTheMachine_andIsContentWithASoundOne() throws IOException {
    Path data = Files.createDirectories(temp.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    runWith(soundConfig(), "--json");
    JsonNode findings = JsonMapper.builder().build().readTree(out.toString());
    assertThat(finding(findings, "machine", data.toString()))
        .startsWith("error: data folder: got one that others can open");
    assertThat(finding(findings, "machine", "gateway.listen")).contains("is free");

    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    out.getBuffer().setLength(0);
    try (ServerSocket taken = new ServerSocket(gatewayPort, 1, InetAddress.getLoopbackAddress())) {
      assertThat(runWith(soundConfig())).as(out.toString()).isZero();
      assertThat(taken.isClosed()).isFalse();
    }
    assertThat(out.toString())
        .contains("SEVERITY", "warning", "no gateway answers there", "lists 1 tools")
        .doesNotContain("error ");
  }

  private int run(String... more) throws IOException {
    return runWith(
        """
        data-dir: %s
        gateway:
          listen: 127.0.0.1:%d
          credentials:
            - {name: me, token: %s}
          upstreams:
            - name: sdk
              command: %s
              args: ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "${env:TEST_CLASS_PATH}", "%s"]
            - {name: stateless, url: "http://127.0.0.1:%d/mcp"}
            - {name: gone, url: "http://127.0.0.1:1/mcp"}
        """
            .formatted(
                temp.resolve("data"),
                gatewayPort,
                TOKEN,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                StdioServer.class.getName(),
                modern.getAddress().getPort()),
        more);
  }

  private String soundConfig() {
    return """
    data-dir: %s
    gateway:
      listen: 127.0.0.1:%d
      credentials:
        - {name: me, token: %s}
      upstreams:
        - {name: sdk, url: "http://127.0.0.1:%d/mcp"}
    """
        .formatted(temp.resolve("data"), gatewayPort, TOKEN, modern.getAddress().getPort());
  }

  private int runWith(String config, String... more) throws IOException {
    Path file = Files.writeString(temp.resolve("holdpoint.yaml"), config);
    Files.createDirectories(temp.resolve("home"));
    Files.createDirectories(temp.resolve("work"));
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            Map.of(
                "HOME",
                temp.resolve("home").toString(),
                "TEST_CLASS_PATH",
                System.getProperty("java.class.path")),
            false,
            InstantSource.system());
    List<String> words =
        new java.util.ArrayList<>(
            List.of("doctor", "-c", file.toString(), "--folder", temp.resolve("work").toString()));
    words.addAll(List.of(more));
    return new CommandLineRunner(terminal, List.of(Verbs.doctor(terminal)))
        .run(words.toArray(String[]::new));
  }

  private void write(String name, String text) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String finding(JsonNode findings, String area, String subject) {
    return all(findings, area, subject).getFirst();
  }

  private static List<String> all(JsonNode findings, String area, String subject) {
    return findings.values().stream()
        .filter(f -> f.path("area").asString().equals(area))
        .filter(f -> f.path("subject").asString().equals(subject))
        .map(f -> f.path("severity").asString() + ": " + f.path("finding").asString())
        .toList();
  }

  /** A server of the newer era alone. */
  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String answer =
        request.contains("server/discover")
            ? "\"result\":{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"]}"
            : request.contains("tools/list")
                ? "\"result\":{\"resultType\":\"complete\",\"tools\":[{\"name\":\"a\"}]}"
                : "\"error\":{\"code\":-32601,\"message\":\"no\"}";
    byte[] body =
        ("{\"jsonrpc\":\"2.0\",\"id\":1," + answer + "}").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.contains("error") ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
