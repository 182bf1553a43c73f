// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.metrics;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where own metrics are sent. They can always be read at the control API.
 *
 * @param endpoint an OTLP/HTTP receiver; {@code /v1/metrics} is put behind its path; none: not sent
 * @param token shown there as a bearer token, empty if none
 * @param interval how often they are sent
 */
public record MetricsSettings(Optional<URI> endpoint, String token, Duration interval) {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public MetricsSettings {
    requireNonNull(endpoint, "endpoint");
    requireNonNull(token, "token");
    requireNonNull(interval, "interval");
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "interval: got " + interval + " (expected: one second or more)");
    }
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return "MetricsSettings[" + endpoint + ", every " + interval + "]";
  }

  /** Reads the section {@code metrics}; problems go to the reader's list. Finishes it. */
  public static MetricsSettings read(DocumentReader section) {
    String text = section.text("endpoint", "");
    String token = section.text("token", "");
    Duration interval = section.duration("interval", INTERVAL);
    section.finish();
    Optional<URI> endpoint = address(text);
    if (!text.isEmpty() && endpoint.isEmpty()) {
      section.problem(
          "endpoint", "got \"" + text + "\" (expected: an address such as http://backend:4318)");
    }
    if (interval.compareTo(SHORTEST) < 0) {
      section.problem("interval", "got " + interval + " (expected: one second or more)");
      interval = SHORTEST;
    }
    return new MetricsSettings(endpoint, token, interval);
  }

  private static Optional<URI> address(String text) {
    try {
      URI address = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean usable =
          ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
              && address.getHost() != null
              && address.getUserInfo() == null
              && address.getQuery() == null
              && address.getFragment() == null;
      return usable ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
