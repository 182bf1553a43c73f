// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.model.step.StepKind;

/**
 * What a dialect read of one item, before it becomes a step. Empty texts and zeros mean "not told".
 * For one thread.
 */
final class Draft {

  static final String SUCCEEDED = "succeeded";
  static final String FAILED = "tool-error";

  /** What a framework tells in another item, too, as a step; this one is none. */
  static final Draft TOLD_ELSEWHERE = new Draft("", StepKind.SESSION_END);

  final String dialect;
  final StepKind kind;
  String name = "";
  String upstream = "";
  String conversation = "";
  String agent = "";
  String agentVersion = "";
  String user = "";
  String outcome = "";
  String callId = "";
  String model = "";
  String provider = "";
  String counterpart = "";
  String input = "";
  String output = "";
  long inputTokens;
  long outputTokens;
  long cachedTokens;
  long reasoningTokens;
  long costMicros;
  int messages;

  Draft(String dialect, StepKind kind) {
    this.dialect = dialect;
    this.kind = kind;
  }

  Draft named(String its) {
    name = its;
    return this;
  }

  /** What went in and what came out. */
  Draft content(String in, String out) {
    input = in;
    output = out;
    return this;
  }
}
