// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.model.signal.Scope;
import io.holdpoint.model.step.Effect;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an operator says with an order.
 *
 * @param reason why
 * @param scope how far it reaches
 * @param lasting after what time it ends by itself; null for never
 * @param effects what a restricted session keeps
 * @param second who else wants it; an order that reaches beyond one tree names somebody
 */
record OrderBody(
    String reason,
    Scope scope,
    @Nullable Duration lasting,
    Set<Effect> effects,
    @Nullable String second) {
  private static final String INVALID = "signal.invalid";
  private static final int MAX_REASON = 500;
  private static final int MAX_NAME = 100;
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * Reads it.
   *
   * @param verb what is ordered: only some orders end by themselves, only one names effects
   * @param everybody true if no session is named, so that everybody is meant
   */
  static OrderBody read(Context ctx, String verb, boolean everybody) {
    Set<String> known = new HashSet<>(Set.of("reason", "scope", "second"));
    if (verb.equals("pause") || verb.equals("restrict")) {
      known.add("for");
    }
    if (verb.equals("restrict")) {
      known.add("effects");
    }
    JsonNode body = Requests.object(ctx, known);
    String reason = Requests.text(body, "reason", "signal.reason-missing", MAX_REASON);
    Scope scope = scope(body, everybody);
    String second = body.has("second") ? Requests.text(body, "second", INVALID, MAX_NAME) : null;
    if (scope.isWide() && (second == null || second.equals(Guard.operator(ctx)))) {
      throw ApiException.invalid(
          "signal.second-missing",
          "second: got nobody else (expected: who else wants it, for scope " + scope.word() + ")");
    }
    return new OrderBody(
        reason, scope, lasting(body), effects(body, verb.equals("restrict")), second);
  }

  private static Scope scope(JsonNode body, boolean everybody) {
    if (!body.has("scope")) {
      return everybody ? Scope.ALL : Scope.SESSION;
    }
    String word = Requests.text(body, "scope", INVALID, 20);
    for (Scope scope : Scope.values()) {
      if (scope.word().equals(word) && (scope == Scope.ALL) == everybody) {
        return scope;
      }
    }
    throw ApiException.invalid(
        INVALID,
        "scope: got \""
            + word
            + "\" (expected: session, tree, agent or principal of a session; all without one)");
  }

  private static @Nullable Duration lasting(JsonNode body) {
    if (!body.has("for")) {
      return null;
    }
    Duration lasting = Requests.duration(Requests.text(body, "for", INVALID, 8), INVALID);
    if (lasting.isZero() || lasting.compareTo(LONGEST) > 0) {
      throw ApiException.invalid(
          INVALID, "for: got " + lasting + " (expected: more than nothing, at most 720h)");
    }
    return lasting;
  }

  private static Set<Effect> effects(JsonNode body, boolean needed) {
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    for (JsonNode node : body.path("effects")) {
      String word = node.isString() ? node.stringValue() : "";
      effects.add(
          Arrays.stream(Effect.values())
              .filter(effect -> effect.word().equals(word))
              .findFirst()
              .orElseThrow(() -> unknown(word)));
    }
    if (needed && effects.isEmpty()) {
      throw ApiException.invalid(
          INVALID, "effects: got none (expected: the effects that go on, for example read)");
    }
    return effects;
  }

  private static ApiException unknown(String word) {
    List<String> words = Arrays.stream(Effect.values()).map(Effect::word).toList();
    return ApiException.invalid(
        INVALID, "effects: got \"" + word + "\" (expected: some of " + words + ")");
  }
}
