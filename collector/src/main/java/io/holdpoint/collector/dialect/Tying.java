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
  private final SessionNames sessions;

  Tying(ContentView contents, SessionNames sessions) {
    this.contents = contents;
    this.sessions = sessions;
  }

  /**
   * Of an item.
   *
   * @param draft the step it is, or null if it is none
   */
  SpanTies of(Telling telling, @Nullable Draft draft) {
    SpanAttributes facts = telling.attributes();
    if (draft == null) {
      return ties(
          telling,
          facts.text(Attributes.GEN_AI_CONVERSATION_ID),
          facts.text(Attributes.GEN_AI_AGENT_NAME),
          facts.text(Attributes.GEN_AI_AGENT_VERSION),
          Content.NONE);
    }
    return ties(
        telling, draft.conversation, draft.agent, draft.agentVersion, content(telling, draft));
  }

  /** What was said, as far as it ties steps together. */
  private record Content(
      Digest arguments, String result, boolean answered, List<ToolRequest> requests) {
    private static final Content NONE = new Content(Digest.NONE, "", false, List.of());
  }

  /** Only a sender registered for somebody is ever joined with what a gateway saw. */
  private Content content(Telling telling, Draft draft) {
    Source source = telling.source();
    if (source.principals().isEmpty()) {
      return Content.NONE;
    }
    if (draft.kind == StepKind.TOOL_CALL) {
      return new Content(
          arguments(source.tenant(), draft.input),
          kept(ResultText.of(draft.output)),
          false,
          List.of());
    }
    if (draft.kind == StepKind.MODEL_CALL) {
      return new Content(
          Digest.NONE, "", !draft.output.isEmpty(), requests(source.tenant(), draft.output));
    }
    return Content.NONE;
  }

  private SpanTies ties(
      Telling telling, String conversation, String agent, String version, Content content) {
    String session = telling.text(Attributes.SESSION_ID);
    String keySource = SessionNames.keySource(conversation, session);
    boolean named = !keySource.equals(SessionNames.BY_TRACE);
    SessionId id =
        named
            ? sessions.id(
                telling.source(), keySource, conversation.isEmpty() ? session : conversation)
            : null;
    return new SpanTies(
        telling.traceId(),
        telling.spanId(),
        telling.parentSpanId(),
        id,
        named ? keySource : "",
        agent,
        version,
        content.arguments(),
        content.result(),
        content.answered(),
        content.requests());
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
