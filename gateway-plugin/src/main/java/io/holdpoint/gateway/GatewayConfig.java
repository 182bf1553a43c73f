// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.federation.FederationSettings;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.port.Journal;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How a gateway is set up.
 *
 * @param listen where it listens
 * @param source its name in step ids
 * @param environment of all its sessions
 * @param tenant of all its callers
 * @param eventLoops how many loops, at least 1
 * @param upstreams the servers behind it
 * @param credentials the tokens it admits
 * @param anonymous whether it admits callers without a token
 * @param anonymousKind what kind of principal those are
 * @param allowedHosts further names of this gateway
 * @param allowedOrigins further origins that may call
 * @param maxBody the longest request body, in bytes
 * @param holdLimit how long a call may wait for a person
 * @param idleGap after which a silent session is over
 * @param connectTimeout how long a connection to an upstream may take
 * @param answerTimeout how long an upstream's answer may take
 * @param durability how sure the journal must be for every effect but reading
 * @param federation the endpoint over several upstreams
 * @param offers how far upstreams are trusted with what they offer
 */
public record GatewayConfig(
    Listen listen,
    String source,
    String environment,
    String tenant,
    int eventLoops,
    List<UpstreamServer> upstreams,
    List<Credential> credentials,
    boolean anonymous,
    PrincipalKind anonymousKind,
    List<String> allowedHosts,
    List<String> allowedOrigins,
    long maxBody,
    Duration holdLimit,
    Duration idleGap,
    Duration connectTimeout,
    Duration answerTimeout,
    Journal.Durability durability,
    FederationSettings federation,
    OfferSettings offers) {

  public GatewayConfig {
    requireNonNull(listen, "listen");
    requireNonNull(federation, "federation");
    requireNonNull(offers, "offers");
    upstreams = List.copyOf(upstreams);
    credentials = List.copyOf(credentials);
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /**
   * An address.
   *
   * @param host a name or address, IPv6 without brackets
   * @param port 0 for any free one
   */
  public record Listen(String host, int port) {

    /** True if only this machine can reach it. */
    public boolean isLoopback() {
      return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
    }

    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * A server behind the gateway.
   *
   * @param name its name in paths, rules and pages
   * @param url its MCP endpoint
   */
  public record UpstreamServer(String name, URI url) {}

  /**
   * A token.
   *
   * @param name of the credential itself
   * @param subject the principal
   * @param agent the agent it was registered for, or empty
   * @param kind what kind of principal
   * @param token the secret
   * @param access what its holder may use and see
   */
  public record Credential(
      String name,
      String subject,
      String agent,
      PrincipalKind kind,
      String token,
      AccessList access) {

    /** A token whose holder may use everything. */
    public Credential(String name, String subject, String agent, PrincipalKind kind, String token) {
      this(name, subject, agent, kind, token, AccessList.EVERYTHING);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "credential " + name;
    }
  }

  /** Reads the section {@code gateway} of a configuration; problems go to the reader's list. */
  public static GatewayConfig read(DocumentReader section) {
    return GatewaySection.read(section);
  }
}
