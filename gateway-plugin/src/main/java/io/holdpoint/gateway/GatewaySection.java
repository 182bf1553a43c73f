// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.ExchangeGrant;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.ReferredSecret;
import io.holdpoint.gateway.credential.RefreshGrant;
import io.holdpoint.gateway.credential.UpstreamSecret;
import io.holdpoint.gateway.federation.FederationSettings;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code gateway} of a configuration. */
final class GatewaySection {

  private static final Pattern LISTEN =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+):(\\d{1,5})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final long MAX_BODY = 16L * 1024 * 1024;
  private static final int SHORTEST_TOKEN = 16;

  /** Whether callers without a token are admitted. */
  private enum Anonymous {
    ALLOW,
    DENY
  }

  private GatewaySection() {}

  static GatewayConfig read(DocumentReader section, UnaryOperator<Path> resolve) {
    GatewayConfig.Listen listen = listen(section);
    List<GatewayConfig.Credential> credentials = credentials(section);
    Anonymous usual = listen.isLoopback() ? Anonymous.ALLOW : Anonymous.DENY;
    Map<String, CredentialSettings> secrets = new TreeMap<>();
    List<GatewayConfig.UpstreamServer> upstreams = upstreams(section, secrets);
    GatewayConfig config =
        new GatewayConfig(
            listen,
            name(section, "source", section.text("source", "gw-1")),
            section.text("environment", "default"),
            section.text("tenant", "default"),
            section.integer("event-loops", Runtime.getRuntime().availableProcessors(), 1, 256),
            upstreams,
            credentials,
            HostsSection.read(section),
            section.choice("anonymous", Anonymous.class, usual) == Anonymous.ALLOW,
            section.choice("anonymous-kind", PrincipalKind.class, PrincipalKind.EXCLUSIVE),
            section.texts("allowed-hosts"),
            section.texts("allowed-origins"),
            size(section),
            positive(section, "hold-limit", Duration.ofSeconds(50)),
            positive(section, "idle-gap", Duration.ofMinutes(30)),
            positive(section, "connect-timeout", Duration.ofSeconds(5)),
            positive(section, "answer-timeout", Duration.ofMinutes(5)),
            section.choice("durability", Journal.Durability.class, Journal.Durability.DISK),
            FederationSettings.read(
                section.section("federation"),
                upstreams.stream().map(GatewayConfig.UpstreamServer::name).distinct().toList()),
            MaskingSettings.read(section.section("masking")),
            HoldSection.read(section, owners(credentials)),
            overload(section),
            oauth(section),
            secrets,
            OfferSettings.read(section.section("tools")),
            PolicySettings.read(section.section("policy")),
            RecordingSettings.read(section.section("recording")),
            TlsSettings.read(section, resolve));
    CallerCertificates.check(section, config);
    exchanges(section, config);
    HostsSection.check(section, config);
    section.finish();
    return config;
  }

  /** Callers have tokens to exchange only where tokens are taken. */
  private static void exchanges(DocumentReader section, GatewayConfig config) {
    boolean exchanging =
        config.upstreamSecrets().values().stream().anyMatch(GatewaySection::refuses);
    if (exchanging && !config.oauth().isOn()) {
      section.problem(
          "oauth",
          "got no issuers, and grant: token-exchange at an upstream (expected: issuers of callers'"
              + " tokens, or without-token: own-token)");
    }
  }

  /** True if callers without a token are refused. */
  private static boolean refuses(CredentialSettings settings) {
    return switch (settings) {
      case ExchangeGrant grant -> !grant.otherwiseOwn();
      case OnApproval rule ->
          refuses(rule.approved()) || (rule.usual() != null && refuses(rule.usual()));
      case UpstreamSecret secret -> false;
      case ReferredSecret referred -> false;
      case OAuthGrant grant -> false;
      case RefreshGrant grant -> false;
    };
  }

  private static OAuthSettings oauth(DocumentReader section) {
    DocumentReader oauth = section.section("oauth");
    return section.has("oauth") ? OAuthSettings.read(oauth) : OAuthSettings.OFF;
  }

  private static GatewayConfig.Overload overload(DocumentReader section) {
    GatewayConfig.Overload usual = GatewayConfig.Overload.DEFAULT;
    return new GatewayConfig.Overload(
        section.integer("max-connections", usual.maxConnections(), 1, 1_000_000),
        section.integer("max-open", usual.maxOpen(), 1, 1_000_000),
        positive(section, "request-timeout", usual.request()),
        positive(section, "stall-timeout", usual.stall()));
  }

  private static GatewayConfig.Listen listen(DocumentReader section) {
    String text = section.text("listen", "127.0.0.1:7420");
    Matcher matcher = LISTEN.matcher(text);
    if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535) {
      String host = matcher.group(1);
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new GatewayConfig.Listen(bare, Integer.parseInt(matcher.group(2)));
    }
    section.problem(
        "listen", "got \"" + text + "\" (expected: host:port, for example" + " 127.0.0.1:7420)");
    return new GatewayConfig.Listen("127.0.0.1", 0);
  }

  private static List<GatewayConfig.UpstreamServer> upstreams(
      DocumentReader section, Map<String, CredentialSettings> secrets) {
    List<GatewayConfig.UpstreamServer> servers =
        section.sections(
            "upstreams",
            item -> {
              String name = name(item, "name", item.requiredText("name"));
              CredentialSection.read(item).ifPresent(secret -> secrets.put(name, secret));
              GatewayConfig.Access access = UpstreamSection.access(item);
              if (item.has("credential") && !(access instanceof GatewayConfig.Access.Http)) {
                item.problem(
                    "credential",
                    "got it for a server that is not spoken to by streamable HTTP (expected: env"
                        + " for a command, none for http-sse)");
              }
              return new GatewayConfig.UpstreamServer(name, access);
            });
    unique(section, "upstreams", servers, GatewayConfig.UpstreamServer::name);
    return servers;
  }

  private static List<GatewayConfig.Credential> credentials(DocumentReader section) {
    List<GatewayConfig.Credential> credentials =
        section.sections("credentials", GatewaySection::credential);
    unique(section, "credentials", credentials, GatewayConfig.Credential::name);
    Set<String> tokens = new HashSet<>();
    Set<String> hashes = new HashSet<>();
    for (GatewayConfig.Credential credential : credentials) {
      if (!credential.keys().stream().allMatch(key -> hashes.add(key.sha256()))) {
        section.problem(
            "credentials",
            "got a key of " + credential.name() + " twice (expected: each key once)");
      }
      if (!credential.token().isEmpty() && !tokens.add(credential.token())) {
        section.problem(
            "credentials",
            "got the token of " + credential.name() + " twice (expected: one token each)");
      }
    }
    return credentials;
  }

  private static Map<String, String> owners(List<GatewayConfig.Credential> credentials) {
    Map<String, String> owners = new HashMap<>();
    for (GatewayConfig.Credential credential : credentials) {
      if (!credential.owner().isBlank()) {
        owners.put(credential.subject(), credential.owner());
      }
    }
    return owners;
  }

  private static GatewayConfig.Credential credential(DocumentReader item) {
    String name = item.requiredText("name");
    List<ApiKey> keys = CallerKeys.read(item);
    List<CertificateName> certificates = CallerCertificates.read(item);
    boolean other = item.has("keys") || (item.has("certificate") && !item.has("token"));
    String token = other ? item.text("token", "") : token(item);
    return new GatewayConfig.Credential(
        name,
        item.text("subject", name),
        item.text("agent", ""),
        item.choice("kind", PrincipalKind.class, PrincipalKind.EXCLUSIVE),
        token,
        item.text("owner", ""),
        AccessList.read(item),
        keys,
        certificates);
  }

  static String token(DocumentReader item) {
    String token = item.requiredText("token");
    if (!token.isBlank() && token.length() < SHORTEST_TOKEN) {
      item.problem(
          "token",
          "got "
              + token.length()
              + " characters (expected: at least "
              + SHORTEST_TOKEN
              + "; for example the output of: openssl rand -hex 16)");
    }
    return token;
  }

  static String name(DocumentReader reader, String key, String value) {
    if (!value.isBlank() && !NAME.matcher(value).matches()) {
      reader.problem(key, "got \"" + value + "\" (expected: letters, digits, - and _, at most 63)");
    }
    return value;
  }

  private static long size(DocumentReader section) {
    long bytes = section.bytes("max-body", MAX_BODY);
    if (bytes < 1024 || bytes > 1024L * 1024 * 1024) {
      section.problem("max-body", "got " + bytes + " bytes (expected: 1KB to 1GB)");
      return MAX_BODY;
    }
    return bytes;
  }

  static Duration positive(DocumentReader section, String key, Duration fallback) {
    Duration value = section.duration(key, fallback);
    if (value.isZero()) {
      section.problem(key, "got 0 (expected: more)");
      return fallback;
    }
    return value;
  }

  static <T> void unique(
      DocumentReader section, String key, List<T> items, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T item : items) {
      if (!seen.add(name.apply(item))) {
        section.problem(key, "got \"" + name.apply(item) + "\" twice (expected: each name once)");
      }
    }
  }
}
