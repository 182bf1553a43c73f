// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A tool call that reached a sample server.
 *
 * @param server which server
 * @param tool which tool was asked for
 * @param run the run the caller said it belongs to, empty if it said nothing
 * @param traceparent the W3C trace context it came with, empty if it came with none
 * @param at when it arrived
 */
public record ReceivedCall(String server, String tool, String run, String traceparent, Instant at) {

  public ReceivedCall {
    requireNonNull(server, "server");
    requireNonNull(tool, "tool");
    requireNonNull(run, "run");
    requireNonNull(traceparent, "traceparent");
    requireNonNull(at, "at");
  }
}
