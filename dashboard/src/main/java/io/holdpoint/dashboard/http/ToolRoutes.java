// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.LABEL;
import static io.holdpoint.dashboard.access.Right.LOOK;

import io.holdpoint.dashboard.view.OfferView;
import io.holdpoint.model.offer.Classification;
import io.holdpoint.model.offer.Offer;
import io.holdpoint.model.offer.OfferKind;
import io.holdpoint.model.port.OfferDesk;
import io.holdpoint.model.signal.Author;
import io.holdpoint.model.step.ArgumentRole;
import io.holdpoint.model.step.DataLabel;
import io.holdpoint.model.step.Effect;
import io.holdpoint.model.view.OfferRow;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What servers offer, and what operators say of it. */
final class ToolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ToolRoutes.class);
  private static final String INVALID = "tool.invalid";
  private static final int MAX_REASON = 500;
  private static final int MAX_NAME = 2000;
  private static final int MAX_DIGEST = 64;

  private final OfferDesk desk;

  ToolRoutes(OfferDesk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/tools", LOOK, this::list),
        Route.post("/tools/{upstream}/{tool}/approve", LABEL, this::approve),
        Route.post("/tools/{upstream}/{tool}/classify", LABEL, this::classify),
        Route.post("/offers/approve", LABEL, ctx -> decideOn(ctx, desk::approve)),
        Route.post("/offers/refuse", LABEL, ctx -> decideOn(ctx, desk::refuse)),
        Route.post("/offers/classify", LABEL, this::classifyAny));
  }

  private void list(Context ctx) {
    String upstream = ctx.queryParam("upstream");
    String pin = ctx.queryParam("pin");
    String source = ctx.queryParam("source");
    Stream<OfferView> views = desk.offers().stream().map(OfferView::of);
    Responses.json(
        ctx,
        Map.of(
            "tools",
            views
                .filter(view -> upstream == null || view.upstream().equals(upstream))
                .filter(view -> pin == null || view.pin().equals(pin))
                .filter(view -> source == null || view.source().equals(source))
                .toList()));
  }

  /** What an operator says of the definition that waits. */
  @FunctionalInterface
  private interface Word {
    Optional<OfferRow> say(Offer offer, String digest, Author.Operator author, String reason);
  }

  private void approve(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("digest", "reason"));
    decide(ctx, tool(ctx), body, desk::approve);
  }

  /** Prompts, templates and instructions have names that no path can carry. */
  private void decideOn(Context ctx, Word word) {
    JsonNode body = Requests.object(ctx, Set.of("kind", "upstream", "name", "digest", "reason"));
    OfferKind kind = word(OfferKind.class, "kind", Requests.text(body, "kind", INVALID, MAX_NAME));
    String name =
        kind == OfferKind.INSTRUCTIONS ? "" : Requests.text(body, "name", INVALID, MAX_NAME);
    Offer offer = new Offer(kind, Requests.text(body, "upstream", INVALID, MAX_NAME), name);
    decide(ctx, offer, body, word);
  }

  private void decide(Context ctx, Offer offer, JsonNode body, Word word) {
    String digest = Requests.text(body, "digest", INVALID, MAX_DIGEST);
    String reason = Requests.text(body, "reason", INVALID, MAX_REASON);
    OfferRow row =
        decided(
            () ->
                word.say(offer, digest, author(ctx), reason)
                    .orElseThrow(
                        () ->
                            new ApiException(
                                404,
                                "tool.unknown",
                                offer.label() + ": got nothing (expected: one of GET /tools)")));
    Responses.json(ctx, OfferView.of(row));
  }

  private void classify(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("effects", "labels", "roles", "reason"));
    classify(ctx, tool(ctx), body);
  }

  /** Tools too have names that no path can carry. */
  private void classifyAny(Context ctx) {
    JsonNode body =
        Requests.object(ctx, Set.of("upstream", "name", "effects", "labels", "roles", "reason"));
    Offer tool =
        Offer.tool(
            Requests.text(body, "upstream", INVALID, MAX_NAME),
            Requests.text(body, "name", INVALID, MAX_NAME));
    classify(ctx, tool, body);
  }

  private void classify(Context ctx, Offer tool, JsonNode body) {
    String reason = Requests.text(body, "reason", INVALID, MAX_REASON);
    Set<Effect> effects = words(Effect.class, body, "effects");
    if (effects.isEmpty()) {
      throw ApiException.invalid(INVALID, "effects: got none (expected: at least one)");
    }
    Classification as =
        new Classification(effects, words(DataLabel.class, body, "labels"), roles(body));
    OfferRow row = decided(() -> desk.classify(tool, as, author(ctx), reason));
    Responses.json(ctx, OfferView.of(row));
  }

  private static Offer tool(Context ctx) {
    return Offer.tool(ctx.pathParam("upstream"), ctx.pathParam("tool"));
  }

  private static OfferRow decided(Supplier<OfferRow> decision) {
    try {
      return decision.get();
    } catch (IllegalArgumentException e) {
      throw new ApiException(409, "tool.conflict", String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      LOG.error("a decision on a tool was not made durable", e);
      throw new ApiException(
          503,
          "tool.not-durable",
          "decision: got no durable record, so it has no effect (expected: a journal that can be"
              + " written)");
    }
  }

  private static Author.Operator author(Context ctx) {
    return new Author.Operator(Guard.operator(ctx));
  }

  private static Map<String, ArgumentRole> roles(JsonNode body) {
    Map<String, ArgumentRole> roles = new HashMap<>();
    JsonNode given = body.path("roles");
    if (!given.isMissingNode() && !given.isObject()) {
      throw ApiException.invalid(
          INVALID, "roles: got no object (expected: argument names and their roles)");
    }
    for (String argument : given.propertyNames()) {
      String role = given.path(argument).asString("");
      roles.put(argument, word(ArgumentRole.class, "roles." + argument, role));
    }
    return roles;
  }

  private static <E extends Enum<E>> Set<E> words(Class<E> type, JsonNode body, String name) {
    Set<E> found = EnumSet.noneOf(type);
    JsonNode given = body.path(name);
    if (!given.isMissingNode() && !given.isArray()) {
      throw ApiException.invalid(INVALID, name + ": got no list (expected: a list of words)");
    }
    given.forEach(item -> found.add(word(type, name, item.asString(""))));
    return found;
  }

  private static <E extends Enum<E>> E word(Class<E> type, String name, String text) {
    for (E value : type.getEnumConstants()) {
      if (kebab(value).equals(text)) {
        return value;
      }
    }
    throw ApiException.invalid(
        INVALID,
        name
            + ": got \""
            + text
            + "\" (expected: one of "
            + String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(ToolRoutes::kebab).toList())
            + ")");
  }

  private static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
