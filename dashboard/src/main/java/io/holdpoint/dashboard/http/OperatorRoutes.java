// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.ADMINISTER;

import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.NamedToken;
import io.holdpoint.dashboard.access.OperatorTokens;
import io.holdpoint.dashboard.access.OperatorTokens.Issued;
import io.holdpoint.dashboard.access.Role;
import io.holdpoint.dashboard.view.OperatorLoginView;
import io.holdpoint.dashboard.view.OperatorTokenView;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Who may what: the tokens of named operators. */
final class OperatorRoutes {

  private static final String INVALID = "operator.invalid";
  private static final String UNKNOWN = "operator.unknown";
  private static final int MAX_NAME = 100;
  private static final Duration USUAL_LIFE = Duration.ofDays(90);
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private final Access access;
  private final OperatorTokens tokens;
  private final InstantSource clock;

  OperatorRoutes(Access access, InstantSource clock) {
    this.access = access;
    this.tokens = access.tokens();
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/operators", ADMINISTER, this::list),
        Route.post("/operators", ADMINISTER, this::create),
        Route.post("/operators/{id}/rotate", ADMINISTER, this::rotate),
        Route.post("/operators/{id}/roles", ADMINISTER, this::give),
        Route.delete("/operators/{id}", ADMINISTER, this::revoke));
  }

  private void list(Context ctx) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("roles", Arrays.stream(Role.values()).map(Role::word).toList());
    body.put("first", Map.of("name", access.first().name(), "roles", access.first().roleWords()));
    body.put("operators", tokens.list().stream().map(this::view).toList());
    body.put("logins", access.logins().stream().map(OperatorLoginView::of).toList());
    Responses.json(ctx, body);
  }

  /** The token is in this answer and nowhere else, ever. */
  private void create(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("name", "roles", "for"));
    String name = Requests.text(body, "name", INVALID, MAX_NAME);
    if (!name.codePoints()
        .allMatch(c -> Character.isLetterOrDigit(c) || " .@_+-".indexOf(c) >= 0)) {
      throw ApiException.invalid(
          INVALID, "name: got other characters (expected: letters, digits, space, . @ _ + -)");
    }
    Set<Role> roles = roles(body);
    TrailedRoute.about(
        ctx, name + " as " + String.join(", ", roles.stream().map(Role::word).toList()));
    Issued issued =
        tokens
            .create(
                name, roles, lasting(body, "for", USUAL_LIFE, LONGEST_LIFE), Guard.operator(ctx))
            .orElseThrow(
                () ->
                    new ApiException(
                        409,
                        "operator.name-taken",
                        "name: got " + Requests.quoted(name) + " (expected: one nobody has)"));
    ctx.status(201);
    shown(ctx, issued);
  }

  private void rotate(Context ctx) {
    JsonNode body = Requests.object(ctx, Set.of("for", "overlap"));
    String id = ctx.pathParam("id");
    Duration overlap = lasting(body, "overlap", Duration.ZERO, LONGEST_OVERLAP);
    shown(
        ctx,
        tokens
            .rotate(id, overlap, lasting(body, "for", USUAL_LIFE, LONGEST_LIFE))
            .orElseThrow(() -> unknown(id)));
  }

  private void give(Context ctx) {
    String id = ctx.pathParam("id");
    Set<Role> roles = roles(Requests.object(ctx, Set.of("roles")));
    TrailedRoute.about(
        ctx, id + " as " + String.join(", ", roles.stream().map(Role::word).toList()));
    Responses.json(ctx, view(tokens.give(id, roles).orElseThrow(() -> unknown(id))));
  }

  private void revoke(Context ctx) {
    String id = ctx.pathParam("id");
    NamedToken revoked = tokens.revoke(id).orElseThrow(() -> unknown(id));
    Responses.json(ctx, view(revoked));
  }

  private void shown(Context ctx, Issued issued) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("operator", view(issued.token()));
    body.put("token", issued.secret());
    Responses.json(ctx, body);
  }

  private OperatorTokenView view(NamedToken token) {
    return OperatorTokenView.of(token, clock.instant());
  }

  private static Set<Role> roles(JsonNode body) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (JsonNode node : body.path("roles")) {
      String word = node.isString() ? node.stringValue() : "";
      roles.add(Role.of(word).orElseThrow(() -> badRole(Requests.quoted(word))));
    }
    if (roles.isEmpty()) {
      throw badRole("none");
    }
    return roles;
  }

  private static Duration lasting(JsonNode body, String name, Duration usual, Duration longest) {
    if (!body.has(name)) {
      return usual;
    }
    Duration lasting = Requests.duration(Requests.text(body, name, INVALID, 8), INVALID);
    if (lasting.compareTo(longest) > 0 || (lasting.isZero() && !usual.isZero())) {
      throw ApiException.invalid(
          INVALID,
          name + ": got " + lasting + " (expected: some time, at most " + longest.toHours() + "h)");
    }
    return lasting;
  }

  private static ApiException badRole(String got) {
    return ApiException.invalid(
        INVALID,
        "roles: got "
            + got
            + " (expected: some of "
            + Arrays.stream(Role.values()).map(Role::word).toList()
            + ")");
  }

  private static ApiException unknown(String id) {
    return new ApiException(
        404,
        UNKNOWN,
        "operator token: got "
            + Requests.quoted(id)
            + " (expected: one of GET /operators that is good)");
  }
}
