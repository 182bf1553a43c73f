// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import static io.holdpoint.dashboard.access.Right.SELF;

import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.Operator;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
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
  private final LoginCookies cookies;

  LoginRoutes(Access access, Guard guard, OperatorTrail trail, LoginCookies cookies) {
    this.access = access;
    this.guard = guard;
    this.trail = trail;
    this.cookies = cookies;
  }

  List<Route> routes() {
    return List.of(
        Route.open(HandlerType.POST, "/login", this::login),
        Route.get("/login", SELF, ctx -> who(ctx, Guard.who(ctx))),
        Route.delete("/login", SELF, this::logout),
        Route.open(HandlerType.GET, "/login/code", this::code));
  }

  private void login(Context ctx) {
    guard.checkAttempts(ctx);
    JsonNode body = Requests.object(ctx, Set.of("token"));
    String token = Requests.text(body, "token", "login.token-missing", MAX_TOKEN);
    Optional<Access.LoggedIn> known = access.loginByToken(token, ctx.ip());
    trail.login(name(known), ctx.ip(), "token");
    Access.LoggedIn login =
        known.orElseThrow(
            () ->
                new ApiException(
                    401,
                    "login.wrong-token",
                    "token: got a wrong one (expected: an operator's token)"));
    cookies.begin(ctx, login);
    who(ctx, login.operator());
  }

  private void code(Context ctx) {
    guard.checkAttempts(ctx);
    String code = Optional.ofNullable(ctx.queryParam("code")).orElse("");
    Optional<Access.LoggedIn> login = access.byCode(code, ctx.ip()).map(access::login);
    trail.login(name(login), ctx.ip(), "code");
    login.ifPresent(one -> cookies.begin(ctx, one));
    ctx.redirect(login.isPresent() ? "/" : "/login?code=used", HttpStatus.SEE_OTHER);
  }

  private void logout(Context ctx) {
    cookies.end(ctx);
    ctx.status(204);
  }

  private static void who(Context ctx, Operator operator) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("operator", operator.name());
    body.put("roles", operator.roleWords());
    body.put("rights", operator.rightWords());
    body.put("groups", operator.groups().stream().sorted().toList());
    Responses.json(ctx, body);
  }

  private static String name(Optional<Access.LoggedIn> login) {
    return login.map(Access.LoggedIn::operator).map(Operator::name).orElse("");
  }
}
