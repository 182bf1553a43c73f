// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code holdpoint demo --once --json} in a process of its own, by the launcher, as a reader runs
 * it.
 */
class DemoIT {

  private static final long LIMIT_SECONDS = 60;

  @TempDir static Path folder;
  private static int exitCode;
  private static String out;
  private static String story;

  @BeforeAll
  static void runDemo() throws IOException, InterruptedException {
    Path printed = folder.resolve("out.json");
    Path told = folder.resolve("story.txt");
    Process demo =
        launcher("demo", "--once", "--json", "--ports", "auto")
            .redirectOutput(printed.toFile())
            .redirectError(told.toFile())
            .start();
    try {
      assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the demo ends").isTrue();
    } finally {
      demo.destroyForcibly();
    }
    exitCode = demo.exitValue();
    out = Files.readString(printed, StandardCharsets.UTF_8);
    story = Files.readString(told, StandardCharsets.UTF_8);
  }

  /** By the launcher, with the folder for temporary files that is looked at afterwards. */
  private static ProcessBuilder launcher(String... arguments) {
    Path root = Path.of("..").toAbsolutePath().normalize();
    List<String> command = new ArrayList<>(List.of(root.resolve("holdpoint").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder.environment().put("HOLDPOINT_BUILD", "never");
    builder.environment().put("HOLDPOINT_AOT", "never");
    builder.environment().put("HOLDPOINT_OPTS", "-Djava.io.tmpdir=" + folder);
    return builder;
  }

  @Test
  void demo_stoppedWhatShouldBe_endsWithZero() {
    assertThat(exitCode).as(story).isZero();
    assertThat(result().path("not_stopped")).isEmpty();
    assertThat(story).contains("All that should be stopped was stopped, and nothing else.");
  }

  @Test
  void json_isOneObjectAndNothingElse() {
    assertThat(out.strip().lines()).hasSize(1);
    assertThat(result().propertyNames())
        .containsExactlyInAnyOrder("sessions", "detections", "signals", "not_stopped");
  }

  @Test
  void exfiltratingAgent_isKilledAndNothingOfItWasForwardedAfterwards() {
    List<JsonNode> sessions = sessionsOf("exfiltrating-agent");
    assertThat(sessions).isNotEmpty();
    assertThat(sessions)
        .allSatisfy(s -> assertThat(s.path("state").asString()).isEqualTo("killed"));
    assertThat(sessions)
        .allSatisfy(
            s -> {
              assertThat(s.has("forwarded_after_verdict")).isTrue();
              assertThat(s.path("forwarded_after_verdict").asInt()).isZero();
            });
    assertThat(signal("kill").path("author").asString()).startsWith("rule HP-CHAIN-001");
    assertThat(detectedIn("HP-CHAIN-001")).isEqualTo("exfiltrating-agent");
  }

  @Test
  void loopingAgent_isPaused() {
    assertThat(sessionsOf("looping-agent"))
        .singleElement()
        .satisfies(s -> assertThat(s.path("state").asString()).isEqualTo("paused"));
    assertThat(signal("pause").path("author").asString()).startsWith("rule HP-LOOP-001");
    assertThat(detectedIn("HP-LOOP-001")).isEqualTo("looping-agent");
  }

  @Test
  void driftingAgent_isToldOfAndLeftAlone() {
    assertThat(sessionsOf("drifting-agent")).hasSize(21);
    assertThat(sessionsOf("drifting-agent"))
        .allSatisfy(s -> assertThat(s.path("state").asString()).isIn("active", "ended"));
    assertThat(detectedIn("HP-DRIFT-001")).isEqualTo("drifting-agent");
  }

  @Test
  void reportAgent_isLeftAlone() {
    assertThat(sessionsOf("report-agent"))
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.path("state").asString()).isIn("active", "ended");
              assertThat(s.path("steps").asInt()).isGreaterThanOrEqualTo(5);
            });
    assertThat(result().path("signals")).hasSize(2);
    // The drifting agent's twenty quick runs in a row may be told of, too: a rule across sessions
    // has
    // a thread of its own, and what it finds about a session comes to people with the session's
    // next
    // step. These sessions are two calls long: on a busy machine there may be none left.
    assertThat(detectedIn("HP-EVADE-011")).isIn("drifting-agent", "not detected");
    assertThat(result().path("detections").valueStream().map(d -> d.path("rule").asString()))
        .filteredOn(rule -> !rule.equals("HP-EVADE-011"))
        .containsExactlyInAnyOrder("HP-CHAIN-001", "HP-LOOP-001", "HP-LOOP-002", "HP-DRIFT-001");
  }

  @Test
  void demo_leavesNoFolderBehind() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.startsWith("holdpoint-demo-"));
    }
  }

  private static JsonNode result() {
    return JsonMapper.shared().readTree(out);
  }

  private static List<JsonNode> sessionsOf(String agent) {
    return result()
        .path("sessions")
        .valueStream()
        .filter(s -> s.path("agent").asString().equals(agent))
        .toList();
  }

  private static JsonNode signal(String action) {
    return result()
        .path("signals")
        .valueStream()
        .filter(s -> s.path("action").asString().equals(action))
        .findFirst()
        .orElseThrow();
  }

  /** The agent in whose session a rule matched. */
  private static String detectedIn(String rule) {
    Map<String, String> agents =
        result()
            .path("sessions")
            .valueStream()
            .collect(
                Collectors.toMap(s -> s.path("id").asString(), s -> s.path("agent").asString()));
    return result()
        .path("detections")
        .valueStream()
        .filter(d -> d.path("rule").asString().equals(rule))
        .peek(d -> assertThat(d.path("completing_step").asString()).isNotEmpty())
        .map(d -> agents.getOrDefault(d.path("session").asString(), "nobody"))
        .findFirst()
        .orElse("not detected");
  }
}
