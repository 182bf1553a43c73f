// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.alert;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.OperatorRoute;
import io.holdpoint.dashboard.OperatorRoute.Answer;
import io.holdpoint.dashboard.OperatorRoute.Method;
import io.holdpoint.dashboard.OperatorRoute.Request;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.model.verdict.Severity;
import io.holdpoint.server.alert.send.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators ask of alerts: how they stand, a test, silence, and that one is taken in. */
public final class AlertDesk {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern SPAN = Pattern.compile("(\\d{1,4})([smhd])");
  private static final Duration LONGEST = Duration.ofDays(30);

  private final AlertRouter router;
  private final Silences silences;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public AlertDesk(AlertRouter router, Silences silences, InstantSource clock) {
    this.router = requireNonNull(router, "router");
    this.silences = requireNonNull(silences, "silences");
    this.clock = requireNonNull(clock, "clock");
  }

  /** What they may ask. */
  public List<OperatorRoute> routes() {
    return List.of(
        new OperatorRoute(Method.GET, "/alerts", Right.LOOK, request -> list()),
        new OperatorRoute(Method.POST, "/alerts/test", Right.TRIAGE, this::test),
        new OperatorRoute(Method.POST, "/alerts/silences", Right.TRIAGE, this::silence),
        new OperatorRoute(Method.DELETE, "/alerts/silences/{id}", Right.TRIAGE, this::unsilence),
        new OperatorRoute(
            Method.POST,
            "/alerts/taken/{id}",
            Right.TRIAGE,
            request -> settle(request, AlertBook.State.ACKNOWLEDGED)),
        new OperatorRoute(
            Method.POST,
            "/alerts/resolved/{id}",
            Right.TRIAGE,
            request -> settle(request, AlertBook.State.RESOLVED)));
  }

  private Answer list() {
    try {
      return new Answer(200, AlertJson.of(router, silences.list()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer test(Request request) {
    String channel = body(request).path("channel").asString("");
    Instant now = clock.instant();
    String id = "test-" + name();
    Alert alert =
        new Alert(
            id,
            Alert.About.TEST,
            Severity.LOW,
            "",
            "",
            "",
            "",
            "This is a test",
            "Holdpoint can reach this channel. Asked for by " + request.operator() + ".",
            id,
            now,
            now);
    return router.test(channel, alert)
        ? new Answer(202, JSON.createObjectNode().put("id", id).toString())
        : error(404, "alert.channel", "channel: got \"" + channel + "\" (expected: a known one)");
  }

  private Answer silence(Request request) {
    JsonNode body = body(request);
    String reason = body.path("reason").asString("").strip();
    Matcher span = SPAN.matcher(body.path("for").asString(""));
    Duration time = span.matches() ? span(span) : Duration.ZERO;
    if (reason.isEmpty() || reason.length() > 500) {
      return error(400, "alert.reason", "reason: got none or a long one (expected: 1 to 500)");
    }
    if (time.isZero() || time.compareTo(LONGEST) > 0) {
      return error(400, "alert.for", "for: got none or a long one (expected: 1s to 30d)");
    }
    Silences.Silence silence =
        new Silences.Silence(
            "s-" + name(),
            body.path("rule").asString("*"),
            body.path("agent").asString("*"),
            request.operator(),
            reason,
            clock.instant().plus(time));
    try {
      silences.add(silence);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Answer(200, JSON.writeValueAsString(silence));
  }

  private Answer unsilence(Request request) {
    String id = request.path().getOrDefault("id", "");
    try {
      return silences.end(id)
          ? new Answer(200, JSON.createObjectNode().put("id", id).toString())
          : error(404, "alert.silence", "silence: got \"" + id + "\" (expected: one in force)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An escalation may still wait of an alert that is no longer among the newest. */
  private Answer settle(Request request, AlertBook.State state) {
    String id = request.path().getOrDefault("id", "");
    AlertRouter.Settled settled = router.settle(id, state, request.operator());
    if (settled.state().isEmpty() && state == AlertBook.State.RESOLVED) {
      return error(404, "alert.unknown", "alert: got \"" + id + "\" (expected: one of the newest)");
    }
    return new Answer(
        200,
        JSON.createObjectNode()
            .put("id", id)
            .put("escalationEnded", settled.escalationEnded())
            .put("state", settled.state().map(AlertBook.State::word).orElse(""))
            .toString());
  }

  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body().isEmpty() ? "{}" : request.body());
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static Duration span(Matcher span) {
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private String name() {
    byte[] bytes = new byte[4];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Answer error(int status, String code, String message) {
    return new Answer(
        status, JSON.createObjectNode().put("code", code).put("message", message).toString());
  }
}
