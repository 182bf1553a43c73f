// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something the page's data comes from, or an address people can send data to. Shown without login,
 * but for senders of telemetry and counts: nothing secret belongs here.
 *
 * @param kind {@code upstream}, {@code otlp-grpc}, {@code otlp-http}, {@code gateway}, {@code
 *     telemetry} (a sender), {@code store} or {@code audit-feed} (the journal sent on); the page
 *     shows addresses of the first three to people who connect their first agent
 * @param name for example the name of the upstream
 * @param address for example {@code http://127.0.0.1:7420/files/mcp}, empty if it has none
 * @param up false if it does not work now
 * @param detail one sentence for people, empty if there is nothing to say
 * @param counts what came of it and what was lost, by name; empty if nothing is counted
 */
public record DataSource(
    String kind, String name, String address, boolean up, String detail, Map<String, Long> counts) {

  /** The kind of the word that callers without a credential are admitted. */
  public static final String ANONYMOUS = "anonymous";

  /** The kind of senders of telemetry. */
  public static final String TELEMETRY = "telemetry";

  public DataSource {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(address, "address");
    requireNonNull(detail, "detail");
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** A source of which nothing is counted. */
  public DataSource(String kind, String name, String address, boolean up, String detail) {
    this(kind, name, address, up, detail, Map.of());
  }
}
