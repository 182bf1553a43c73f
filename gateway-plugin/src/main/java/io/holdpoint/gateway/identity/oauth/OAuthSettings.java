// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.PrincipalKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway takes access tokens.
 *
 * @param issuers whose tokens it takes; none turns all of this off
 * @param publicUrl scheme, host and port callers know the gateway by, or null for the one they use
 * @param clockSkew how far clocks may differ
 * @param scopesSupported what callers are told they may ask for, besides what rules name
 * @param scopes which scopes are needed for what
 */
public record OAuthSettings(
    List<Issuer> issuers,
    @Nullable URI publicUrl,
    Duration clockSkew,
    List<String> scopesSupported,
    List<ScopeRule> scopes) {

  /** Takes no tokens. */
  public static final OAuthSettings OFF =
      new OAuthSettings(List.of(), null, Duration.ofSeconds(60), List.of(), List.of());

  public OAuthSettings {
    issuers = List.copyOf(issuers);
    requireNonNull(clockSkew, "clockSkew");
    scopesSupported = List.copyOf(scopesSupported);
    scopes = List.copyOf(scopes);
  }

  /** True if tokens are taken at all. */
  public boolean isOn() {
    return !issuers.isEmpty();
  }

  /** Reads the section {@code oauth}; problems go to the reader's list. */
  public static OAuthSettings read(DocumentReader section) {
    return OAuthSection.read(section);
  }

  /**
   * An authorization server.
   *
   * @param issuer its identifier, exactly as in its tokens
   * @param audiences further values of {@code aud} its tokens may carry instead of a resource's URL
   * @param jwksUrl where its keys are, or null to discover that
   * @param introspection where it tells of opaque tokens, or null if it issues none
   * @param algorithms it may sign with
   * @param groupsClaim where its tokens name groups; dots lead into objects
   * @param kind of principals that are people or agents
   * @param serviceKind of principals that are clients themselves
   */
  public record Issuer(
      String issuer,
      List<String> audiences,
      @Nullable URI jwksUrl,
      @Nullable Introspection introspection,
      Set<String> algorithms,
      String groupsClaim,
      PrincipalKind kind,
      PrincipalKind serviceKind) {
    public Issuer {
      audiences = List.copyOf(audiences);
      algorithms = Set.copyOf(algorithms);
    }
  }

  /**
   * A place to ask about opaque tokens (RFC 7662).
   *
   * @param url where
   * @param clientId who asks
   * @param clientSecret the secret of who asks
   */
  public record Introspection(URI url, String clientId, String clientSecret) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "introspection at " + url;
    }
  }

  /**
   * A scope that is needed.
   *
   * @param scope its name
   * @param upstreams for which upstreams; {@code *} stands for all
   * @param callsOnly only for what is judged (calls, reads), not for lists and the like
   */
  public record ScopeRule(String scope, List<String> upstreams, boolean callsOnly) {
    public ScopeRule {
      upstreams = List.copyOf(upstreams);
    }

    boolean covers(String upstream) {
      return upstreams.contains("*") || upstreams.contains(upstream);
    }
  }
}
