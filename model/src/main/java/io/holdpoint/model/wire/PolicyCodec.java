// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.port.JournalRecord;
import java.time.Instant;

/** What the journal says of policies. */
final class PolicyCodec {

  private PolicyCodec() {}

  static void writeActivated(WireBuffer out, JournalRecord.PolicyActivated activated) {
    out.writeName("policy-activated");
    out.writeStartObject();
    out.writeNumberProperty("version", activated.version());
    out.writeStringProperty("digest", activated.digest());
    out.writeStringProperty("text", activated.text());
    Words.instant(out, "at", activated.at());
    out.writeEndObject();
  }

  static JournalRecord.PolicyActivated readActivated(WireReader in) {
    Integer version = null;
    String digest = null;
    String text = null;
    Instant at = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "version" -> version = in.integer();
        case "digest" -> digest = in.text();
        case "text" -> text = in.text();
        case "at" -> at = in.instant();
        default -> in.skip();
      }
    }
    return new JournalRecord.PolicyActivated(
        in.required(version, "version"),
        in.required(digest, "digest"),
        in.required(text, "text"),
        in.required(at, "at"));
  }
}
