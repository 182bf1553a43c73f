// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.PrincipalKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code oauth} of a gateway's configuration. */
final class OAuthSection {

  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final Duration LONGEST_SKEW = Duration.ofMinutes(5);
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
  private static final URI NOWHERE = URI.create("https://invalid.example");

  private OAuthSection() {}

  static OAuthSettings read(DocumentReader section) {
    List<OAuthSettings.Issuer> issuers = section.sections("issuers", OAuthSection::issuer);
    Set<String> seen = new HashSet<>();
    for (OAuthSettings.Issuer issuer : issuers) {
      if (!seen.add(issuer.issuer())) {
        section.problem(
            "issuers", "got \"" + issuer.issuer() + "\" twice (expected: each issuer once)");
      }
    }
    OAuthSettings settings =
        new OAuthSettings(
            issuers,
            publicUrl(section),
            skew(section),
            scopeNames(section),
            section.sections("scopes", OAuthSection::rule));
    if (issuers.isEmpty() && (!settings.scopes().isEmpty() || settings.publicUrl() != null)) {
      section.problem("issuers", "got none (expected: at least one, since oauth is configured)");
    }
    section.finish();
    return settings;
  }

  private static OAuthSettings.Issuer issuer(DocumentReader item) {
    String issuer = item.requiredText("issuer");
    checkedUrl(item, "issuer", issuer);
    return new OAuthSettings.Issuer(
        issuer,
        item.texts("audiences"),
        item.has("jwks-url") ? checkedUrl(item, "jwks-url", item.text("jwks-url", "")) : null,
        item.has("introspection") ? introspection(item.section("introspection")) : null,
        algorithms(item),
        item.text("groups-claim", "groups"),
        item.choice("kind", PrincipalKind.class, PrincipalKind.EXCLUSIVE),
        item.choice("service-kind", PrincipalKind.class, PrincipalKind.SHARED));
  }

  private static OAuthSettings.Introspection introspection(DocumentReader section) {
    OAuthSettings.Introspection introspection =
        new OAuthSettings.Introspection(
            checkedUrl(section, "url", section.requiredText("url")),
            section.requiredText("client-id"),
            section.requiredText("client-secret"));
    section.finish();
    return introspection;
  }

  private static OAuthSettings.ScopeRule rule(DocumentReader item) {
    String scope = scope(item, "scope", item.requiredText("scope"));
    List<String> upstreams = item.texts("upstreams");
    if (upstreams.isEmpty()) {
      item.problem("upstreams", "got none (expected: names of upstreams, or \"*\")");
    }
    return new OAuthSettings.ScopeRule(scope, upstreams, item.flag("calls-only", false));
  }

  private static Set<String> algorithms(DocumentReader item) {
    Set<String> chosen = new TreeSet<>(item.texts("algorithms"));
    if (chosen.isEmpty()) {
      return ALGORITHMS;
    }
    if (!ALGORITHMS.containsAll(chosen)) {
      item.problem(
          "algorithms", "got " + chosen + " (expected: some of " + new TreeSet<>(ALGORITHMS) + ")");
    }
    return chosen;
  }

  private static List<String> scopeNames(DocumentReader section) {
    List<String> names = section.texts("scopes-supported");
    names.forEach(name -> scope(section, "scopes-supported", name));
    return names;
  }

  private static String scope(DocumentReader reader, String key, String name) {
    if (!name.isEmpty() && !SCOPE.matcher(name).matches()) {
      reader.problem(
          key, "got \"" + name + "\" (expected: printable ASCII without space, \" and \\\\)");
    }
    return name;
  }

  private static Duration skew(DocumentReader section) {
    Duration skew = section.duration("clock-skew", Duration.ofSeconds(60));
    if (skew.compareTo(LONGEST_SKEW) > 0) {
      section.problem("clock-skew", "got " + skew + " (expected: at most 5m)");
      return LONGEST_SKEW;
    }
    return skew;
  }

  private static @Nullable URI publicUrl(DocumentReader section) {
    if (!section.has("public-url")) {
      return null;
    }
    URI url = checkedUrl(section, "public-url", section.text("public-url", ""));
    if (!String.valueOf(url.getRawPath()).matches("/?") || url.getRawQuery() != null) {
      section.problem("public-url", "got a path or query (expected: scheme, host and port only)");
    }
    return url;
  }

  /** The text is not shown: a URL may carry a password. */
  private static URI checkedUrl(DocumentReader reader, String key, String text) {
    try {
      URI url = new URI(text);
      String host = url.getHost();
      boolean secure = "https".equals(url.getScheme());
      boolean local = "http".equals(url.getScheme());
      if (host != null
          && url.getUserInfo() == null
          && url.getRawFragment() == null
          && (secure || (local && LOOPBACK.matcher(host).matches()))) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      reader.problem(key, "got no URL (expected: https://host, or http:// on a loopback address)");
      return NOWHERE;
    }
    if (!text.isBlank()) {
      reader.problem(
          key,
          "got no usable URL (expected: https://host, or http:// on a loopback address, without"
              + " user, password and fragment)");
    }
    return NOWHERE;
  }
}
