// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.benchmarks;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Export requests of a framework and of a gateway that saw its calls, made once; for each sending
 * only ids and times are written anew, so that the sender takes next to nothing. A round has, for
 * each of {@link #SESSIONS} sessions, a model call and a tool call of the framework and the
 * gateway's span of that tool call, in one trace and with one call id. For one thread.
 */
final class SpanLoad {

  static final int SESSIONS = 64;
  static final int SPANS = 3 * SESSIONS;

  private static final int ROUNDS_OF_A_SESSION = 50;
  private static final int TIMES = 4;
  private static final long MARK = 0x5AB3_77C1_0000_0000L;
  private static final String TEXT_MARK = "m4rkm4rkm4rkm4rk";

  /** Where in a request something stands that is new each time. */
  private record Place(int offset, int mark) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Template(byte[] bytes, List<Place> ids, List<Place> times, List<Place> texts) {}

  private final Template framework;
  private final Template gateway;
  private final SplittableRandom random;
  private int round;

  SpanLoad(long seed) {
    random = new SplittableRandom(seed);
    List<Span> told = new ArrayList<>();
    List<Span> seen = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      told.add(model(i));
      told.add(tool(i));
      seen.add(guarded(i));
    }
    framework = template(request("crew", told));
    gateway = template(request("gateway", seen));
  }

  /** Whoever takes a round. */
  interface Taker {
    void take(byte[] framework, byte[] gateway);
  }

  /** The next round, of new steps. */
  void next(Taker taker) {
    long[] ids = new long[3 * SESSIONS + 3 * SESSIONS];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextLong() | 1;
    }
    long now = System.currentTimeMillis() * 1_000_000;
    taker.take(fresh(framework, ids, now), fresh(gateway, ids, now));
    round++;
  }

  private byte[] fresh(Template template, long[] ids, long now) {
    byte[] bytes = template.bytes().clone();
    ByteBuffer out = ByteBuffer.wrap(bytes);
    template.ids().forEach(place -> out.putLong(place.offset(), ids[place.mark()]));
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (Place place : template.times()) {
      out.putLong(place.offset(), now + (place.mark() - TIMES) * 40_000_000L);
    }
    for (Place place : template.texts()) {
      long value =
          place.mark() < SESSIONS
              ? place.mark() + (long) SESSIONS * (round / ROUNDS_OF_A_SESSION)
              : ids[place.mark()];
      byte[] text = HexFormat.of().toHexDigits(value).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, bytes, place.offset(), text.length);
    }
    return bytes;
  }

  private static Template template(byte[] bytes) {
    List<Place> ids = new ArrayList<>();
    List<Place> times = new ArrayList<>();
    List<Place> texts = new ArrayList<>();
    ByteBuffer big = ByteBuffer.wrap(bytes);
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    byte[] mark = TEXT_MARK.substring(4).getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at + 16 <= bytes.length; at++) {
      if (big.getInt(at) == (int) (MARK >>> 32)) {
        ids.add(new Place(at, (int) big.getLong(at)));
      } else if (little.getInt(at + 4) == (int) (MARK >>> 32) + 1) {
        times.add(new Place(at, (int) little.getLong(at)));
      } else if (Arrays.equals(bytes, at + 4, at + 16, mark, 0, 12)) {
        String number = new String(bytes, at, 4, StandardCharsets.US_ASCII);
        texts.add(new Place(at, Integer.parseInt(number)));
      }
    }
    return new Template(bytes, ids, times, texts);
  }

  private static ByteString mark(int number) {
    return ByteString.copyFrom(ByteBuffer.allocate(8).putLong(0, MARK + number));
  }

  /** Two numbers, the second of them the same for all spans of a session's round. */
  private static ByteString trace(int session) {
    return mark(3 * SESSIONS + session).concat(mark(4 * SESSIONS + session));
  }

  private static long time(int number) {
    return MARK + (1L << 32) + number;
  }

  /** A text that is 16 characters long and written anew each time. */
  private static String text(int number) {
    return String.format(Locale.ROOT, "%04d", number) + TEXT_MARK.substring(4);
  }

  private static Span.Builder span(int session, int number, int from) {
    return Span.newBuilder()
        .setTraceId(trace(session))
        .setSpanId(mark(number))
        .setStartTimeUnixNano(time(from))
        .setEndTimeUnixNano(time(from + 1));
  }

  private static Span model(int i) {
    return span(i, i, 0)
        .setName("chat gpt-x")
        .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
        .addAttributes(attribute("gen_ai.operation.name", "chat"))
        .addAttributes(attribute("gen_ai.provider.name", "acme"))
        .addAttributes(attribute("gen_ai.request.model", "gpt-x"))
        .addAttributes(attribute("gen_ai.response.model", "gpt-x-2026-08-01"))
        .addAttributes(attribute("gen_ai.conversation.id", "conversation-" + text(i)))
        .addAttributes(attribute("gen_ai.agent.name", "triage"))
        .addAttributes(number("gen_ai.usage.input_tokens", 1_200 + i))
        .addAttributes(number("gen_ai.usage.output_tokens", 85))
        .addAttributes(
            attribute(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                    + "what did the customer order and when was it sent ".repeat(12)
                    + "\"}]}]"))
        .addAttributes(
            attribute(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"call_"
                    + text(5 * SESSIONS + i)
                    + "\",\"name\":\"search\",\"arguments\":{\"query\":\"order\"}}]}]"))
        .build();
  }

  private static Span tool(int i) {
    return span(i, SESSIONS + i, 2)
        .setParentSpanId(mark(i))
        .setName("execute_tool search")
        .addAttributes(attribute("gen_ai.operation.name", "execute_tool"))
        .addAttributes(attribute("gen_ai.tool.name", "search"))
        .addAttributes(attribute("gen_ai.tool.call.id", "call_" + text(5 * SESSIONS + i)))
        .addAttributes(attribute("gen_ai.conversation.id", "conversation-" + text(i)))
        .addAttributes(attribute("gen_ai.tool.call.arguments", "{\"query\":\"order\"}"))
        .addAttributes(attribute("gen_ai.tool.call.result", RESULT))
        .build();
  }

  private static Span guarded(int i) {
    return span(i, 2 * SESSIONS + i, 2)
        .setParentSpanId(mark(SESSIONS + i))
        .setName("tools/call search")
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .addAttributes(attribute("mcp.method.name", "tools/call"))
        .addAttributes(attribute("gen_ai.operation.name", "execute_tool"))
        .addAttributes(attribute("gen_ai.tool.name", "search"))
        .addAttributes(attribute("gen_ai.tool.call.id", "call_" + text(5 * SESSIONS + i)))
        .addAttributes(attribute("holdpoint.source", "gw-1"))
        .addAttributes(attribute("holdpoint.session.id", "s-" + text(i)))
        .addAttributes(attribute("holdpoint.principal", PRINCIPAL))
        .addAttributes(attribute("holdpoint.step.kind", "tool-call"))
        .addAttributes(attribute("holdpoint.upstream", "crm"))
        .addAttributes(attribute("holdpoint.verdict", "permit"))
        .addAttributes(attribute("holdpoint.outcome", "succeeded"))
        .build();
  }

  static final String PRINCIPAL = "svc-support";

  private static final String RESULT =
      "{\"content\":[{\"type\":\"text\",\"text\":\""
          + "order 4711 was shipped ".repeat(12)
          + "\"}]}";

  private static byte[] request(String service, List<Span> spans) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", service)))
        .addScopeSpansBuilder()
        .setScope(InstrumentationScope.newBuilder().setName("load"))
        .addAllSpans(spans);
    return request.build().toByteArray();
  }

  private static KeyValue attribute(String key, String text) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(text))
        .build();
  }

  private static KeyValue number(String key, long number) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(number))
        .build();
  }
}
