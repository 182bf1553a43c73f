// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.step.Outcome;

/** How an attempt ended. */
final class OutcomeCodec {

  private OutcomeCodec() {}

  static void write(WireBuffer out, Outcome outcome) {
    out.writeStartObject();
    out.writeName(outcome.word());
    out.writeStartObject();
    switch (outcome) {
      case Outcome.ProtocolError e -> out.writeNumberProperty("code", e.code());
      case Outcome.Unknown u -> out.writeStringProperty("why", u.why());
      case Outcome.Succeeded s -> {}
      case Outcome.ToolError e -> {}
      case Outcome.Refused r -> {}
      case Outcome.TimedOut t -> {}
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  static Outcome read(WireReader in) {
    return in.<Outcome>oneOf(
        "outcome",
        name ->
            switch (name) {
              case "succeeded" -> plain(in, new Outcome.Succeeded());
              case "tool-error" -> plain(in, new Outcome.ToolError());
              case "protocol-error" -> readProtocolError(in);
              case "refused" -> plain(in, new Outcome.Refused());
              case "timed-out" -> plain(in, new Outcome.TimedOut());
              case "unknown" -> readUnknown(in);
              default -> null;
            });
  }

  private static Outcome plain(WireReader in, Outcome outcome) {
    in.enter();
    while (in.next() != null) {
      in.skip();
    }
    return outcome;
  }

  private static Outcome readProtocolError(WireReader in) {
    Integer code = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "code" -> code = in.integer();
        default -> in.skip();
      }
    }
    return new Outcome.ProtocolError(in.required(code, "code"));
  }

  private static Outcome readUnknown(WireReader in) {
    String why = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "why" -> why = in.text();
        default -> in.skip();
      }
    }
    return new Outcome.Unknown(in.required(why, "why"));
  }
}
