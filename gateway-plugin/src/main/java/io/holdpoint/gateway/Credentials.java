// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.CredentialedUpstream;
import io.holdpoint.gateway.credential.OnApproval;
import io.holdpoint.gateway.credential.TokenVault;
import io.holdpoint.gateway.decision.Objections;
import io.holdpoint.gateway.identity.ApiKey;
import io.holdpoint.gateway.identity.CertificateName;
import io.holdpoint.gateway.identity.CredentialTable;
import io.holdpoint.gateway.identity.Host;
import io.holdpoint.gateway.identity.HostTable;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.oauth.ResourceServer;
import io.holdpoint.gateway.offer.AccessList;
import io.holdpoint.gateway.upstream.UpstreamTransport;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns configured credentials into what callers and upstreams are met with. */
final class Credentials {

  private static final String ISSUER = "holdpoint:key";

  private Credentials() {}

  /** What takes access tokens, if any are taken. */
  static Optional<ResourceServer> resourceServer(GatewayConfig config, InstantSource clock) {
    return config.oauth().isOn()
        ? Optional.of(new ResourceServer(config.tenant(), config.oauth(), config.tls(), clock))
        : Optional.empty();
  }

  /** An upstream with the gateway's own credential; with tokens on, challenges stay here too. */
  static UpstreamTransport towards(
      GatewayConfig config,
      String name,
      UpstreamTransport upstream,
      TokenVault vault,
      InstantSource clock) {
    CredentialSettings settings = config.upstreamSecrets().get(name);
    if (settings != null) {
      return CredentialedUpstream.with(upstream, name, settings, vault, clock);
    }
    return config.oauth().isOn() ? CredentialedUpstream.without(upstream) : upstream;
  }

  /** Those who speak against calls, and then who holds calls that open a server by approval. */
  static Objections objections(GatewayConfig config, Objections first) {
    Map<String, OnApproval> rules = new LinkedHashMap<>();
    config
        .upstreamSecrets()
        .forEach(
            (upstream, settings) -> {
              if (settings instanceof OnApproval rule) {
                rules.put(upstream, rule);
              }
            });
    return rules.isEmpty() ? first : new OnApprovalTools(first, rules);
  }

  /** What holders of a credential may, by its name, where that is not everything. */
  static Map<String, AccessList> access(GatewayConfig config) {
    return config.credentials().stream()
        .filter(credential -> !credential.access().isOpen())
        .collect(
            Collectors.toUnmodifiableMap(
                GatewayConfig.Credential::name, GatewayConfig.Credential::access));
  }

  static CredentialTable table(GatewayConfig config, InstantSource clock) {
    CredentialTable table = CredentialTable.empty(clock);
    for (GatewayConfig.Credential credential : config.credentials()) {
      AgentIdentity identity =
          new AgentIdentity(config.tenant(), ISSUER, credential.subject(), null, credential.name());
      Principal principal = Principal.of(identity, credential.kind(), credential.agent());
      List<CertificateName> certificates = credential.certificates();
      for (ApiKey key : credential.keys()) {
        table = table.with(key, principal, certificates);
      }
      if (!credential.token().isEmpty()) {
        table = table.with(credential.token(), principal, certificates);
      }
      boolean withKey = !credential.keys().isEmpty() || !credential.token().isEmpty();
      for (CertificateName name : certificates) {
        table = table.with(name, principal, withKey);
      }
    }
    if (!config.anonymous()) {
      return table;
    }
    return table.admitting(anonymous(config));
  }

  /** Hosts speak for the very principals that call with credentials of their own. */
  static HostTable hosts(GatewayConfig config) {
    HostTable table = HostTable.EMPTY;
    for (GatewayConfig.HostCredential host : config.hosts()) {
      Map<String, Principal> principals = new LinkedHashMap<>();
      for (String subject : host.principals()) {
        principals.put(subject, principal(config, subject, host.kind()));
      }
      table =
          table.with(host.token(), Host.of(host.name(), host.principals().getFirst(), principals));
    }
    return table;
  }

  /** An operator declares sessions for whom it likes. */
  static Host operator(GatewayConfig config, String name) {
    return Host.operator(name, subject -> principal(config, subject, PrincipalKind.EXCLUSIVE));
  }

  private static Principal principal(GatewayConfig config, String subject, PrincipalKind kind) {
    if (subject.equals(AgentIdentity.ANONYMOUS)) {
      return anonymous(config);
    }
    for (GatewayConfig.Credential credential : config.credentials()) {
      if (credential.subject().equals(subject)) {
        AgentIdentity known =
            new AgentIdentity(config.tenant(), ISSUER, subject, null, credential.name());
        return Principal.of(known, credential.kind(), credential.agent());
      }
    }
    return Principal.of(new AgentIdentity(config.tenant(), ISSUER, subject, null, null), kind, "");
  }

  private static Principal anonymous(GatewayConfig config) {
    AgentIdentity nobody =
        new AgentIdentity(config.tenant(), ISSUER, AgentIdentity.ANONYMOUS, null, null);
    return Principal.of(nobody, config.anonymousKind(), "");
  }
}
