// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.gateway.tls.TlsSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * The gateway in its part as OAuth 2.1 resource server: it says who issues tokens for it (RFC
 * 9728), asks for them (RFC 6750), and takes those that were issued for it (RFC 8707). Each
 * endpoint path is a resource; a token for the gateway's root is good for all of them. Safe for use
 * by many threads.
 */
public final class ResourceServer implements AutoCloseable {

  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  private final OAuthSettings settings;
  private final TokenVerifier tokens;
  private final TlsSettings tls;

  /** As below, on a listener of plain text. */
  public ResourceServer(String tenant, OAuthSettings settings, InstantSource clock) {
    this(tenant, settings, TlsSettings.OFF, clock);
  }

  /**
   * @param settings with at least one issuer
   * @param tls of the listener it stands behind
   */
  public ResourceServer(
      String tenant, OAuthSettings settings, TlsSettings tls, InstantSource clock) {
    this.settings = settings;
    this.tls = tls;
    this.tokens = new TokenVerifier(tenant, settings, clock);
  }

  /**
   * The endpoint whose metadata a path asks for, empty for the root's; nothing if the path is not
   * of this kind.
   */
  public static Optional<String> describes(String path) {
    return path.equals(WELL_KNOWN) || path.startsWith(WELL_KNOWN + "/")
        ? Optional.of(path.substring(WELL_KNOWN.length()))
        : Optional.empty();
  }

  /**
   * The metadata of an endpoint, as JSON.
   *
   * @param host the name it was asked by
   * @param path of the endpoint, empty for the root
   */
  public String metadata(String host, String path) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("resource", base(host) + path);
    document.put(
        "authorization_servers",
        settings.issuers().stream().map(OAuthSettings.Issuer::issuer).toList());
    if (!settings.scopesSupported().isEmpty()) {
      document.put("scopes_supported", settings.scopesSupported());
    }
    document.put("bearer_methods_supported", List.of("header"));
    if (tls.asksForCertificates()) {
      document.put("tls_client_certificate_bound_access_tokens", true);
    }
    return JSONObjectUtils.toJSONString(document);
  }

  /**
   * Whether a token is good at an endpoint.
   *
   * @param host the name the endpoint was called by
   * @param path of the endpoint
   * @param thumbprint of the certificate it came with, empty if it came with none
   */
  public CompletionStage<TokenCheck> check(
      String token, String host, String path, String thumbprint) {
    String base = base(host);
    return tokens.check(token, Set.of(base + path, base, base + "/"), thumbprint);
  }

  /** What a caller is asked for that has presented nothing, or nothing good. */
  public String challenge(String host, String path, String upstream, Optional<String> why) {
    StringBuilder challenge = new StringBuilder("Bearer realm=\"holdpoint\"");
    why.ifPresent(
        text ->
            challenge
                .append(", error=\"invalid_token\", error_description=\"")
                .append(plain(text))
                .append('"'));
    return finish(challenge, host, path, needed(upstream, false));
  }

  /** What a caller is asked for whose token is too weak: all scopes at once. */
  public String insufficient(String host, String path, String upstream, boolean call) {
    StringBuilder challenge =
        new StringBuilder("Bearer realm=\"holdpoint\", error=\"insufficient_scope\"");
    return finish(challenge, host, path, needed(upstream, call));
  }

  /**
   * True if a caller's token covers a request.
   *
   * @param call whether the request is of the kind that is judged
   */
  public boolean covers(Principal principal, String upstream, boolean call) {
    TokenClaims claims = principal.claims();
    return claims == null || claims.scopes().containsAll(needed(upstream, call));
  }

  @Override
  public void close() {
    tokens.close();
  }

  private Set<String> needed(String upstream, boolean call) {
    return settings.scopes().stream()
        .filter(rule -> rule.covers(upstream) && (call || !rule.callsOnly()))
        .map(OAuthSettings.ScopeRule::scope)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String finish(StringBuilder challenge, String host, String path, Set<String> scopes) {
    if (!scopes.isEmpty()) {
      challenge.append(", scope=\"").append(String.join(" ", scopes)).append('"');
    }
    return challenge
        .append(", resource_metadata=\"")
        .append(base(host))
        .append(WELL_KNOWN)
        .append(path)
        .append('"')
        .toString();
  }

  /** The host's name was checked to be one of this gateway's; its port is the caller's word. */
  private String base(String host) {
    URI url = settings.publicUrl();
    if (url == null) {
      return (tls.isOn() ? "https://" : "http://") + host.replaceAll("[^A-Za-z0-9.:\\[\\]-]", "");
    }
    return url.toString().replaceAll("/+$", "");
  }

  private static String plain(String text) {
    return text.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "'");
  }
}
