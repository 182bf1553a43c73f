// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.OperatorTrail;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the trail of an operator's call: before anything is shown, after anything was done. */
final class TrailedRoute {

  private static final String TARGET = "trail-target";
  private static final int FORBIDDEN = 403;
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

  /** Views of what agents did; the rest tells of the product itself. */
  private static final List<String> VIEWS =
      List.of(
          "/sessions",
          "/detections",
          "/approvals",
          "/events",
          "/triage",
          "/search",
          "/agents",
          "/operators",
          "/audit/export",
          "/audit/records");

  private TrailedRoute() {}

  /** The handler of a route that only operators reach, told of. */
  static Handler of(Route route, OperatorTrail trail) {
    if (!route.method().equals(HandlerType.GET)) {
      return ctx -> act(ctx, route, trail);
    }
    boolean isView = VIEWS.stream().anyMatch(route.path()::startsWith);
    return isView
        ? ctx -> {
          trail.viewing(Guard.operator(ctx), name(route), target(ctx, route));
          route.handler().handle(ctx);
        }
        : route.handler();
  }

  /** A reader of a route, with those told of to whom it is not given. */
  static Handler refusals(Route route, Handler reader, OperatorTrail trail) {
    return ctx -> {
      boolean refused = false;
      try {
        reader.handle(ctx);
        refused = ctx.statusCode() == FORBIDDEN;
      } catch (ApiException e) {
        refused = e.status() == FORBIDDEN;
        throw e;
      } finally {
        if (refused) {
          trail.refused(Guard.operator(ctx), name(route), target(ctx, route));
        }
      }
    };
  }

  private static void act(Context ctx, Route route, OperatorTrail trail) throws Exception {
    int status = 500;
    try {
      route.handler().handle(ctx);
      status = ctx.statusCode();
    } catch (ApiException e) {
      status = e.status();
      throw e;
    } catch (HttpResponseException e) {
      status = e.getStatus();
      throw e;
    } finally {
      trail.acted(Guard.operator(ctx), name(route), target(ctx, route), status);
    }
  }

  private static String name(Route route) {
    return route.method().name() + " " + route.path();
  }

  /** Says what a call is about, where its path does not. */
  static void about(Context ctx, String target) {
    ctx.attribute(TARGET, target);
  }

  /** What the route said, or the values of the path's parameters. */
  private static String target(Context ctx, Route route) {
    String said = ctx.attribute(TARGET);
    if (said != null) {
      return said;
    }
    StringBuilder target = new StringBuilder();
    Matcher parameter = PARAMETER.matcher(route.path());
    while (parameter.find()) {
      target.append(target.isEmpty() ? "" : "/").append(ctx.pathParam(parameter.group(1)));
    }
    return target.toString();
  }
}
