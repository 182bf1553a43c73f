// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.verdict.Obligation;
import io.holdpoint.model.verdict.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Permit, hold or deny with its obligations. */
final class VerdictCodec {

  private VerdictCodec() {}

  static void write(WireBuffer out, Verdict verdict) {
    out.writeStartObject();
    out.writeName(verdict.word());
    out.writeStartObject();
    switch (verdict) {
      case Verdict.Hold h -> Words.duration(out, "limit", h.limit());
      case Verdict.Permit p -> {}
      case Verdict.Deny d -> {}
    }
    writeObligations(out, verdict.obligations());
    out.writeEndObject();
    out.writeEndObject();
  }

  static Verdict read(WireReader in) {
    return in.<Verdict>oneOf(
        "verdict",
        name ->
            switch (name) {
              case "permit" -> new Verdict.Permit(Set.copyOf(readBody(in).obligations()));
              case "hold" -> {
                Body body = readBody(in);
                yield new Verdict.Hold(
                    in.required(body.limit(), "limit"), Set.copyOf(body.obligations()));
              }
              case "deny" -> new Verdict.Deny(Set.copyOf(readBody(in).obligations()));
              default -> null;
            });
  }

  private record Body(@Nullable Duration limit, List<Obligation> obligations) {}

  private static Body readBody(WireReader in) {
    Duration limit = null;
    List<Obligation> obligations = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "limit" -> limit = in.duration();
        case "obligations" -> obligations = in.list(VerdictCodec::readObligation);
        default -> in.skip();
      }
    }
    return new Body(limit, in.required(obligations, "obligations"));
  }

  private static void writeObligations(WireBuffer out, Set<Obligation> obligations) {
    Collection<Obligation> ordered =
        obligations.size() < 2 ? obligations : new TreeSet<>(obligations);
    out.writeName("obligations");
    out.writeStartArray();
    for (Obligation obligation : ordered) {
      out.writeStartObject();
      switch (obligation) {
        case Obligation.Notify n -> {
          out.writeName("notify");
          out.writeStartObject();
          out.writeStringProperty("detection", n.detection());
          out.writeEndObject();
        }
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static Obligation readObligation(WireReader in) {
    return in.<Obligation>oneOf(
        "obligation",
        name ->
            switch (name) {
              case "notify" -> readNotify(in);
              default -> null;
            });
  }

  private static Obligation readNotify(WireReader in) {
    String detection = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "detection" -> detection = in.text();
        default -> in.skip();
      }
    }
    return new Obligation.Notify(in.required(detection, "detection"));
  }
}
