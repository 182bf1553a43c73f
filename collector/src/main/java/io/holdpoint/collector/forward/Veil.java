// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.forward;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of attributes may leave. Nobody has masked what frameworks send, and any key may hold a
 * prompt: so numbers and flags go, texts only under keys that are known to name things and only
 * short ones. Of others goes how long they are.
 */
final class Veil {

  private static final int LONGEST = 256;

  private static final Set<String> NAMES =
      Set.of(
          "error.type",
          "gen_ai.agent.id",
          "gen_ai.agent.name",
          "gen_ai.agent.version",
          "gen_ai.conversation.id",
          "gen_ai.operation.name",
          "gen_ai.output.type",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "gen_ai.response.finish_reasons",
          "gen_ai.response.id",
          "gen_ai.response.model",
          "gen_ai.system",
          "gen_ai.tool.call.id",
          "gen_ai.tool.name",
          "gen_ai.tool.type",
          "http.request.method",
          "llm.model_name",
          "llm.provider",
          "mcp.method.name",
          "mcp.protocol.version",
          "network.protocol.name",
          "network.transport",
          "openinference.span.kind",
          "rpc.system",
          "server.address",
          "session.id",
          "tool.name",
          "traceloop.entity.name",
          "traceloop.span.kind",
          "traceloop.workflow.name");

  private static final List<String> FAMILIES =
      List.of(
          "cloud.",
          "container.",
          "deployment.",
          "host.",
          "k8s.",
          "os.",
          "process.runtime.",
          "service.",
          "telemetry.");

  private Veil() {}

  static List<KeyValue> over(List<KeyValue> attributes) {
    List<KeyValue> veiled = new ArrayList<>(attributes.size());
    for (KeyValue attribute : attributes) {
      veiled.add(
          isName(attribute.getKey())
              ? attribute.toBuilder().setValue(shortened(attribute.getValue())).build()
              : attribute.toBuilder().setValue(value(attribute.getValue())).build());
    }
    return veiled;
  }

  /** A text of which only its length may leave. */
  static String text(String text) {
    return text.isEmpty() ? "" : "(" + text.length() + " characters)";
  }

  /** A value of which only what is no text may leave. */
  static AnyValue value(AnyValue value) {
    return switch (value.getValueCase()) {
      case BOOL_VALUE, INT_VALUE, DOUBLE_VALUE, VALUE_NOT_SET -> value;
      case STRING_VALUE -> told(text(value.getStringValue()));
      case BYTES_VALUE -> told("(" + value.getBytesValue().size() + " bytes)");
      case ARRAY_VALUE -> told("(" + value.getArrayValue().getValuesCount() + " values)");
      case KVLIST_VALUE -> told("(" + value.getKvlistValue().getValuesCount() + " members)");
      default -> told("(a value)");
    };
  }

  private static AnyValue shortened(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue().length() <= LONGEST ? value : value(value);
      case ARRAY_VALUE -> {
        ArrayValue.Builder values = ArrayValue.newBuilder();
        value.getArrayValue().getValuesList().forEach(one -> values.addValues(shortened(one)));
        yield AnyValue.newBuilder().setArrayValue(values).build();
      }
      default -> value(value);
    };
  }

  private static boolean isName(String key) {
    return NAMES.contains(key) || FAMILIES.stream().anyMatch(key::startsWith);
  }

  private static AnyValue told(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }
}
