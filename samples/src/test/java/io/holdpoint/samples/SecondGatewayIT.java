// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.RunReport;
import io.holdpoint.samples.servers.SampleServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways in two processes, one engine (adversary b): an agent killed at one is refused at the
 * other, and after a restart of both.
 */
class SecondGatewayIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private int told;

  @AfterEach
  void stopProcesses() throws InterruptedException {
    for (Process process : processes.reversed()) {
      stop(process);
    }
  }

  @Test
  void killedAtOneGateway_isRefusedAtTheOtherProcess_andAfterARestart()
      throws IOException, InterruptedException {
    try (SampleServers servers =
        SampleServers.start(folder.resolve("servers"), InstantSource.system())) {
      String main = start("  data  ", "serve", "--config", config("main", servers));
      String second = startSecond(main, servers);
      RunReport first = agent(port(main, "http://127\\.0\\.0\\.1:(\\d+)/files/mcp"));
      assertThat(first.done()).isEqualTo(2);

      RunReport elsewhere = agent(port(second, "up on port (\\d+)"));
      assertThat(elsewhere.done()).isZero();
      assertThat(servers.calls().ofRuns(elsewhere.runs())).isZero();

      stopProcesses();
      String again = start("  data  ", "serve", "--config", config("main", servers));
      RunReport later = agent(port(startSecond(again, servers), "up on port (\\d+)"));
      assertThat(later.done()).isZero();
      assertThat(servers.calls().ofRuns(later.runs())).isZero();
      assertThat(servers.mails()).isEmpty();
    }
  }

  private RunReport agent(String port) {
    URI gateway = URI.create("http://127.0.0.1:" + port);
    return new ExfiltratingAgent()
        .run(
            new AgentAccess(
                Map.of(
                    "files", gateway.resolve("/files/mcp"),
                    "outbox", gateway.resolve("/outbox/mcp")),
                TOKEN,
                Duration.ofSeconds(20)),
            use -> {});
  }

  private String startSecond(String main, SampleServers servers)
      throws IOException, InterruptedException {
    Path enrolment = folder.resolve("second.enrolment");
    String channel = "127.0.0.1:" + port(main, "gateways +127\\.0\\.0\\.1:(\\d+)");
    String told =
        start(
            "is enrolled",
            "enrol",
            "gw-second",
            "--engine",
            channel,
            "--collector",
            "http://127.0.0.1:" + port(main, "gRPC (\\d+)"),
            "--out",
            enrolment.toString(),
            "--config",
            folder.resolve("main.yaml").toString());
    assertThat(told).contains("private key");
    return start(
        "  engine  ",
        "gateway",
        "--enrolment",
        enrolment.toString(),
        "--config",
        config("second", servers));
  }

  private String config(String name, SampleServers servers) throws IOException {
    StringBuilder upstreams = new StringBuilder();
    servers
        .endpoints()
        .forEach(
            (upstream, url) ->
                upstreams.append("    - {name: " + upstream + ", url: '" + url + "'}\n"));
    Path file = folder.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        data-dir: '%s'
        gateway:
          listen: 127.0.0.1:0
          source: gw-%s
          credentials:
            - {name: agent-key, subject: agent, token: %s}
          upstreams:
        %scollector: {grpc-listen: 127.0.0.1:0, http-listen: 127.0.0.1:0}
        control: {listen: 127.0.0.1:0}
        enforcement: {listen: 127.0.0.1:0}
        """
            .formatted(folder.resolve(name), name, TOKEN, upstreams));
    return file.toString();
  }

  private String start(String sign, String... arguments) throws IOException {
    Path printed = folder.resolve("told-" + told++ + ".txt");
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("holdpoint").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().put("HOLDPOINT_BUILD", "never");
    builder.environment().put("HOLDPOINT_AOT", "never");
    processes.add(builder.start());
    await().atMost(LIMIT).untilAsserted(() -> assertThat(Files.readString(printed)).contains(sign));
    return Files.readString(printed);
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  private static String port(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in\n" + text).isTrue();
    return matcher.group(1);
  }
}
