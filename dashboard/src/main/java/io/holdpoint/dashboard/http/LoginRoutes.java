// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.http.Route.Login.OPEN;
import static io.holdpoint.dashboard.http.Route.Login.OPERATOR;

import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.access.Access;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Logging in and out of the page. */
final class LoginRoutes {

  private static final int MAX_TOKEN = 200;

  private final Access access;
  private final Guard guard;
  private final OperatorTrail trail;

  LoginRoutes(Access access, Guard guard, OperatorTrail trail) {
    this.access = access;
    this.guard = guard;
    this.trail = trail;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/login", OPEN, this::login),
        Route.get("/login", OPERATOR, ctx -> who(ctx, Guard.operator(ctx))),
        new Route(HandlerType.DELETE, "/login", OPERATOR, this::logout),
        Route.get("/login/code", OPEN, this::code));
  }

  private void login(Context ctx) {
    guard.checkAttempts(ctx);
    JsonNode body = Requests.object(ctx, Set.of("token"));
    String token = Requests.text(body, "token", "login.token-missing", MAX_TOKEN);
    Optional<String> known = access.byToken(token, ctx.ip());
    trail.login(known.orElse(""), ctx.ip(), "token");
    String operator =
        known.orElseThrow(
            () ->
                new ApiException(
                    401,
                    "login.wrong-token",
                    "token: got a wrong one (expected: the operator's token)"));
    setCookie(ctx, access.login(operator), (int) Access.LOGIN_LIFE.toSeconds());
    who(ctx, operator);
  }

  private void code(Context ctx) {
    guard.checkAttempts(ctx);
    String code = Optional.ofNullable(ctx.queryParam("code")).orElse("");
    Optional<String> operator = access.byCode(code, ctx.ip());
    trail.login(operator.orElse(""), ctx.ip(), "code");
    operator.ifPresent(
        name -> setCookie(ctx, access.login(name), (int) Access.LOGIN_LIFE.toSeconds()));
    ctx.redirect(operator.isPresent() ? "/" : "/login?code=used", HttpStatus.SEE_OTHER);
  }

  private void logout(Context ctx) {
    Optional.ofNullable(ctx.cookie(Guard.COOKIE)).ifPresent(access::logout);
    setCookie(ctx, "", 0);
    ctx.status(204);
  }

  private static void who(Context ctx, String operator) {
    Responses.json(ctx, Map.of("operator", operator));
  }

  private static void setCookie(Context ctx, String value, int seconds) {
    ctx.cookie(
        new Cookie(
            Guard.COOKIE, value, "/", seconds, ctx.req().isSecure(), true, null, SameSite.STRICT));
  }
}
