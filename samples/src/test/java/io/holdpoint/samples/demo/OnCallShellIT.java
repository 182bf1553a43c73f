// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.holdpoint.samples.agents.ExfiltratingAgent;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.agents.ToolUse;
import io.holdpoint.samples.servers.VendorServer;
import io.holdpoint.server.cli.CommandLineRunner;
import io.holdpoint.server.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person on call with a shell and no browser, while real agents work. */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class OnCallShellIT {

  private static final String THIEF = "exfiltrating-agent";
  private static final VendorServer VENDOR = VendorServer.start("Frobnicates a thing.");

  @RegisterExtension
  static final House HOUSE =
      House.of(THIEF, "sender", "buyer")
          .gateway("policy: {files: [policy.yaml]}")
          .file(
              "policy.yaml",
              """
              apiVersion: holdpoint/v1
              kind: Policy
              otherwise: permit
              clauses:
                - id: notes-wait
                  title: A person reads what is written into the customer file
                  tools: [crm/add_note]
                  do: hold
              """)
          .upstream("vendor", VENDOR.endpoint());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterAll
  static void stop() {
    VENDOR.close();
  }

  @Test
  void heldCall_isReadInTheClear_andApproved() throws Exception {
    CompletableFuture<ToolUse> call =
        HOUSE.meanwhile(
            () -> {
              try (FreeAgent sender = HOUSE.agent("sender", "sender-1")) {
                return sender.call(
                    "crm",
                    "add_note",
                    Map.of("id", 4, "text", "Pays\u200b from DE02120300000000202051"));
              }
            });
    String ref =
        await()
            .atMost(House.PATIENCE)
            .until(
                () -> HOUSE.api("/approvals?state=pending").at("/approvals/0/ref").asString(""),
                found -> !found.isEmpty());
    assertThat(run("approvals", ref)).isZero();
    assertThat(out.toString())
        .contains(ref + "  pending", "crm/add_note", "A person reads what is written", "0 of 1")
        .doesNotContain("DE02120300000000202051");
    assertThat(run("approvals", ref, "--clear")).isZero();
    assertThat(out.toString())
        .contains("In the clear:", "Pays\\u{200b} from DE02120300000000202051");
    assertThat(HOUSE.text("/audit/records?words=arguments")).contains("/arguments");
    assertThat(run("approvals", "--clear")).isEqualTo(2);
    assertThat(run("approve", ref, "-r", "ticket 4711")).isZero();
    assertThat(call.get(House.PATIENCE.toSeconds(), TimeUnit.SECONDS).done()).isTrue();
    assertThat(run("approvals", ref, "--clear")).as("it waits no more").isEqualTo(1);
  }

  @Test
  void theft_isUnderstood_judged_andItsAlertResolved() throws IOException {
    new ExfiltratingAgent().run(HOUSE.access(THIEF), use -> {});
    String found = HOUSE.detection("HP-CHAIN-001").path("id").asString();
    assertThat(run("detections", "--state", "new")).isZero();
    assertThat(out.toString()).contains(found, "HP-CHAIN-001", "kill");
    assertThat(run("detections", found.substring(0, 8), "--as", "confirmed")).isZero();
    assertThat(out.toString()).contains("confirmed by operator");
    assertThat(run("detections", found, "--note", "same lure as last week")).isZero();
    assertThat(out.toString()).contains("note by operator: same lure as last week");
    assertThat(run("detections", found, "--as", "false-positive")).as("without why").isEqualTo(1);
    assertThat(run("detections", "--state", "confirmed", "--json")).isZero();
    assertThat(out.toString()).contains("\"triage\" : \"confirmed\"");
    assertThat(run("detections", "--state", "odd")).isEqualTo(2);
    assertThat(run("detections", "d-ffffffff")).isEqualTo(6);

    String session = HOUSE.detection("HP-CHAIN-001").path("session").asString();
    assertThat(run("report", session)).isZero();
    assertThat(out.toString())
        .contains("Why this action?", "was denied before it left", "unknown, because");
    Path file = HOUSE.folder().resolve("incident.html");
    assertThat(run("report", session.substring(0, 8), "-o", file.toString())).isZero();
    assertThat(Files.readString(file)).startsWith("<!doctype html>").contains(session);

    String alert =
        await()
            .atMost(House.PATIENCE)
            .until(
                () ->
                    HOUSE
                        .api("/alerts")
                        .path("recent")
                        .valueStream()
                        .filter(one -> one.path("rule").asString("").contains("HP-CHAIN-001"))
                        .map(one -> one.path("id").asString())
                        .findFirst()
                        .orElse(""),
                one -> !one.isEmpty());
    assertThat(run("alerts", "--take", alert)).isZero();
    assertThat(run("alerts", "--resolve", alert)).isZero();
    assertThat(out.toString()).contains("resolved");
    assertThat(run("alerts", "--silence", "1h", "--rule", "HP-LOOP-*", "-r", "load test")).isZero();
    assertThat(run("alerts")).isZero();
    assertThat(out.toString())
        .contains("HP-LOOP-*", "load test")
        .containsPattern(alert + " .*resolved");
  }

  @Test
  void changedTool_isRefused_thenApproved() {
    assertThat(frobnicate("buyer-1").done()).isTrue();
    VENDOR.becomes("Frobnicates other things.");
    assertThat(frobnicate("buyer-2").done()).isFalse();
    assertThat(run("tools", "refuse", "vendor/frobnicate")).isZero();
    assertThat(out.toString()).contains("Frobnicates other things.");
    String digest = out.toString().replaceAll("(?s).*digest +([0-9a-f]{8}).*", "$1");
    assertThat(run("tools", "refuse", "vendor/frobnicate", "--digest", digest, "-r", "unannounced"))
        .isZero();
    assertThat(out.toString()).contains("vendor/frobnicate  quarantined");
    assertThat(frobnicate("buyer-3").done()).isFalse();
    assertThat(run("tools", "approve", "vendor/frobnicate", "--digest", digest, "-r", "announced"))
        .isZero();
    assertThat(frobnicate("buyer-4").done()).isTrue();
  }

  private static ToolUse frobnicate(String run) {
    try (FreeAgent buyer = HOUSE.agent("buyer", run)) {
      return buyer.call("vendor", "frobnicate", Map.of("what", "a thing"));
    }
  }

  @Test
  void health_isWhatThePageShows_andEndsWithOneWhileTheGlassIsBroken() {
    assertThat(run("health")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("upstream", "vendor", "yes").doesNotContain("wrong:");
    assertThat(run("bypass", "--for", "1m", "-r", "holds what it should not")).isZero();
    assertThat(run("health")).isEqualTo(1);
    assertThat(out.toString()).contains("wrong: policies and rules only watch until");
    assertThat(run("bypass", "--end")).isZero();
    assertThat(run("health", "--json")).isZero();
    assertThat(out.toString()).contains("\"blind\"");
  }

  /** With nothing left of what was said before. */
  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            HOUSE.environment(),
            false,
            InstantSource.system());
    return new CommandLineRunner(terminal, List.of()).run(arguments);
  }
}
