// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.http;

import io.holdpoint.dashboard.Dashboard;
import io.holdpoint.dashboard.DashboardConfig;
import io.holdpoint.dashboard.SignedRoute;
import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.oidc.OidcLogin;
import io.holdpoint.dashboard.outline.Outlines;
import io.holdpoint.dashboard.storage.DashboardDatabase;
import io.holdpoint.dashboard.view.Views;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The listener: Javalin with a virtual thread for each request. */
public final class HttpListener implements AutoCloseable {

  private static final int MAX_SIGNED_BYTES = 64 << 10;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final List<String> VIEWS =
      List.of(
          "/",
          "/login",
          "/sessions/{id}",
          "/approvals",
          "/approvals/{ref}",
          "/detections",
          "/rules",
          "/rules/{id}",
          "/workshop",
          "/workshop/{id}",
          "/agents",
          "/tools",
          "/policy",
          "/health",
          "/alerts",
          "/audit",
          "/operators",
          "/compare");

  private final Javalin app;
  private final EventRoute events;

  private HttpListener(Javalin app, EventRoute events) {
    this.app = app;
    this.events = events;
  }

  /**
   * Starts listening.
   *
   * @param oidc logs operators in whom an identity provider vouches for, null if none does
   * @throws IllegalStateException if the address cannot be bound
   */
  public static HttpListener start(
      DashboardConfig config,
      Dashboard.Ports ports,
      Access access,
      @Nullable OidcLogin oidc,
      DashboardDatabase kept,
      InstantSource clock) {
    Guard guard = new Guard(access, new Hosts(config.allowedHosts()), ports.trail());
    EventRoute events = new EventRoute(ports.feed(), HEARTBEAT, guard::stillLetsIn);
    List<Route> routes = routes(config, ports, access, oidc, kept, guard, events, clock);
    Javalin app = Javalin.create(javalin -> configure(javalin, guard, routes, ports));
    try {
      app.start(config.host(), config.port());
    } catch (JavalinBindException e) {
      throw new IllegalStateException(
          "dashboard.listen: got "
              + config.host()
              + ":"
              + config.port()
              + ", which cannot be bound (expected: an address of this machine that nothing else"
              + " listens on)",
          e);
    }
    return new HttpListener(app, events);
  }

  /** The port in use. */
  public int port() {
    return app.port();
  }

  /** How many event streams are open. */
  public int openStreams() {
    return events.openStreams();
  }

  @Override
  public void close() {
    app.stop();
  }

  static List<Route> routes(
      DashboardConfig config,
      Dashboard.Ports ports,
      Access access,
      @Nullable OidcLogin oidc,
      DashboardDatabase kept,
      Guard guard,
      EventRoute events,
      InstantSource clock) {
    Sessions sessions = new Sessions(ports.store(), config.tenant());
    Outlines outlines = new Outlines(ports.store(), config.tenant(), clock);
    Views views = new Views(ports.signals(), ports.insights(), clock);
    List<Route> routes =
        Stream.of(
                loginRoutes(config, ports, access, guard, oidc),
                new OperatorRoutes(access, clock).routes(),
                new ReadRoutes(ports, sessions, views, clock.instant(), oidc != null).routes(),
                new TimelineRoutes(ports.store(), sessions, outlines, ports.insights()).routes(),
                new FleetRoutes(ports, sessions, outlines, views).routes(),
                new TriageRoutes(ports.store(), config.tenant(), kept.triage(), ports.feed(), clock)
                    .routes(),
                new RuleRoutes(ports.store(), config.tenant(), ports.rules(), kept.triage())
                    .routes(),
                new SavedViewRoutes(kept.views(), clock).routes(),
                new AnswerRoutes(ports, sessions, outlines, views, clock).routes(),
                new WriteRoutes(ports, sessions, views, clock).routes(),
                new ToolRoutes(ports.offers()).routes(),
                new RuleFileRoutes(ports.rules()).routes(),
                new BypassRoutes(ports.bypass()).routes(),
                new ApprovalRoutes(ports, config.tenant(), clock).routes(),
                OperatorHandlers.routes(ports.operators()),
                List.of(events.route()))
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(HttpListener::names))
            .toList();
    List<Route> all = new ArrayList<>(routes);
    all.add(new ApiDescription(routes).route());
    return List.copyOf(all);
  }

  private static List<Route> loginRoutes(
      DashboardConfig config,
      Dashboard.Ports ports,
      Access access,
      Guard guard,
      @Nullable OidcLogin oidc) {
    LoginCookies cookies = new LoginCookies(access, config.publicUrl());
    List<Route> routes =
        new ArrayList<>(new LoginRoutes(access, guard, ports.trail(), cookies).routes());
    if (oidc != null) {
      routes.addAll(
          new OidcRoutes(oidc, access, guard, ports.trail(), config.publicUrl()).routes());
    }
    return routes;
  }

  /**
   * The first route that fits answers, so {@code /rules/schema} comes before {@code /rules/{id}}.
   */
  private static long names(Route route) {
    return route.path().chars().filter(c -> c == '{').count();
  }

  private static void configure(
      JavalinConfig javalin, Guard guard, List<Route> routes, Dashboard.Ports ports) {
    javalin.concurrency.useVirtualThreads = true;
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.startup.startupWatcherEnabled = false;
    javalin.http.prefer405over404 = true;
    javalin.http.generateEtags = false;
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    javalin.requestLogger.http(new RequestTimes(ports.requests()));
    RoutesConfig router = javalin.routes;
    router.before(Responses.SECURITY_HEADERS);
    router.before(guard::checkOrigin);
    for (Route route : routes) {
      router.addHttpHandler(
          route.method(),
          Route.PREFIX + route.path(),
          route.isOpen() ? route.handler() : guard.operatorsOnly(route));
    }
    HostHandlers hosts = new HostHandlers(ports.hosts(), guard);
    ports.hosts().routes().forEach(route -> router.post(route.path(), hosts.handler(route)));
    ports.hosts().signed().forEach(route -> router.post(route.path(), signed(route)));
    PageFiles page = new PageFiles();
    VIEWS.forEach(view -> router.get(view, page::document));
    router.get("/assets/*", page::asset);
    router.exception(ApiException.class, Responses::error);
    router.exception(HttpResponseException.class, Responses::framework);
    router.exception(Exception.class, Responses::unexpected);
  }

  private static Handler signed(SignedRoute route) {
    return ctx -> {
      Map<String, String> headers = new HashMap<>();
      ctx.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
      SignedRoute.Answer answer =
          route
              .handler()
              .answer(new SignedRoute.Message(headers, Requests.bytes(ctx, MAX_SIGNED_BYTES)));
      ctx.status(answer.status()).contentType("application/json").result(answer.json());
    };
  }
}
