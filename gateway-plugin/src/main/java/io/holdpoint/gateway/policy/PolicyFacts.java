// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import io.holdpoint.gateway.decision.PolicyDecisionPoint.Question;
import io.holdpoint.gateway.decision.PolicyDecisionPoint.Result;
import io.holdpoint.gateway.policy.cel.Facts;
import io.holdpoint.gateway.policy.cel.JsonValues;
import io.holdpoint.gateway.registry.RegisteredAgent;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.Session;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.step.Outcome;
import io.holdpoint.model.step.Step;
import io.holdpoint.model.step.ToolRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one call.
 *
 * @param question the call
 * @param groups all groups of its principal
 * @param registered what is registered of its agent
 * @param seen what its session had to do with before
 * @param result what came back, or null while it has not left
 */
record PolicyFacts(
    Question question,
    Set<String> groups,
    RegisteredAgent registered,
    SessionTraces.Trace seen,
    @Nullable Result result) {

  /** As conditions ask for them. */
  Facts facts() {
    return new Facts(this::value);
  }

  private @Nullable Object value(String name) {
    Step.Attempted attempt = question.attempt();
    return switch (name) {
      case "principal" -> principal(attempt.session());
      case "agent" -> agent(attempt.session());
      case "registry" -> registry(attempt.tool());
      case "session" -> session(attempt);
      case "tool" -> tool(attempt.tool());
      case "upstream" -> attempt.tool().upstream();
      case "kind" -> word(attempt.kind());
      case "args" -> JsonValues.of(question.arguments().text());
      case "result" -> result == null ? null : result(result);
      case "now" -> attempt.at();
      default -> null;
    };
  }

  private Map<String, Object> principal(Session session) {
    AgentIdentity identity = session.identity();
    return Map.of(
        "subject", identity.subject(),
        "issuer", identity.issuer(),
        "client", orEmpty(identity.clientId()),
        "key", orEmpty(identity.keyId()),
        "kind", word(session.kind()),
        "groups", List.copyOf(groups),
        "tenant", identity.tenant());
  }

  private Map<String, Object> agent(Session session) {
    return Map.of(
        "name", session.agent().name(),
        "version", session.agent().version(),
        "owner", registered.owner(),
        "registered", !registered.owner().isEmpty());
  }

  private Map<String, Object> registry(ToolRef tool) {
    Set<Effect> allowed = registered.allowed();
    return Map.of(
        "owner",
        registered.owner(),
        "team",
        registered.team(),
        "purpose",
        registered.purpose(),
        "approvers",
        List.copyOf(registered.approvers()),
        "limited",
        allowed != null,
        "allowed_effects",
        allowed == null ? List.of() : words(allowed, Effect::word),
        "beyond",
        words(registered.beyond(tool.effects()), Effect::word));
  }

  private Map<String, Object> session(Step.Attempted attempt) {
    Session session = attempt.session();
    return Map.of(
        "id", session.id().value(),
        "task", session.task(),
        "environment", session.environment(),
        "risk", (long) question.risk(),
        "labels", words(seen.labels(), DataLabel::word),
        "effects", words(seen.effects(), Effect::word),
        "attested", !session.key().isWeak(),
        "age_seconds", Duration.between(session.startedAt(), attempt.at()).toSeconds());
  }

  private static Map<String, Object> tool(ToolRef tool) {
    return Map.of(
        "name", tool.name(),
        "upstream", tool.upstream(),
        "known", tool.known(),
        "effects", words(tool.effects(), Effect::word),
        "labels", words(tool.labels(), DataLabel::word));
  }

  private static Map<String, Object> result(Result result) {
    String text = result.text().text();
    return Map.of(
        "value",
        valueOf(text),
        "text",
        text,
        "error",
        !(result.outcome() instanceof Outcome.Succeeded),
        "labels",
        words(result.labels(), DataLabel::word),
        "bytes",
        (long) text.getBytes(StandardCharsets.UTF_8).length);
  }

  /** What is no JSON is a text. */
  private static Object valueOf(String text) {
    try {
      return JsonValues.of(text);
    } catch (IllegalArgumentException noJson) {
      return text;
    }
  }

  private static <T> List<String> words(Collection<T> values, Function<T, String> word) {
    return values.stream().map(word).sorted().toList();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
