// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

/**
 * Something the page's data comes from, or an address people can send data to. Shown without login:
 * nothing secret belongs here.
 *
 * @param kind {@code upstream}, {@code otlp-grpc}, {@code otlp-http}, {@code gateway} or {@code
 *     store}; the page shows addresses of the first three to people who connect their first agent
 * @param name for example the name of the upstream
 * @param address for example {@code http://127.0.0.1:7420/files/mcp}, empty if it has none
 * @param up false if it does not work now
 * @param detail one sentence for people, empty if there is nothing to say
 */
public record DataSource(String kind, String name, String address, boolean up, String detail) {

  public DataSource {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(address, "address");
    requireNonNull(detail, "detail");
  }
}
