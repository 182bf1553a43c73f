// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdpoint.model.identity.Session;
import io.holdpoint.model.testing.FakeClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the API says of one session's steps, and the report. */
final class SessionReadsIT {

  private static final String PATH = "/sessions/" + Tale.ID;

  @TempDir Path folder;
  private Running running;

  @BeforeEach
  void tell() {
    running = Running.with(folder);
    Tale.tell(running, new FakeClock().instant());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void timeline_pagesByKey_overlappingNothing() {
    JsonNode first = running.get(PATH + "/timeline?limit=10");
    assertThat(first.path("total").asInt()).isEqualTo(24);
    assertThat(first.path("steps")).hasSize(10);
    JsonNode second =
        running.get(PATH + "/timeline?limit=10&after=" + first.path("next").asString());
    assertThat(second.path("offset").asInt()).isEqualTo(10);
    assertThat(second.path("steps").get(0).path("place").asInt()).isEqualTo(11);
    JsonNode last =
        running.get(PATH + "/timeline?limit=10&after=" + second.path("next").asString());
    assertThat(last.path("steps")).hasSize(4);
    assertThat(last.path("next").isNull()).isTrue();
    String middle = second.path("steps").get(4).path("id").asString();
    assertThat(running.get(PATH + "/timeline?limit=6&around=" + middle).path("offset").asInt())
        .isEqualTo(11);
  }

  @Test
  void step_isGivenInFull_withWhoCalledIt() {
    String id = running.get(PATH + "/timeline").path("steps").get(23).path("id").asString();
    JsonNode step = running.get(PATH + "/step?id=" + id);
    assertThat(step.path("place").asInt()).isEqualTo(24);
    assertThat(step.path("step").path("name").asString()).isEqualTo("send_mail");
    assertThat(step.path("parent").path("place").asInt()).isEqualTo(23);
    assertThat(step.path("owner").isNull()).isTrue();
  }

  @Test
  void context_tellsOfEachModelCall_whatIsKnown_andWhyTheRestIsNot() {
    JsonNode context = running.get(PATH + "/context?limit=2&offset=1");

    assertThat(context.path("total").asInt()).isEqualTo(8);
    assertThat(context.path("calls")).hasSize(2);
    JsonNode call = context.path("calls").get(0);
    assertThat(call.path("session").asString()).isEqualTo(Tale.ID);
    assertThat(call.path("results").asInt()).isEqualTo(3);
    assertThat(call.path("inputTokens").isNull()).isTrue();
    assertThat(call.path("memory").path("steps")).isEmpty();
    assertThat(context.path("unknown").get(0).path("because").asString())
        .isEqualTo("the telemetry of them has no count of input tokens");
  }

  @Test
  void unknownSteps_areRefused_withTheirCode() {
    for (String path : List.of("/step?id=gw/1/2", "/timeline?after=x", "/graph?around=nobody")) {
      assertThat(Running.error(running.send(running.api(PATH + path))))
          .as(path)
          .isEqualTo("404 step.unknown");
    }
    assertThat(Running.error(running.send(running.api(PATH + "/step"))))
        .isEqualTo("400 query.invalid");
    assertThat(Running.error(running.send(running.api("/sessions/s-none/graph"))))
        .isEqualTo("404 session.unknown");
  }

  @Test
  void shape_hasAPointForEachStep_andMarksWhatWasStopped() {
    JsonNode shape = running.get(PATH + "/shape");
    assertThat(shape.path("points")).hasSize(24);
    assertThat(shape.path("marks").findValuesAsString("what")).containsExactly("detection", "deny");
    assertThat(shape.path("points").get(23).path("untrusted").asLong()).isEqualTo(31_870);
  }

  @Test
  void report_isOnePage_inWhichAgentsTextsAreOnlyText() {
    Session session = Story.session("s-xss", "svc", "<img src=x onerror=alert(1)>", "1", "<b>Task");
    Trace trace = new Trace(session, 77_000, new FakeClock().instant());
    trace.args("{\"path\":\"<script>alert(2)</script>\u202e\"}");
    trace.call("evil<script>/name\"onload=", 5);
    running.store(trace.rows(), List.of());

    HttpResponse<String> html = running.send(running.api("/sessions/s-xss/report?format=html"));

    assertThat(html.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"incident-s-xss.html\"");
    assertThat(html.body())
        .contains("&lt;script&gt;alert(2)&lt;/script&gt;<b class=\"odd\">U+202E</b>")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<script", "<img", "src=\"", "url(", "href=\"http");
    JsonNode json = running.get("/sessions/s-xss/report");
    assertThat(json.path("answers").path("answers")).hasSize(5);
    assertThat(json.path("madeBy").asString()).isEqualTo("operator");
    assertThat(Running.error(running.send(running.api(PATH + "/report?format=pdf"))))
        .isEqualTo("400 query.invalid");
  }
}
