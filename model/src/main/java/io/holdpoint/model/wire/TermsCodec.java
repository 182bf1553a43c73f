// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.approval.ApprovalTerms;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Whose word lets a held call go; of who may approve at once, see {@link ApprovalCodec}. */
final class TermsCodec {

  private TermsCodec() {}

  static void write(WireBuffer out, ApprovalTerms terms) {
    out.writeName("terms");
    out.writeStartObject();
    out.writeNumberProperty("quorum", terms.quorum());
    names(out, "escalateTo", terms.escalateTo());
    Words.duration(out, "escalateAfter", terms.escalateAfter());
    names(out, "behind", terms.behind());
    out.writeBooleanProperty("editable", terms.editable());
    out.writeEndObject();
  }

  static ApprovalTerms read(WireReader in) {
    Integer quorum = null;
    List<String> escalateTo = null;
    Duration escalateAfter = null;
    List<String> behind = null;
    Boolean editable = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "quorum" -> quorum = in.integer();
        case "escalateTo" -> escalateTo = in.list(WireReader::text);
        case "escalateAfter" -> escalateAfter = in.duration();
        case "behind" -> behind = in.list(WireReader::text);
        case "editable" -> editable = in.flag();
        default -> in.skip();
      }
    }
    return new ApprovalTerms(
        Set.of(),
        in.required(quorum, "quorum"),
        Set.copyOf(in.required(escalateTo, "escalateTo")),
        in.required(escalateAfter, "escalateAfter"),
        Set.copyOf(in.required(behind, "behind")),
        in.required(editable, "editable"));
  }

  static ApprovalTerms with(ApprovalTerms terms, Collection<String> approvers) {
    return new ApprovalTerms(
        Set.copyOf(approvers),
        terms.quorum(),
        terms.escalateTo(),
        terms.escalateAfter(),
        terms.behind(),
        terms.editable());
  }

  private static void names(WireBuffer out, String name, Set<String> names) {
    out.writeName(name);
    out.writeStartArray();
    names.stream().sorted().forEach(out::writeString);
    out.writeEndArray();
  }
}
