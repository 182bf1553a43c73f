// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.access.Right;
import io.holdpoint.dashboard.access.Role;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route. Calls by cookie that change something need the {@code Origin} of our
 * own page; calls by bearer token need none, because no browser adds that token by itself.
 */
final class Guard {

  static final String COOKIE = "holdpoint-login";

  /** Browsers come here from elsewhere: by a link that is good once, and from the provider. */
  private static final Set<String> FROM_ELSEWHERE =
      Set.of(Route.PREFIX + "/login/code", Route.PREFIX + OidcRoutes.BACK);

  private static final String BEARER = "Bearer ";
  private static final String OPERATOR = "operator";

  private final Access access;
  private final Hosts hosts;
  private final OperatorTrail trail;

  /**
   * @param trail told of tokens that are refused
   */
  Guard(Access access, Hosts hosts, OperatorTrail trail) {
    this.access = access;
    this.hosts = hosts;
    this.trail = trail;
  }

  /** Refuses foreign names and pages of other origins, for every path. */
  void checkOrigin(Context ctx) {
    String host = ctx.header("Host");
    if (!hosts.allows(host)) {
      throw new ApiException(
          403,
          "host.not-allowed",
          "Host: got "
              + Requests.quoted(host)
              + " (expected: a loopback name or one of dashboard.allowed-hosts)");
    }
    String origin = ctx.header("Origin");
    if (origin != null && !hosts.sameOrigin(origin, host)) {
      throw new ApiException(
          403,
          "origin.not-allowed",
          "Origin: got " + Requests.quoted(origin) + " (expected: that of this page)");
    }
    boolean called = ctx.path().startsWith("/api/") && !FROM_ELSEWHERE.contains(ctx.path());
    if (called && "cross-site".equals(ctx.header("Sec-Fetch-Site"))) {
      throw new ApiException(
          403,
          "origin.not-allowed",
          "Sec-Fetch-Site: got \"cross-site\" (expected: a call of this page)");
    }
  }

  /**
   * The handler of a route, for operators who have its right only. That somebody without it asked
   * is told of.
   */
  Handler operatorsOnly(Route route) {
    Right right = Objects.requireNonNull(route.right(), "right");
    Handler allowed = having(right, route.handler());
    boolean reads = route.method().equals(HandlerType.GET);
    Handler told =
        reads
            ? TrailedRoute.refusals(route, having(right, TrailedRoute.of(route, trail)), trail)
            : TrailedRoute.of(new Route(route.method(), route.path(), right, allowed), trail);
    return ctx -> {
      ctx.attribute(OPERATOR, authenticate(ctx));
      told.handle(ctx);
    };
  }

  /** The handler, for operators who have a right only. */
  Handler operatorsOnly(Right right, Handler handler) {
    Handler allowed = having(right, handler);
    return ctx -> {
      ctx.attribute(OPERATOR, authenticate(ctx));
      allowed.handle(ctx);
    };
  }

  /** The name of who is calling an operators' route. */
  static String operator(Context ctx) {
    return who(ctx).name();
  }

  /** Who is calling an operators' route. */
  static Operator who(Context ctx) {
    Operator operator = ctx.attribute(OPERATOR);
    if (operator == null) {
      throw new IllegalStateException("operator: got none (expected: a route for operators)");
    }
    return operator;
  }

  /** True if what let the caller in still does. */
  boolean stillLetsIn(Context ctx) {
    String shown = Optional.ofNullable(bearer(ctx)).orElseGet(() -> ctx.cookie(COOKIE));
    return shown != null && access.stillLetsIn(shown);
  }

  private static Handler having(Right right, Handler handler) {
    return ctx -> {
      Operator operator = who(ctx);
      if (!operator.may(right)) {
        throw new ApiException(
            403,
            "role.missing",
            "role: got "
                + String.join(", ", operator.roleWords())
                + " (expected: "
                + right.roles().stream().map(Role::word).collect(Collectors.joining(" or "))
                + ")");
      }
      handler.handle(ctx);
    };
  }

  /** The token of an {@code Authorization: Bearer} header, or null. */
  static @Nullable String bearer(Context ctx) {
    String header = ctx.header("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  /** Refuses a caller with too many failed logins without looking at what it brings. */
  void checkAttempts(Context ctx) {
    Duration delay = access.delay(ctx.ip());
    if (!delay.isZero()) {
      throw tooMany(ctx, delay);
    }
  }

  private Operator authenticate(Context ctx) {
    String token = bearer(ctx);
    return token == null ? byCookie(ctx) : byToken(ctx, token);
  }

  private Operator byToken(Context ctx, String token) {
    Duration delay = access.delay(ctx.ip());
    Optional<Operator> operator = access.byToken(token, ctx.ip());
    if (operator.isEmpty() && !delay.isZero()) {
      throw tooMany(ctx, delay);
    }
    if (operator.isEmpty()) {
      trail.login("", ctx.ip(), "bearer token");
    }
    return operator.orElseThrow(
        () ->
            new ApiException(
                401,
                "login.wrong-token",
                "bearer token: got a wrong one (expected: an operator's token)"));
  }

  private Operator byCookie(Context ctx) {
    String cookie = ctx.cookie(COOKIE);
    Operator operator =
        Optional.ofNullable(cookie)
            .flatMap(access::byLogin)
            .orElseThrow(
                () ->
                    new ApiException(
                        401,
                        "login.required",
                        "login: got none (expected: a bearer token, or POST /api/v1/login)"));
    if (!ctx.method().equals(HandlerType.GET) && ctx.header("Origin") == null) {
      throw new ApiException(
          403, "origin.missing", "Origin: got nothing (expected: that of this page)");
    }
    return operator;
  }

  private static ApiException tooMany(Context ctx, Duration delay) {
    long seconds = delay.toSeconds() + 1;
    ctx.header("Retry-After", Long.toString(seconds));
    return new ApiException(
        429,
        "login.too-many",
        "failed logins: got too many (expected: at most 10 a minute; wait " + seconds + " s)");
  }
}
