// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.federation.FederationSettings;
import io.holdpoint.gateway.hold.HoldSettings;
import io.holdpoint.gateway.identity.ApiKey;
import io.holdpoint.gateway.identity.CertificateName;
import io.holdpoint.gateway.identity.oauth.OAuthSettings;
import io.holdpoint.gateway.masking.MaskingSettings;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.offer.OfferSettings;
import io.holdpoint.gateway.policy.PolicySettings;
import io.holdpoint.gateway.recording.RecordingSettings;
import io.holdpoint.gateway.tls.TlsSettings;
import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.PrincipalKind;
import io.holdpoint.model.port.Journal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
 * @param hosts who may vouch for agents, with tokens of their own
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
 * @param masking what is masked on its way
 * @param holds how callers of held calls are kept waiting
 * @param overload what callers may take at most
 * @param oauth which access tokens it admits
 * @param upstreamSecrets its own credentials, by name of the upstream
 * @param offers how far upstreams are trusted with what they offer
 * @param policy which policies are in force
 * @param recording what is kept of payloads
 * @param tls of its listener
 */
public record GatewayConfig(
    Listen listen,
    String source,
    String environment,
    String tenant,
    int eventLoops,
    List<UpstreamServer> upstreams,
    List<Credential> credentials,
    List<HostCredential> hosts,
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
    MaskingSettings masking,
    HoldSettings holds,
    Overload overload,
    OAuthSettings oauth,
    Map<String, CredentialSettings> upstreamSecrets,
    OfferSettings offers,
    PolicySettings policy,
    RecordingSettings recording,
    TlsSettings tls) {

  public GatewayConfig {
    requireNonNull(tls, "tls");
    requireNonNull(listen, "listen");
    requireNonNull(federation, "federation");
    requireNonNull(masking, "masking");
    requireNonNull(overload, "overload");
    requireNonNull(offers, "offers");
    requireNonNull(policy, "policy");
    requireNonNull(recording, "recording");
    upstreams = List.copyOf(upstreams);
    credentials = List.copyOf(credentials);
    hosts = List.copyOf(hosts);
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
    requireNonNull(oauth, "oauth");
    upstreamSecrets = Map.copyOf(upstreamSecrets);
    requireNonNull(holds, "holds");
  }

  /**
   * What callers may take of a gateway at most.
   *
   * @param maxConnections how many connections at once
   * @param maxOpen how many requests and streams of one principal at once
   * @param request how long a request may take to come in
   * @param stall how long a caller may take in nothing of what it is sent
   */
  public record Overload(int maxConnections, int maxOpen, Duration request, Duration stall) {

    /** What a configuration without a word on it means. */
    public static final Overload DEFAULT =
        new Overload(8192, 2048, Duration.ofSeconds(30), Duration.ofMinutes(1));

    public Overload {
      requireNonNull(request, "request");
      requireNonNull(stall, "stall");
    }
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
   * @param access how it is reached
   */
  public record UpstreamServer(String name, Access access) {

    /** A server that speaks streamable HTTP. */
    public UpstreamServer(String name, URI url) {
      this(name, new Access.Http(url));
    }

    /** Its MCP endpoint, if it has one on the network. */
    public Optional<URI> url() {
      return switch (access) {
        case Access.Http http -> Optional.of(http.url());
        case Access.HttpSse sse -> Optional.of(sse.url());
        case Access.Stdio stdio -> Optional.empty();
      };
    }
  }

  /** How a server behind the gateway is reached. */
  public sealed interface Access {

    /** Streamable HTTP. */
    record Http(URI url) implements Access {}

    /** HTTP+SSE as of 2024-11-05: messages are posted, everything comes back on one stream. */
    record HttpSse(URI url) implements Access {}

    /**
     * A child process of the gateway.
     *
     * @param words program and arguments
     * @param environment what it has beyond a few harmless variables; values may be secret
     * @param folder where it runs, or null for where the gateway does
     * @param shared one process for all callers instead of one for each protocol session
     * @param maxChildren how many processes at once
     * @param maxLine the longest message it may send, in bytes
     * @param idle after which a process nobody speaks to is ended
     * @param grace how long it may take to end when told to, before the next step
     */
    record Stdio(
        List<String> words,
        Map<String, String> environment,
        @Nullable Path folder,
        boolean shared,
        int maxChildren,
        int maxLine,
        Duration idle,
        Duration grace)
        implements Access {
      public Stdio {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
      }

      /** The program only: arguments and environment may be secret. */
      @Override
      public String toString() {
        return words.getFirst();
      }
    }
  }

  /**
   * A token.
   *
   * @param name of the credential itself
   * @param subject the principal
   * @param agent the agent it was registered for, or empty
   * @param kind what kind of principal
   * @param token the secret, empty if there are keys
   * @param owner the person who answers for the agent, or empty; may not approve its calls
   * @param access what its holder may use and see
   * @param keys instead of a token, as hashes
   * @param certificates what its certificates are known by; with a token or keys too, both have to
   *     come
   */
  public record Credential(
      String name,
      String subject,
      String agent,
      PrincipalKind kind,
      String token,
      String owner,
      AccessList access,
      List<ApiKey> keys,
      List<CertificateName> certificates) {

    public Credential {
      keys = List.copyOf(keys);
      certificates = List.copyOf(certificates);
    }

    /** A token. */
    public Credential(
        String name,
        String subject,
        String agent,
        PrincipalKind kind,
        String token,
        String owner,
        AccessList access) {
      this(name, subject, agent, kind, token, owner, access, List.of(), List.of());
    }

    /** A token whose holder may use everything. */
    public Credential(
        String name, String subject, String agent, PrincipalKind kind, String token, String owner) {
      this(name, subject, agent, kind, token, owner, AccessList.EVERYTHING);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "credential " + name;
    }
  }

  /**
   * The token of a host of agents: a program that may vouch for sessions, and decides nothing.
   *
   * @param name of the credential itself
   * @param principals the subjects it may speak for, the usual one first
   * @param kind what kind of principal those are that have no credential of their own
   * @param token the secret
   */
  public record HostCredential(
      String name, List<String> principals, PrincipalKind kind, String token) {

    public HostCredential {
      principals = List.copyOf(principals);
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "host " + name;
    }
  }

  /** The same, with these owners of agents. */
  public GatewayConfig withOwners(Map<String, String> owners) {
    return with(holds.withOwners(owners), policy);
  }

  /** The same, with other names of policy files. */
  public GatewayConfig withPolicyFiles(UnaryOperator<Path> names) {
    return with(holds, policy.with(names));
  }

  private GatewayConfig with(HoldSettings newHolds, PolicySettings newPolicy) {
    return new GatewayConfig(
        listen,
        source,
        environment,
        tenant,
        eventLoops,
        upstreams,
        credentials,
        hosts,
        anonymous,
        anonymousKind,
        allowedHosts,
        allowedOrigins,
        maxBody,
        holdLimit,
        idleGap,
        connectTimeout,
        answerTimeout,
        durability,
        federation,
        masking,
        newHolds,
        overload,
        oauth,
        upstreamSecrets,
        offers,
        newPolicy,
        recording,
        tls);
  }

  /** Reads the section {@code gateway} of a configuration; problems go to the reader's list. */
  public static GatewayConfig read(DocumentReader section) {
    return read(section, UnaryOperator.identity());
  }

  /**
   * The same where files of certificates are named as seen from elsewhere.
   *
   * @param resolve finds a file by the name it is given there
   */
  public static GatewayConfig read(DocumentReader section, UnaryOperator<Path> resolve) {
    return GatewaySection.read(section, resolve);
  }

  /** How addresses of its listener begin. */
  public String scheme() {
    return tls.isOn() ? "https" : "http";
  }
}
