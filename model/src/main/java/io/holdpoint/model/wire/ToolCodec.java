// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.wire;

import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Payload;
import io.holdpoint.model.step.ToolRef;
import java.util.Set;

/** What is called and with what. */
final class ToolCodec {

  static final Words<DataLabel> LABEL = new Words<>(DataLabel.class);
  static final Words<Effect> EFFECT = new Words<>(Effect.class);

  private ToolCodec() {}

  static void write(WireBuffer out, ToolRef tool) {
    out.writeStartObject();
    out.writeStringProperty("upstream", tool.upstream());
    out.writeStringProperty("name", tool.name());
    out.writeStringProperty("digest", tool.digest());
    EFFECT.write(out, "effects", tool.effects());
    LABEL.write(out, "labels", tool.labels());
    out.writeBooleanProperty("known", tool.known());
    out.writeEndObject();
  }

  static ToolRef read(WireReader in) {
    String upstream = null;
    String tool = null;
    String digest = null;
    Set<Effect> effects = null;
    Set<DataLabel> labels = null;
    Boolean known = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "upstream" -> upstream = in.text();
        case "name" -> tool = in.text();
        case "digest" -> digest = in.text();
        case "effects" -> effects = EFFECT.readSet(in);
        case "labels" -> labels = LABEL.readSet(in);
        case "known" -> known = in.flag();
        default -> in.skip();
      }
    }
    return new ToolRef(
        in.required(upstream, "upstream"),
        in.required(tool, "name"),
        in.required(digest, "digest"),
        in.required(effects, "effects"),
        in.required(labels, "labels"),
        in.required(known, "known"));
  }

  static void writePayload(WireBuffer out, Payload payload) {
    out.writeStartObject();
    out.writeStringProperty("digest", payload.digest().value());
    out.writeNumberProperty("size", payload.sizeBytes());
    out.writeStringProperty("masked", payload.masked());
    out.writeEndObject();
  }

  static Payload readPayload(WireReader in) {
    Digest digest = null;
    Integer size = null;
    String masked = null;
    in.enter();
    for (String name = in.next(); name != null; name = in.next()) {
      switch (name) {
        case "digest" -> digest = new Digest(in.text());
        case "size" -> size = in.integer();
        case "masked" -> masked = in.text();
        default -> in.skip();
      }
    }
    return new Payload(
        in.required(digest, "digest"), in.required(size, "size"), in.required(masked, "masked"));
  }
}
