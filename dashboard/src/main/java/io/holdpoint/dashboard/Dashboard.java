// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import io.holdpoint.dashboard.access.Access;
import io.holdpoint.dashboard.access.OperatorToken;
import io.holdpoint.dashboard.access.OperatorTokens;
import io.holdpoint.dashboard.feed.LiveFeed;
import io.holdpoint.dashboard.http.HttpListener;
import io.holdpoint.dashboard.insight.Insights;
import io.holdpoint.dashboard.oidc.OidcFetch;
import io.holdpoint.dashboard.oidc.OidcLogin;
import io.holdpoint.dashboard.oidc.OidcSettings;
import io.holdpoint.dashboard.storage.DashboardDatabase;
import io.holdpoint.dashboard.triage.TriageBook;
import io.holdpoint.model.identity.SessionId;
import io.holdpoint.model.port.ApprovalDesk;
import io.holdpoint.model.port.BypassDesk;
import io.holdpoint.model.port.OfferDesk;
import io.holdpoint.model.port.RequestListener;
import io.holdpoint.model.port.SessionStore;
import io.holdpoint.model.port.SignalBus;
import io.holdpoint.model.view.DriftReport;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The REST API, the live feed and the page for operators, on a listener of their own. Safe for use
 * by many threads; every request has a virtual thread.
 */
public final class Dashboard implements AutoCloseable {

  private final OperatorToken token;
  private final Access access;
  private final HttpListener listener;
  private final LiveFeed feed;
  private final DashboardDatabase kept;
  private final String host;

  private Dashboard(
      OperatorToken token,
      Access access,
      HttpListener listener,
      LiveFeed feed,
      DashboardDatabase kept,
      String host) {
    this.token = token;
    this.access = access;
    this.listener = listener;
    this.feed = feed;
    this.kept = kept;
    this.host = host;
  }

  /**
   * What the dashboard works with.
   *
   * @param version of the product, shown
   * @param store what people read
   * @param signals where their orders go
   * @param offers what upstreams offer, and what people decide about it
   * @param approvals where held calls wait for people
   * @param bypass where the glass is broken
   * @param feed told of stored steps by the collector; closed together with the dashboard
   * @param rules the rules in force now, and their files
   * @param sources where data comes from now
   * @param hosts routes for hosts of agents
   * @param drift how a session compares with what its agent usually does; empty if not held
   * @param operators routes for operators that other parts answer
   * @param insights what other parts know of sessions
   * @param trail told of what operators do and look at
   * @param requests told of each request once it is answered
   */
  public record Ports(
      String version,
      SessionStore store,
      SignalBus signals,
      OfferDesk offers,
      ApprovalDesk approvals,
      BypassDesk bypass,
      LiveFeed feed,
      RuleDesk rules,
      Supplier<List<DataSource>> sources,
      HostRoutes hosts,
      Function<SessionId, Optional<DriftReport>> drift,
      List<OperatorRoute> operators,
      Insights insights,
      OperatorTrail trail,
      RequestListener requests) {

    public Ports {
      requireNonNull(version, "version");
      requireNonNull(store, "store");
      requireNonNull(signals, "signals");
      requireNonNull(offers, "offers");
      requireNonNull(approvals, "approvals");
      requireNonNull(bypass, "bypass");
      requireNonNull(feed, "feed");
      requireNonNull(rules, "rules");
      requireNonNull(sources, "sources");
      requireNonNull(hosts, "hosts");
      requireNonNull(drift, "drift");
      operators = List.copyOf(operators);
      requireNonNull(insights, "insights");
      requireNonNull(trail, "trail");
      requireNonNull(requests, "requests");
    }
  }

  /**
   * Starts listening, with our own tokens only.
   *
   * @throws IllegalStateException as the other one does, and if the configuration names an identity
   *     provider: somebody has to ask it
   */
  public static Dashboard start(DashboardConfig config, Ports ports, InstantSource clock) {
    if (config.oidc() != null) {
      throw new IllegalStateException("oidc: got nobody to ask it (expected: start with a fetch)");
    }
    return start(config, ports, OidcFetch.NONE, clock);
  }

  /**
   * Starts listening. Creates the operator's token if the data folder has none.
   *
   * @param fetch asks the identity provider, if the configuration names one
   * @throws IllegalStateException if the address cannot be bound, {@code operator.json} cannot be
   *     read or written, or the dashboard's database cannot be opened; the message says which
   */
  public static Dashboard start(
      DashboardConfig config, Ports ports, OidcFetch fetch, InstantSource clock) {
    OperatorToken token = OperatorToken.open(config.dataFolder(), config.operator(), clock);
    DashboardDatabase kept = DashboardDatabase.open(config.dataFolder(), config.tenant());
    Access access;
    HttpListener listener;
    try {
      OperatorTokens tokens = new OperatorTokens(kept.tokens(), token.name(), clock);
      access = new Access(token, tokens, config.logins(), clock);
      OidcSettings settings = config.oidc();
      OidcLogin oidc =
          settings == null ? null : new OidcLogin(settings, fetch, tokens::isTaken, clock);
      listener = HttpListener.start(config, ports, access, oidc, kept, clock);
    } catch (IllegalStateException e) {
      kept.close();
      throw e;
    }
    ports
        .feed()
        .start(
            ports.store(), ports.signals(), ports.approvals(), ports.insights(), config.tenant());
    return new Dashboard(token, access, listener, ports.feed(), kept, config.host());
  }

  /** The port in use. */
  public int port() {
    return listener.port();
  }

  /** The page's address. */
  public URI address() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return URI.create(
        "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port() + "/");
  }

  /** The operator's token if this start created it: show it now, it is stored as a hash only. */
  public Optional<String> firstToken() {
    return token.fresh();
  }

  /** An address that logs a browser in once, within 60 seconds. */
  public URI oneTimeLogin() {
    return address().resolve("/api/v1/login/code?code=" + oneTimeCode());
  }

  /** A code for {@code GET /api/v1/login/code}: good once, for 60 seconds. */
  public String oneTimeCode() {
    return access.issueCode();
  }

  /** What people made of a rule's detections; empty if nobody looked at one. */
  public Optional<TriageBook.Tally> judged(String rule) {
    return Optional.ofNullable(kept.triage().tallies().get(rule));
  }

  /** How many event streams are open. */
  public int openStreams() {
    return listener.openStreams();
  }

  @Override
  public void close() {
    feed.close();
    listener.close();
    kept.close();
  }
}
