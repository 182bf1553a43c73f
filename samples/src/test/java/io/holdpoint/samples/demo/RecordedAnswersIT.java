// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.holdpoint.samples.agents.AgentAccess;
import io.holdpoint.samples.agents.FreeAgent;
import io.holdpoint.samples.servers.RecordedServer;
import io.holdpoint.samples.servers.RecordedServer.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Twenty sessions that others recorded, made again through the gateway: what the page answers of
 * them is what {@code recorded/expected.txt} says.
 */
@Tag("slow")
@DisabledIfSystemProperty(named = "holdpoint.browser", matches = "skip")
final class RecordedAnswersIT {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Nobody decides on what is held: its caller goes away. */
  private static final Duration HURRY = Duration.ofSeconds(2);

  private static final Map<String, List<Recorded>> RUNS = runs();
  private static final RecordedServer SERVER = RecordedServer.start(RUNS);

  @RegisterExtension static final House HOUSE = house();

  /** Each run has a server of its own, so that no run's source is held against another run. */
  private static House house() {
    House house =
        House.of(RUNS.keySet().toArray(String[]::new))
            .file("catalogue.yaml", resource("catalogue.yaml"));
    RUNS.keySet().forEach(run -> house.upstream(run, SERVER.endpoint()));
    return house;
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** By the names of their runs, which stand in the expected answers too. */
  private static Map<String, List<Recorded>> runs() {
    Map<String, List<Recorded>> runs = new LinkedHashMap<>();
    resource("sessions.jsonl")
        .lines()
        .map(JSON::readTree)
        .forEach(
            session ->
                runs.put(
                    "run-%02d".formatted(runs.size() + 1),
                    session
                        .path("calls")
                        .valueStream()
                        .map(
                            call ->
                                new Recorded(
                                    call.path("tool").asString(),
                                    call.path("args"),
                                    call.path("result").asString()))
                        .toList()));
    return runs;
  }

  @Test
  void fiveQuestions_areAnswered_asIsWrittenDown() throws Exception {
    RUNS.forEach(RecordedAnswersIT::again);
    HOUSE.settle();
    List<String> told = new ArrayList<>();
    for (String run : RUNS.keySet()) {
      told.add("## " + run + "\n" + answers(run));
    }
    Path answers = Path.of("target", "recorded-answers.txt");
    Files.createDirectories(Objects.requireNonNull(answers.getParent()));
    Files.writeString(answers, String.join("\n", told));
    Map<String, String> expected = expected();
    assertThat(expected).hasSize(20).containsOnlyKeys(RUNS.keySet());
    assertThat(String.join("\n", told))
        .as("see %s", answers)
        .isEqualTo(
            expected.entrySet().stream()
                .map(one -> "## " + one.getKey() + "\n" + one.getValue())
                .collect(Collectors.joining("\n")));
    assertThat(HOUSE.browser().complaints()).isEmpty();
  }

  private static void again(String run, List<Recorded> calls) {
    AgentAccess access = HOUSE.access(run);
    AgentAccess hurried = new AgentAccess(access.endpoints(), access.credential(), HURRY);
    try (FreeAgent agent = new FreeAgent(run, run, hurried)) {
      for (Recorded call : calls) {
        agent.call(
            run,
            call.tool(),
            JSON.convertValue(call.arguments(), new TypeReference<Map<String, Object>>() {}));
      }
    }
  }

  /** What the page says, question by question: sentences, and what is unknown. */
  private static String answers(String run) {
    JsonNode session = HOUSE.session(run, 1);
    Page page = HOUSE.open("/sessions/" + session.path("id").asString());
    assertThat(page.locator(".question")).hasCount(5);
    Locator whole = page.locator(".whole-answer");
    StringBuilder text = new StringBuilder();
    for (int question = 1; question <= 5; question++) {
      String title = page.locator(".question h2, .question h3").nth(question - 1).textContent();
      page.keyboard().press(Integer.toString(question));
      assertThat(whole.locator("h3").first()).containsText(title.strip());
      text.append(title.strip().toUpperCase(Locale.ROOT)).append('\n');
      whole.locator(".sentences p").allTextContents().forEach(said -> text.append(said(said)));
      whole.locator(".gaps .unknown").allTextContents().forEach(gap -> text.append(said(gap)));
    }
    return text.toString();
  }

  /** Without what is another one each time: ids, references, times. */
  private static String said(String text) {
    return "  "
        + text.strip()
            .replaceAll("s-[0-9a-f]{24}", "SESSION")
            .replaceAll("\\b([KPHRQ])-[0-9A-F]{8}\\b", "$1-REFERENCE")
            .replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\b", "TIME")
            .replaceAll("[\\d.]+ m?s\\b", "TIME")
            .replaceAll("127\\.0\\.0\\.1:\\d+", "COLLECTOR")
        + "\n";
  }

  private static Map<String, String> expected() {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String part : resource("expected.txt").split("(?m)^## ")) {
      int end = part.indexOf('\n');
      if (part.startsWith("run-")) {
        expected.put(
            part.substring(0, end),
            part.substring(end + 1)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .collect(Collectors.joining("\n", "", "\n")));
      }
    }
    return expected;
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            RecordedAnswersIT.class.getResourceAsStream("recorded/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
