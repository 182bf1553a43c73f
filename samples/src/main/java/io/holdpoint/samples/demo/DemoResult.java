// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.holdpoint.model.signal.Signal;
import io.holdpoint.model.verdict.Detection;
import io.holdpoint.model.view.SessionRow;
import io.holdpoint.samples.servers.SampleServers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code demo --json} prints.
 *
 * @param sessions every session of every agent
 * @param detections every detection in them
 * @param signals every signal for them
 * @param notStopped what is not as it should be, one sentence each
 */
record DemoResult(
    List<SessionLine> sessions,
    List<DetectionLine> detections,
    List<SignalLine> signals,
    List<String> notStopped) {

  DemoResult {
    sessions = List.copyOf(sessions);
    detections = List.copyOf(detections);
    signals = List.copyOf(signals);
    notStopped = List.copyOf(notStopped);
  }

  /**
   * A session.
   *
   * @param forwardedAfterVerdict for killed ones: how many calls of its agent reached a server
   *     after the kill, by that server's own count
   */
  record SessionLine(
      String id,
      String agent,
      String state,
      int steps,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer forwardedAfterVerdict) {}

  /** A detection. */
  record DetectionLine(String rule, String session, String completingStep) {}

  /** A signal. */
  record SignalLine(String action, String session, String ref, String author) {}

  static DemoResult of(List<Played> played, Guard guard, SampleServers servers) {
    return new DemoResult(
        played.stream()
            .flatMap(p -> p.sessions().stream().map(row -> line(row, p, guard, servers)))
            .toList(),
        played.stream()
            .flatMap(p -> p.detections().stream())
            .map(row -> line(row.detection()))
            .toList(),
        played.stream().flatMap(p -> p.signals().stream()).map(DemoResult::line).toList(),
        played.stream().flatMap(p -> Findings.missing(p, servers).stream()).toList());
  }

  private static SessionLine line(
      SessionRow row, Played played, Guard guard, SampleServers servers) {
    String state = guard.stateOf(row);
    return new SessionLine(
        row.facts().id().value(),
        played.act().agent().name(),
        state,
        row.steps(),
        state.equals("killed") ? Findings.forwardedAfterKill(played, servers) : null);
  }

  private static DetectionLine line(Detection detection) {
    return new DetectionLine(
        detection.rule().id(), detection.session().value(), detection.chain().getLast().toString());
  }

  private static SignalLine line(Signal signal) {
    return new SignalLine(
        signal.word(),
        signal.header().target().session().value(),
        signal.header().ref(),
        signal.header().author().label());
  }

  /** One JSON object, on one line. */
  String toJson() {
    return JsonMapper.builder()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .build()
        .writeValueAsString(this);
  }
}
