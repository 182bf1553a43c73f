// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.OperatorTrail;
import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.Operator;
import io.holdpoint.dashboard.oidc.OidcLogin;
import io.holdpoint.dashboard.oidc.OidcRefusedException;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two addresses that browsers come by on their way to the identity provider and back. The
 * second one is called from the provider's site, so its cookie cannot be a strict one; what it
 * holds is good for one login of this browser.
 */
final class OidcRoutes {

  static final String BEGIN = "/login/oidc";
  static final String BACK = BEGIN + "/callback";
  static final String COOKIE = "holdpoint-oidc";

  private static final Logger LOG = LoggerFactory.getLogger(OidcRoutes.class);

  private final OidcLogin oidc;
  private final Access access;
  private final Guard guard;
  private final OperatorTrail trail;
  private final @Nullable URI publicUrl;
  private final LoginCookies cookies;

  OidcRoutes(
      OidcLogin oidc, Access access, Guard guard, OperatorTrail trail, @Nullable URI publicUrl) {
    this.oidc = oidc;
    this.access = access;
    this.guard = guard;
    this.trail = trail;
    this.publicUrl = publicUrl;
    this.cookies = new LoginCookies(access, publicUrl);
  }

  List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, BEGIN, this::begin),
        Route.open(HandlerType.GET, BACK, this::back));
  }

  private void begin(Context ctx) {
    guard.checkAttempts(ctx);
    try {
      OidcLogin.Begun begun = oidc.begin(redirect(ctx));
      setCookie(ctx, begun.browser(), (int) OidcLogin.PATIENCE.toSeconds());
      ctx.redirect(begun.at().toString(), HttpStatus.SEE_OTHER);
    } catch (OidcRefusedException e) {
      refused(ctx, e);
    }
  }

  private void back(Context ctx) {
    guard.checkAttempts(ctx);
    OidcLogin.Answer answer =
        new OidcLogin.Answer(given(ctx, "state"), given(ctx, "code"), given(ctx, "iss"));
    try {
      Operator operator = oidc.finish(answer, ctx.cookie(COOKIE));
      trail.login(operator.name(), ctx.ip(), "identity provider");
      cookies.begin(ctx, access.login(operator));
      setCookie(ctx, "", 0);
      ctx.redirect("/", HttpStatus.SEE_OTHER);
    } catch (OidcRefusedException e) {
      access.failed(ctx.ip());
      trail.login("", ctx.ip(), "identity provider");
      refused(ctx, e);
    }
  }

  private static void refused(Context ctx, OidcRefusedException e) {
    LOG.warn("login by the identity provider: {}", e.getMessage());
    ctx.redirect("/login?oidc=" + e.why().word(), HttpStatus.SEE_OTHER);
  }

  /** The host was checked to be one of ours. */
  private String redirect(Context ctx) {
    String base =
        publicUrl == null
            ? "http://" + ctx.header("Host")
            : publicUrl.toString().replaceAll("/+$", "");
    return base + Route.PREFIX + BACK;
  }

  private void setCookie(Context ctx, String value, int seconds) {
    ctx.cookie(
        new Cookie(
            COOKIE,
            value,
            Route.PREFIX + BEGIN,
            seconds,
            cookies.isSecure(ctx),
            true,
            null,
            SameSite.LAX));
  }

  private static String given(Context ctx, String name) {
    return Optional.ofNullable(ctx.queryParam(name)).orElse("");
  }
}
