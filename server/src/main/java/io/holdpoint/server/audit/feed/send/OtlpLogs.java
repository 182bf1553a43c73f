// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.holdpoint.server.audit.facts.RecordFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The request of OTLP's logs service, opentelemetry-proto 1.x, by field numbers: this package knows
 * no generated classes.
 */
final class OtlpLogs {

  private static final long NANOS = 1_000_000_000L;

  private final String journal;
  private final String version;

  OtlpLogs(String journal, String version) {
    this.journal = requireNonNull(journal, "journal");
    this.version = requireNonNull(version, "version");
  }

  /** Writes the fields of a message. */
  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  byte[] request(List<Outgoing> batch) throws IOException {
    return message(out -> embed(out, 1, resource -> resourceLogs(resource, batch)));
  }

  /** How many log records the answer says were refused. */
  static long rejected(byte[] answer) throws IOException {
    long rejected = 0;
    CodedInputStream in = CodedInputStream.newInstance(answer);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1
          && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        rejected += partial(in.readByteArray());
      } else if (!in.skipField(tag)) {
        return rejected;
      }
    }
    return rejected;
  }

  private static long partial(byte[] partialSuccess) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(partialSuccess);
    long rejected = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1
          && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
        rejected = in.readInt64();
      } else if (!in.skipField(tag)) {
        return rejected;
      }
    }
    return rejected;
  }

  private void resourceLogs(CodedOutputStream out, List<Outgoing> batch) throws IOException {
    embed(
        out,
        1,
        resource -> {
          attribute(resource, 1, "service.name", "holdpoint");
          attribute(resource, 1, "service.version", version);
          attribute(resource, 1, "holdpoint.journal", journal);
        });
    embed(
        out,
        2,
        scope -> {
          embed(scope, 1, name -> name.writeString(1, "io.holdpoint.audit"));
          for (Outgoing record : batch) {
            embed(scope, 2, log -> log(log, record));
          }
        });
  }

  private static void log(CodedOutputStream out, Outgoing record) throws IOException {
    long at = nanos(record.facts().at());
    out.writeFixed64(1, at);
    out.writeEnum(2, record.urgency().telemetry());
    out.writeString(3, record.urgency().name());
    embed(out, 5, body -> body.writeString(1, record.line()));
    for (Map.Entry<String, String> attribute : attributes(record).entrySet()) {
      attribute(out, 6, attribute.getKey(), attribute.getValue());
    }
    out.writeFixed64(11, at);
  }

  private static Map<String, String> attributes(Outgoing record) {
    RecordFacts facts = record.facts();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("holdpoint.record", Long.toString(record.number()));
    attributes.put("event.name", "holdpoint.audit." + facts.kind());
    attributes.put("holdpoint.session", facts.session());
    attributes.put("holdpoint.step", facts.step());
    attributes.put("holdpoint.actor", facts.actor());
    attributes.put("holdpoint.what", facts.what());
    attributes.put("holdpoint.outcome", facts.outcome());
    attributes.values().removeIf(String::isEmpty);
    return attributes;
  }

  private static void attribute(CodedOutputStream out, int field, String key, String value)
      throws IOException {
    embed(
        out,
        field,
        pair -> {
          pair.writeString(1, key);
          embed(pair, 2, any -> any.writeString(1, value));
        });
  }

  private static void embed(CodedOutputStream out, int field, Fields fields) throws IOException {
    out.writeByteArray(field, message(fields));
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static long nanos(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
  }
}
