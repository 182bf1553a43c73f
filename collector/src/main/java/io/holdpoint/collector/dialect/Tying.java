// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.dialect;

import io.holdpoint.collector.source.Source;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.json.Digest;
import io.holdpoint.model.step.StepKind;
import io.holdpoint.model.telemetry.Attributes;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what ties an item to others. */
final class Tying {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST_KEPT = 16 * 1024;

  private final ContentView contents;

  Tying(ContentView contents) {
    this.contents = contents;
  }

  /**
   * Of an item.
   *
   * @param draft the step it is, or null if it is none
   */
  SpanTies of(Telling telling, @Nullable Draft draft) {
    Source source = telling.source();
    SpanAttributes facts = telling.attributes();
    String conversation =
        draft == null ? facts.text(Attributes.GEN_AI_CONVERSATION_ID) : draft.conversation;
    String session = telling.text(Attributes.SESSION_ID);
    String keySource = Steps.keySource(conversation, session);
    boolean named = !keySource.equals(Steps.BY_TRACE);
    SessionId id =
        named
            ? Steps.sessionId(source, keySource, conversation.isEmpty() ? session : conversation)
            : null;
    boolean tool = draft != null && draft.kind == StepKind.TOOL_CALL;
    boolean model = draft != null && draft.kind == StepKind.MODEL_CALL;
    // only a sender registered for somebody is ever joined with what a gateway saw
    boolean joins = !source.principals().isEmpty() && draft != null;
    return new SpanTies(
        telling.traceId(),
        telling.spanId(),
        telling.parentSpanId(),
        id,
        named ? keySource : "",
        draft == null ? facts.text(Attributes.GEN_AI_AGENT_NAME) : draft.agent,
        draft == null ? facts.text(Attributes.GEN_AI_AGENT_VERSION) : draft.agentVersion,
        joins && tool ? arguments(source.tenant(), draft.input) : Digest.NONE,
        joins && tool ? kept(ResultText.of(draft.output)) : "",
        joins && model && !draft.output.isEmpty(),
        joins && model ? requests(source.tenant(), draft.output) : List.of());
  }

  private List<ToolRequest> requests(String tenant, String answer) {
    Function<String, Digest> digests = text -> contents.of(tenant, text).digest();
    return ToolRequests.in(answer, digests);
  }

  private static String kept(String result) {
    return result.length() > LONGEST_KEPT ? "" : result;
  }

  /** What is no object is a single argument without its name, and can be compared with nothing. */
  private Digest arguments(String tenant, String input) {
    String text = input.strip();
    if (!text.startsWith("{")) {
      return Digest.NONE;
    }
    if (text.contains("\"kwargs\"")) {
      try {
        JsonNode json = MAPPER.readTree(text);
        if (json.path("kwargs").isObject() && json.path("args").isEmpty()) {
          return contents.of(tenant, json.path("kwargs").toString()).digest();
        }
      } catch (JacksonException notJson) {
        return Digest.NONE;
      }
    }
    return contents.of(tenant, text).digest();
  }
}
