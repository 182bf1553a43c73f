// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.holdpoint.collector.batch.AttributeList.Kind;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our reading of requests against that of the library of protobuf. */
final class SpanBatchTest {

  @Test
  void reads_all_of_a_span_as_the_library_does() throws Exception {
    List<String> read = new ArrayList<>();

    Tally tally =
        SpanBatch.walk(full().toByteArray(), (resource, span) -> read.add(text(resource, span)));

    assertThat(tally).isEqualTo(new Tally(2, 0, 0, 0));
    assertThat(read)
        .containsExactly(
            "[service.name=TEXT:gw] "
                + "0102030405060708090a0b0c0d0e0f10/0102030405060708/a1 tools/call ü 7..9 2 "
                + "[text=TEXT:größe, flag=FLAG:1, number=NUMBER:-5, fraction=FRACTION:"
                + Double.doubleToLongBits(2.5)
                + ", list=LIST:[a, b], map=MAP:{\"deep\":\"x\"}, bytes=BYTES:\"/w==\", none=OTHER]"
                + " {e@8 [k=TEXT:v]}",
            "[service.name=TEXT:gw] "
                + "0102030405060708090a0b0c0d0e0f10/0000000000000001/  0..0 0 []");
  }

  @Test
  void takes_the_resource_from_behind_its_spans() throws Exception {
    byte[] resource = field(1, Resource.newBuilder().addAttributes(pair("a", "b")).build());
    byte[] spans = field(2, ScopeSpans.newBuilder().addSpans(span(1)).build());
    List<String> read = new ArrayList<>();

    SpanBatch.walk(field(1, concat(spans, resource)), (its, span) -> read.add(text(its, span)));

    assertThat(read).singleElement().asString().startsWith("[a=TEXT:b] ");
  }

  @Test
  void passes_over_fields_of_tomorrow_and_groups() throws Exception {
    byte[] group = {(byte) 0xa3, 6, 8, 1, (byte) 0xa4, 6};
    byte[] unknown = concat(field(99, new byte[] {1, 2, 3}), group);
    byte[] withMore = concat(span(1).toByteArray(), unknown);

    assertThat(Span.parseFrom(withMore).getName()).isEqualTo("s");
    assertThat(SpanBatch.walk(request(withMore), (r, s) -> {}).sound()).isEqualTo(1);
  }

  @Test
  void refuses_what_the_library_refuses() throws Exception {
    byte[] notUtf8 = {(byte) 0xc3, 0x28};
    for (byte[] span :
        new byte[][] {
          field(5, notUtf8),
          field(3, notUtf8),
          field(9, field(1, notUtf8)),
          field(9, field(2, field(1, notUtf8))),
          field(9, field(2, field(5, field(1, field(1, notUtf8))))),
          field(9, field(2, field(6, field(1, field(1, notUtf8))))),
          field(11, field(2, notUtf8)),
          field(13, field(3, notUtf8)),
          field(15, field(2, notUtf8)),
          {0x48},
          {0x4a, 0x05, 1},
          {0x4c},
          {0x4b},
          {0x00},
          {0x07},
          {0x48, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
          field(9, field(2, new byte[] {0x21, 1, 2}))
        }) {
      assertThatThrownBy(() -> Span.parseFrom(span)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> SpanBatch.walk(request(span), (r, s) -> {}))
          .as(Arrays.toString(span))
          .isInstanceOf(InvalidProtocolBufferException.class);
    }
  }

  /**
   * Whatever happens to bytes, what we take the library can read. Its fast way also lets some
   * numbers of more than ten bytes pass, so it may take a few more.
   */
  @Test
  void takes_no_damaged_request_the_library_refuses() throws Exception {
    byte[] whole = full().toByteArray();
    Random random = new Random(4711);
    int taken = 0;
    int refusedByUsOnly = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = damaged(whole, random);
      boolean theirs = canBeParsed(damaged);
      if (isSound(damaged)) {
        taken++;
        assertThat(theirs).as(Arrays.toString(damaged)).isTrue();
      } else if (theirs) {
        refusedByUsOnly++;
      }
    }
    assertThat(taken).isBetween(2_000, 18_000);
    assertThat(refusedByUsOnly).isLessThan(100);
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(damaged.length);
      damaged[at] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) (damaged[at] ^ (1 << random.nextInt(8)));
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(damaged, random.nextInt(damaged.length))
        : damaged;
  }

  private static boolean isSound(byte[] request) {
    try {
      SpanBatch.walk(request, SpanBatchTest::text);
      return true;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean canBeParsed(byte[] request) {
    try {
      return ExportTraceServiceRequest.parseFrom(request).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static ExportTraceServiceRequest full() {
    Span span =
        Span.newBuilder()
            .setTraceId(ByteString.fromHex("0102030405060708090a0b0c0d0e0f10"))
            .setSpanId(ByteString.fromHex("0102030405060708"))
            .setParentSpanId(ByteString.fromHex("a1"))
            .setTraceState("k=v")
            .setName("tools/call ü")
            .setStartTimeUnixNano(7)
            .setEndTimeUnixNano(9)
            .setFlags(0x101)
            .addAttributes(pair("text", "größe"))
            .addAttributes(pair("flag", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(pair("number", AnyValue.newBuilder().setIntValue(-5)))
            .addAttributes(pair("fraction", AnyValue.newBuilder().setDoubleValue(2.5)))
            .addAttributes(pair("list", AnyValue.newBuilder().setArrayValue(list())))
            .addAttributes(pair("map", AnyValue.newBuilder().setKvlistValue(map())))
            .addAttributes(
                pair("bytes", AnyValue.newBuilder().setBytesValue(ByteString.fromHex("ff"))))
            .addAttributes(KeyValue.newBuilder().setKey("none"))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("e")
                    .setTimeUnixNano(8)
                    .addAttributes(pair("k", "v")))
            .addLinks(Span.Link.newBuilder().setTraceState("l=1").addAttributes(pair("k", "v")))
            .setStatus(
                Status.newBuilder().setMessage("ä").setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .build();
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(pair("service.name", "gw")))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(InstrumentationScope.newBuilder().setName("scope"))
                        .addSpans(span)
                        .addSpans(
                            Span.newBuilder()
                                .setTraceId(span.getTraceId())
                                .setSpanId(ByteString.fromHex("0000000000000001")))))
        .build();
  }

  private static ArrayValue list() {
    return ArrayValue.newBuilder()
        .addValues(AnyValue.newBuilder().setStringValue("a"))
        .addValues(AnyValue.newBuilder().setIntValue(1))
        .addValues(AnyValue.newBuilder().setStringValue("b"))
        .build();
  }

  private static KeyValueList map() {
    return KeyValueList.newBuilder().addValues(pair("deep", "x")).build();
  }

  private static Span span(int n) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(String.format("%032x", n)))
        .setSpanId(ByteString.fromHex(String.format("%016x", n)))
        .setName("s")
        .build();
  }

  private static KeyValue pair(String key, String text) {
    return pair(key, AnyValue.newBuilder().setStringValue(text));
  }

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static String text(AttributeList resource, SpanView span) {
    StringBuilder text = new StringBuilder();
    text.append(text(resource)).append(' ').append(span.traceId()).append('/');
    text.append(span.spanId()).append('/').append(span.parentSpanId()).append(' ');
    text.append(span.name()).append(' ').append(span.startTimeUnixNano()).append("..");
    text.append(span.endTimeUnixNano()).append(' ').append(span.statusCode()).append(' ');
    text.append(text(span.attributes()));
    for (int i = 0; i < span.eventCount(); i++) {
      SpanView.Event event = span.event(i);
      text.append(" {").append(event.name()).append('@').append(event.timeUnixNano());
      text.append(' ').append(text(event.attributes())).append('}');
    }
    return text.toString();
  }

  private static String text(AttributeList list) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Kind kind = list.kind(i);
      String value =
          switch (kind) {
            case TEXT -> ":" + string(list, list.valueAt(i), list.valueLength(i));
            case LIST -> ":" + list.texts(i);
            case FLAG, NUMBER, FRACTION -> ":" + list.number(i);
            case MAP, BYTES -> ":" + list.asText(i);
            case OTHER -> "";
          };
      texts.add(string(list, list.keyAt(i), list.keyLength(i)) + "=" + kind + value);
    }
    return texts.toString();
  }

  private static String string(AttributeList list, int at, int length) {
    return new String(list.bytes(), at, length, StandardCharsets.UTF_8);
  }

  private static byte[] request(byte[] span) throws IOException {
    return field(1, field(2, field(2, span)));
  }

  private static byte[] field(int number, com.google.protobuf.MessageLite message)
      throws IOException {
    return field(number, message.toByteArray());
  }

  private static byte[] field(int number, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(number, content);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
