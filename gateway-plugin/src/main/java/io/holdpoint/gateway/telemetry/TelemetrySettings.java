// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where steps are told to.
 *
 * @param source this gateway's name, the first part of its step ids
 * @param endpoint an OTLP/gRPC receiver such as {@code http://127.0.0.1:4317}, or null to tell
 *     nobody
 * @param headers sent with each export, for example {@code authorization}; never logged
 * @param delay how long a finished step waits for company at most
 * @param queueSize how many finished steps may wait; what comes beyond is lost and counted
 * @param closeLimit how long closing may take to deliver what waits
 */
public record TelemetrySettings(
    String source,
    @Nullable URI endpoint,
    Map<String, String> headers,
    Duration delay,
    int queueSize,
    Duration closeLimit) {

  private static final Duration DEFAULT_DELAY = Duration.ofMillis(100);
  private static final int DEFAULT_QUEUE_SIZE = 65_536;
  private static final Duration DEFAULT_CLOSE_LIMIT = Duration.ofSeconds(5);

  public TelemetrySettings {
    requireNonNull(source, "source");
    if (source.isEmpty() || source.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "telemetry source: got \"" + source + "\" (expected: a name without /)");
    }
    if (endpoint != null
        && !"http".equals(endpoint.getScheme())
        && !"https".equals(endpoint.getScheme())) {
      throw new IllegalArgumentException(
          "telemetry endpoint: got " + endpoint + " (expected: http:// or https://)");
    }
    headers = Map.copyOf(headers);
    if (delay.isNegative() || delay.isZero()) {
      throw new IllegalArgumentException("telemetry delay: got " + delay + " (expected: > 0)");
    }
    if (queueSize < 1024) {
      throw new IllegalArgumentException(
          "telemetry queue size: got " + queueSize + " (expected: >= 1024)");
    }
    requireNonNull(closeLimit, "closeLimit");
  }

  /** Exports to {@code endpoint} with a bearer token, which marks the source as our gateway. */
  public static TelemetrySettings to(String source, URI endpoint, String token) {
    return new TelemetrySettings(
        source,
        endpoint,
        Map.of("authorization", "Bearer " + token),
        DEFAULT_DELAY,
        DEFAULT_QUEUE_SIZE,
        DEFAULT_CLOSE_LIMIT);
  }

  /** Tells nobody. */
  public static TelemetrySettings none(String source) {
    return new TelemetrySettings(
        source, null, Map.of(), DEFAULT_DELAY, DEFAULT_QUEUE_SIZE, DEFAULT_CLOSE_LIMIT);
  }

  /** Everything but the values of the headers. */
  @Override
  public String toString() {
    return "TelemetrySettings[source="
        + source
        + ", endpoint="
        + endpoint
        + ", headers="
        + headers.keySet()
        + ", delay="
        + delay
        + ", queueSize="
        + queueSize
        + ", closeLimit="
        + closeLimit
        + "]";
  }
}
