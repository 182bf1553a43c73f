// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.LoopingAgent;
import io.holdpoint.samples.servers.SampleServers;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the top README, with the launcher, as a reader would. Only what must differ
 * does: ports are free ones, and the session and token are those of this run. {@code ./holdpoint
 * demo} is run by DemoIT, {@code mvn verify} is what runs this.
 */
class ReadmeIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String QUICKSTART = "samples/config/quickstart.yaml";
  private static final String FREE_PORTS =
      """

        listen: 127.0.0.1:0
        policy: {files: [holding.yaml]}
      collector: {grpc-listen: 127.0.0.1:0, http-listen: 127.0.0.1:0}
      control: {listen: 127.0.0.1:0}
      data-dir: data
      """;

  private static final String HOLDING =
      """
      apiVersion: holdpoint/v1
      kind: Policy
      clauses:
        - {id: ask, tools: [mine/write_file], do: hold, hold: {for: 10m}}
      """;

  private static final String HOST = "{\"mcpServers\": {\"files\": {\"command\": \"npx\"}}}";

  @TempDir private Path folder;

  @Test
  void readme_hasTheCommandsThatAreRunHere() throws IOException {
    assertThat(commands())
        .startsWith("./holdpoint demo", "mvn verify", "export AGENT_TOKEN=$(openssl rand -hex 16)")
        .endsWith(
            "export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317"
                + " OTEL_EXPORTER_OTLP_PROTOCOL=grpc")
        .hasSize(23);
    assertThat(commands("validate", "serve")).hasSize(2);
    assertThat(commands("sessions", "pause", "resume", "kill", "release")).hasSize(5);
    assertThat(commands("approvals", "approve", "deny")).hasSize(3);
    assertThat(commands("sources")).hasSize(1);
    assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains(" verify ");
  }

  @Test
  void readme_commandsDoWhatTheySay() throws IOException, InterruptedException {
    Path config = folder.resolve("quickstart.yaml");
    Files.writeString(config, Files.readString(ROOT.resolve(QUICKSTART)).stripTrailing());
    try (SampleServers servers =
        SampleServers.start(folder.resolve("servers"), InstantSource.system())) {
      Map<String, String> environment =
          Map.of(
              "AGENT_TOKEN",
              "0123456789abcdef0123456789abcdef",
              "MY_MCP_SERVER",
              servers.endpoints().getOrDefault("files", URI.create("about:blank")).toString());
      assertThat(run(commands("validate").getFirst(), environment)).contains("ok  " + QUICKSTART);
      assertThat(run(commands("policy test").getFirst(), environment)).contains(" 0 failed");
      assertThat(run(commands("policy explain").getFirst(), environment))
          .startsWith("deny")
          .contains("+ no-destruction (deny)");
      Files.writeString(config, Files.readString(config) + FREE_PORTS.indent(0));
      Files.writeString(folder.resolve("holding.yaml"), HOLDING);
      Path printed = folder.resolve("serve.txt");
      Process serve =
          builder(commands("serve").getFirst().replace(QUICKSTART, config.toString()), environment)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      try {
        await().atMost(LIMIT).until(() -> Files.readString(printed).contains("in HOLDPOINT_TOKEN"));
        String told = Files.readString(printed);
        act(
            find(told, "http://127\\.0\\.0\\.1:\\d+(?=/\\s)"),
            find(told, "hp_[A-Za-z0-9_-]+"),
            URI.create(find(told, "http://\\S+/mine/mcp")));
      } finally {
        serve.destroy();
        assertThat(serve.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void readme_wrapsTheServersOfAHost() throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path host = Files.writeString(home.resolve(".claude.json"), HOST);
    Map<String, String> environment = Map.of("HOLDPOINT_OPTS", "-Duser.home=" + home);
    assertThat(run(commands("wrap").getFirst(), environment)).contains("+{", "\"--\", \"npx\"");
    assertThat(Files.readString(host)).isEqualTo(HOST);
    assertThat(run(commands("wrap").getLast(), environment)).contains("wrapped files");
    assertThat(Files.readString(host)).contains(ROOT + "/holdpoint", "\"--\", \"npx\"");
    assertThat(commands("daemon")).hasSize(1); // StdioChainIT runs one.
  }

  private void act(String api, String token, URI endpoint)
      throws IOException, InterruptedException {
    AgentAccess access =
        new AgentAccess(
            Map.of("files", endpoint), "0123456789abcdef0123456789abcdef", Duration.ofSeconds(2));
    Map<String, String> operator = Map.of("HOLDPOINT_API", api, "HOLDPOINT_TOKEN", token);
    speak(endpoint, operator);
    new LoopingAgent().run(access, use -> {});
    await()
        .atMost(LIMIT)
        .until(() -> run(commands("sessions").getFirst(), operator).contains("s-"));
    String session = find(run(commands("sessions").getFirst(), operator), "s-[0-9a-f]+");
    for (String command : commands("pause", "resume", "kill", "release")) {
      assertThat(run(command.replace("s-7f3a", session), operator)).as(command).contains(session);
    }
    assertThat(run(commands("sessions").getFirst(), operator)).containsIgnoringCase("killed");
    assertThat(run(commands("sources").getFirst(), operator)).contains("KIND", "gateway");
  }

  /** An agent writes two files; both calls wait for a person, who allows one and refuses one. */
  private void speak(URI endpoint, Map<String, String> operator)
      throws IOException, InterruptedException {
    try (McpSyncClient agent =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
                    .endpoint(endpoint.getRawPath())
                    .requestBuilder(
                        HttpRequest.newBuilder()
                            .header("Authorization", "Bearer 0123456789abcdef0123456789abcdef"))
                    .build())
            .requestTimeout(LIMIT)
            .build()) {
      agent.initialize();
      assertThat(written(agent, "approve", operator)).startsWith("done");
      assertThat(written(agent, "deny", operator)).startsWith("failed").contains("Reference: H-");
    }
  }

  /** What the agent reads once the word stands: whether it failed, and the text. */
  private String written(McpSyncClient agent, String word, Map<String, String> operator)
      throws IOException, InterruptedException {
    CompletableFuture<String> told =
        CompletableFuture.supplyAsync(
            () -> {
              McpSchema.CallToolResult result =
                  agent.callTool(
                      McpSchema.CallToolRequest.builder("write_file")
                          .arguments(Map.of("path", word + ".txt", "content", "said " + word))
                          .build());
              return (Boolean.TRUE.equals(result.isError()) ? "failed " : "done ")
                  + result.content();
            },
            // The common pool may have one thread, which the client needs itself.
            task -> Thread.ofVirtual().start(task));
    String list = commands("approvals").getFirst();
    await().atMost(LIMIT).until(() -> run(list, operator).contains(word + ".txt"));
    String ref = find(run(list, operator), "H-[0-9A-F]{8}(?=[^\\n]*" + word + "\\.txt)");
    run(commands(word).getFirst().replace("H-7F3A91C2", ref), operator);
    return told.join();
  }

  private String run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process =
        builder(command, environment)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(command).isTrue();
    String told = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(command + "\n" + told).isZero();
    return told;
  }

  private static ProcessBuilder builder(String command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "exec " + command).directory(ROOT.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("HOLDPOINT_BUILD", "never");
    builder.environment().put("HOLDPOINT_AOT", "never");
    return builder;
  }

  /** The README's commands for some verbs, without their comments. */
  private static List<String> commands(String... verbs) throws IOException {
    Predicate<String> wanted =
        command -> Stream.of(verbs).anyMatch(verb -> command.startsWith("./holdpoint " + verb));
    return commands().stream().filter(wanted).toList();
  }

  private static List<String> commands() throws IOException {
    Matcher blocks =
        Pattern.compile("^ *```sh\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(Files.readString(ROOT.resolve("README.md")));
    return blocks
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst(" {2,}#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in\n" + text).isTrue();
    return matcher.group();
  }
}
