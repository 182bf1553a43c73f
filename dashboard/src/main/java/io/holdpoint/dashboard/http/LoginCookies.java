// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.access.Access;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cookie of a login. */
final class LoginCookies {

  private final Access access;
  private final boolean secureAddress;

  /**
   * @param publicUrl where browsers find the page if a proxy stands before it
   */
  LoginCookies(Access access, @Nullable URI publicUrl) {
    this.access = access;
    this.secureAddress = publicUrl != null && "https".equals(publicUrl.getScheme());
  }

  /** The login that the browser had before is over: it has one at a time. */
  void begin(Context ctx, Access.LoggedIn login) {
    Optional.ofNullable(ctx.cookie(Guard.COOKIE)).ifPresent(access::logout);
    set(ctx, login.cookie(), (int) access.longestLogin().toSeconds());
  }

  void end(Context ctx) {
    Optional.ofNullable(ctx.cookie(Guard.COOKIE)).ifPresent(access::logout);
    set(ctx, "", 0);
  }

  /** True if the browser is to send it by https only. */
  boolean isSecure(Context ctx) {
    return secureAddress || ctx.req().isSecure();
  }

  private void set(Context ctx, String value, int seconds) {
    ctx.cookie(
        new Cookie(Guard.COOKIE, value, "/", seconds, isSecure(ctx), true, null, SameSite.STRICT));
  }
}
