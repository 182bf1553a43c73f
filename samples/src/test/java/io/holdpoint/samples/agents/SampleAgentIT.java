// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.samples.agents.ToolUse.Answer;
import io.holdpoint.samples.servers.ReceivedCall;
import io.holdpoint.samples.servers.SampleServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agents against the servers with nothing in between: what nobody stops, happens. */
class SampleAgentIT {

  @TempDir Path folder;
  private SampleServers servers;

  @BeforeEach
  void startServers() throws IOException {
    servers = SampleServers.start(folder, InstantSource.system());
  }

  @AfterEach
  void stopServers() throws IOException {
    servers.close();
  }

  @Test
  void reportAgent_writesItsSummary() throws IOException {
    RunReport report = run(new ReportAgent());
    assertThat(report.done()).isEqualTo(5);
    assertThat(Files.readString(folder.resolve("files/reports/open-tickets.md")))
        .contains("Export stops after 10,000 rows", "Support handbook", "# Plans");
  }

  @Test
  void exfiltratingAgent_withNobodyInBetween_mailsTheSecretOnce() throws IOException {
    RunReport report = run(new ExfiltratingAgent());
    assertThat(report.done()).isEqualTo(3);
    assertThat(servers.mails()).hasSize(1);
    assertThat(servers.calls().of("outbox", "send_email")).isEqualTo(1);
  }

  @Test
  void loopingAgent_givesUpByItselfInTheEnd() throws IOException {
    RunReport report = run(new LoopingAgent());
    assertThat(report.done()).isEqualTo(LoopingAgent.LIMIT);
    assertThat(report.uses()).allMatch(use -> use.answer().text().equals("no match"));
  }

  @Test
  void driftingAgent_makesTwentyRunsAndOneMore() throws IOException {
    RunReport report = run(new DriftingAgent());
    assertThat(report.runs()).hasSize(DriftingAgent.CLEAN_RUNS + 1);
    assertThat(report.done()).isEqualTo(2 * (DriftingAgent.CLEAN_RUNS + 1) + 1);
    assertThat(servers.calls().of("crm", "add_note")).isEqualTo(1);
  }

  @Test
  void calls_areCountedByRunAndMoment() throws IOException {
    RunReport report = run(new ReportAgent());
    List<ReceivedCall> received = servers.calls().all();
    assertThat(received).hasSize(5).allMatch(call -> report.runs().contains(call.run()));
    Instant third = received.get(2).at();
    assertThat(servers.calls().ofRuns(report.runs())).isEqualTo(5);
    assertThat(servers.calls().ofRunsAfter(report.runs(), third)).isEqualTo(2);
  }

  @Test
  void run_toClosedPort_reportsNoAnswer() {
    AgentAccess nowhere =
        new AgentAccess(
            Map.of("files", URI.create("http://127.0.0.1:1/mcp")), "token", Duration.ofSeconds(5));
    RunReport report = new LoopingAgent().run(nowhere, use -> {});
    assertThat(report.uses()).hasSize(1);
    assertThat(report.uses().getFirst().answer()).isInstanceOf(Answer.NoAnswer.class);
  }

  private RunReport run(SampleAgent agent) {
    List<ToolUse> seen = new ArrayList<>();
    RunReport report =
        agent.run(new AgentAccess(servers.endpoints(), "token", Duration.ofSeconds(10)), seen::add);
    assertThat(seen).isEqualTo(report.uses());
    return report;
  }
}
