// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Alerts, silences and channels, as the server tells of them: one channel works, one does not. */
final class Alarms {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final InstantSource clock;
  private final ObjectNode all = JSON.createObjectNode();
  private int tests;

  Alarms(InstantSource clock) {
    this.clock = clock;
    Instant now = clock.instant();
    ArrayNode channels = all.putArray("channels");
    channel(channels, "sre", "slack", "").put("sentAt", now.minusSeconds(40).toString());
    channel(
            channels,
            "night-mail",
            "email",
            "channel night-mail: got SMTP status 454 (expected: 250)")
        .put("failedAt", now.minusSeconds(12).toString())
        .put("waiting", 3);
    route("[\"detection\"]", "high", "[\"HP-EXF-*\", \"HP-CHAIN-*\"]", "[\"night-mail\"]", 900);
    route("[\"approval\", \"coverage\"]", "low", "[]", "[]", 0);
    all.putArray("silences");
    silence("HP-LOOP-*", "*", "Load test of the billing team until noon", Duration.ofMinutes(47));
    ArrayNode recent = all.putArray("recent");
    alert(recent, "detection-1", "detection", "critical", "HP-CHAIN-001 on support", "sent", 1)
        .put("session", "s-7f3a91c2")
        .put("rule", "HP-CHAIN-001")
        .put("text", "Secret or private data leaves after it was read.");
    alert(recent, "approval-H-0000000A", "approval", "high", "mail/send waits", "sent", 1)
        .put("ref", "H-0000000A");
    alert(recent, "loss-1", "coverage", "medium", "Coverage lost at otlp", "nobody", 42)
        .put("text", "3 of otlp lost: queue-full; rules that need it are blind for that time.");
    alert(recent, "signal-1", "signal", "low", "resume K-00000001", "silenced", 1)
        .put("state", "resolved")
        .put("by", "mira")
        .put("changedAt", now.minusSeconds(100).toString());
  }

  List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/alerts", Right.LOOK, request -> told()),
        new OperatorRoute(Method.POST, "/alerts/test", Right.TRIAGE, this::test),
        new OperatorRoute(Method.POST, "/alerts/silences", Right.TRIAGE, this::silenced),
        new OperatorRoute(Method.DELETE, "/alerts/silences/{id}", Right.TRIAGE, this::ended),
        new OperatorRoute(
            Method.POST, "/alerts/taken/{id}", Right.TRIAGE, one -> mark(one, "acknowledged")),
        new OperatorRoute(
            Method.POST, "/alerts/resolved/{id}", Right.TRIAGE, one -> mark(one, "resolved")));
  }

  private synchronized Answer told() {
    return new Answer(200, all.toString());
  }

  private synchronized Answer test(Request request) {
    for (JsonNode one : all.path("channels")) {
      if (one.path("name").asString().equals(json(request).path("channel").asString())) {
        String member = one.path("trouble").asString().isEmpty() ? "sentAt" : "failedAt";
        ((ObjectNode) one).put(member, clock.instant().plusMillis(++tests).toString());
      }
    }
    return new Answer(202, "{\"id\":\"test-1\"}");
  }

  private synchronized Answer silenced(Request request) {
    JsonNode body = json(request);
    silence(
        body.path("rule").asString(),
        body.path("agent").asString(),
        body.path("reason").asString(),
        Duration.ofHours(1));
    return new Answer(200, "{}");
  }

  private synchronized Answer ended(Request request) {
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode one : all.path("silences")) {
      if (!one.path("id").asString().equals(request.path().get("id"))) {
        kept.add(one);
      }
    }
    all.set("silences", kept);
    return new Answer(200, "{}");
  }

  private synchronized Answer mark(Request request, String state) {
    for (JsonNode one : all.path("recent")) {
      if (one.path("id").asString().equals(request.path().get("id"))) {
        ((ObjectNode) one)
            .put("state", state)
            .put("by", request.operator())
            .put("changedAt", clock.instant().toString());
      }
    }
    return new Answer(200, "{}");
  }

  private ObjectNode alert(
      ArrayNode list, String id, String about, String severity, String title, String came, int n) {
    ObjectNode alert = list.addObject();
    alert.put("id", id).put("about", about).put("severity", severity);
    alert.put("rule", "").put("agent", "").put("session", "").put("ref", "");
    alert.put("title", title).put("text", "Something that people are to know of.");
    alert.put("at", clock.instant().minusSeconds(120L * list.size()).toString());
    alert.put("came", came).put("times", n).put("state", "open").put("by", "");
    alert.putNull("changedAt");
    ArrayNode to = alert.putArray("to");
    if (came.equals("sent")) {
      to.add("sre");
    }
    return alert;
  }

  private static ObjectNode channel(ArrayNode list, String name, String kind, String trouble) {
    ObjectNode channel = list.addObject();
    channel.put("name", name).put("kind", kind).put("waiting", 0).put("sent", 17);
    channel.put("leftOut", 0).put("trouble", trouble);
    channel.putNull("sentAt").putNull("failedAt");
    return channel;
  }

  private void route(String about, String atLeast, String rules, String later, int after) {
    ObjectNode route = all.withArray("routes").addObject();
    route.set("about", JSON.readTree(about));
    route.put("atLeast", atLeast);
    route.set("rules", JSON.readTree(rules));
    route.putArray("agents");
    route.putArray("to").add("sre");
    route.put("repeatAfter", 600).put("escalateAfter", after);
    route.set("escalateTo", JSON.readTree(later));
  }

  private void silence(String rule, String agent, String reason, Duration time) {
    ArrayNode silences = all.withArray("silences");
    silences
        .addObject()
        .put("id", "s-" + silences.size())
        .put("rule", rule)
        .put("agent", agent)
        .put("by", "mira")
        .put("reason", reason)
        .put("until", clock.instant().plus(time).toString());
  }

  private static JsonNode json(Request request) {
    return JSON.readTree(request.body());
  }
}
