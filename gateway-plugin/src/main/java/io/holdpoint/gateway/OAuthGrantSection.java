// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.credential.CredentialSettings;
import io.holdpoint.gateway.credential.ExchangeGrant;
import io.holdpoint.gateway.credential.OAuthGrant;
import io.holdpoint.gateway.credential.RefreshGrant;
import io.holdpoint.gateway.credential.SecretReference;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.DocumentReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code oauth} of a credential. */
final class OAuthGrantSection {

  private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E ]*");

  /** By what tokens are got. */
  private enum Grant {
    CLIENT_CREDENTIALS,
    REFRESH_TOKEN,
    TOKEN_EXCHANGE
  }

  /** What callers' tokens are said to be. */
  private enum Subject {
    ACCESS_TOKEN,
    JWT
  }

  /** Who is named as the one who acts for a caller. */
  private enum Actor {
    /** Whoever the authorization server takes the client for. */
    CLIENT,
    /** Whoever the gateway's own token names. */
    OWN_TOKEN
  }

  /** What becomes of requests whose caller has no token. */
  private enum WithoutToken {
    REFUSE,
    OWN_TOKEN
  }

  private OAuthGrantSection() {}

  /** Null if there is none, or after a problem. */
  static @Nullable CredentialSettings read(DocumentReader credential) {
    if (!credential.has("oauth")) {
      credential.node("oauth");
      return null;
    }
    DocumentReader oauth = credential.section("oauth");
    Grant kind = oauth.choice("grant", Grant.class, Grant.CLIENT_CREDENTIALS);
    Subject subject = oauth.choice("subject-token", Subject.class, Subject.ACCESS_TOKEN);
    Actor actor = oauth.choice("actor", Actor.class, Actor.CLIENT);
    WithoutToken without = oauth.choice("without-token", WithoutToken.class, WithoutToken.REFUSE);
    SecretReference first =
        oauth.has("refresh-token") ? CredentialSection.secret(oauth, "refresh-token", true) : null;
    oauth.node("refresh-token");
    check(oauth, kind);
    OAuthGrant client = client(oauth, kind);
    oauth.finish();
    if (client == null) {
      return null;
    }
    return switch (kind) {
      case CLIENT_CREDENTIALS -> client;
      case REFRESH_TOKEN -> first == null ? null : new RefreshGrant(client, first);
      case TOKEN_EXCHANGE ->
          new ExchangeGrant(
              client,
              subject == Subject.JWT ? ExchangeGrant.JWT : ExchangeGrant.ACCESS_TOKEN,
              actor == Actor.OWN_TOKEN,
              without == WithoutToken.OWN_TOKEN);
    };
  }

  private static void check(DocumentReader oauth, Grant kind) {
    if ((kind == Grant.REFRESH_TOKEN) != oauth.has("refresh-token")) {
      oauth.problem(
          "refresh-token",
          oauth.has("refresh-token")
              ? "got it with another grant (expected: grant: refresh-token)"
              : "got nothing (expected: the token to begin with)");
    }
    for (String key : List.of("subject-token", "actor", "without-token")) {
      if (oauth.has(key) && kind != Grant.TOKEN_EXCHANGE) {
        oauth.problem(key, "got it with another grant (expected: grant: token-exchange)");
      }
    }
  }

  private static @Nullable OAuthGrant client(DocumentReader oauth, Grant kind) {
    URI tokenUrl = url(oauth, "token-url");
    URI issuer = url(oauth, "issuer");
    String clientId = oauth.requiredText("client-id");
    OAuthGrant.Proof proof =
        oauth.choice("client-auth", OAuthGrant.Proof.class, OAuthGrant.Proof.BASIC);
    boolean proven = proof != OAuthGrant.Proof.NONE;
    SecretReference secret =
        proven || oauth.has("client-secret")
            ? CredentialSection.secret(oauth, "client-secret", true)
            : null;
    String scope = oauth.text("scope", "");
    String resource = oauth.text("resource", "");
    List<String> audiences = audiences(oauth);
    if (!SCOPE.matcher(scope).matches()) {
      oauth.problem("scope", "got other than names with spaces between (expected: such names)");
    }
    if (!proven && (secret != null || kind != Grant.REFRESH_TOKEN)) {
      oauth.problem(
          "client-auth",
          "got none (expected: basic or post; none only with grant: refresh-token, without a"
              + " client-secret)");
      return null;
    }
    if (oauth.has("token-url") == oauth.has("issuer")) {
      oauth.problem(
          "token-url",
          "got " + (oauth.has("issuer") ? "both" : "neither") + " (expected: token-url or issuer)");
      return null;
    }
    if ((proven && secret == null) || (tokenUrl == null) == (issuer == null)) {
      return null;
    }
    return new OAuthGrant(tokenUrl, issuer, clientId, proof, secret, scope, resource, audiences);
  }

  /** A text, or several. */
  private static List<String> audiences(DocumentReader oauth) {
    return oauth.node("audience").orElse(null) instanceof DocumentNode.Scalar
        ? List.of(oauth.text("audience", ""))
        : oauth.texts("audience");
  }

  /** The text is not shown: a URL may carry a password. */
  private static @Nullable URI url(DocumentReader section, String name) {
    String text = section.text(name, "");
    if (!section.has(name)) {
      return null;
    }
    Predicate<URI> usable =
        url ->
            url.getHost() != null
                && url.getUserInfo() == null
                && url.getRawFragment() == null
                && ("https".equals(url.getScheme())
                    || ("http".equals(url.getScheme())
                        && LOOPBACK.matcher(url.getHost()).matches()));
    try {
      URI url = new URI(text);
      if (usable.test(url)) {
        return url;
      }
    } catch (URISyntaxException notUrl) {
      section.problem(
          name, "got no URL (expected: https://host, or http:// on a loopback address)");
      return null;
    }
    section.problem(
        name,
        "got no usable URL (expected: https://host, or http:// on a loopback address, without user,"
            + " password and fragment)");
    return null;
  }
}
