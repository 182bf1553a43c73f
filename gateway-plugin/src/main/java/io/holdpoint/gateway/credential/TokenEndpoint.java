// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.holdpoint.gateway.identity.oauth.IssuerDocuments;
import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The place where an authorization server issues tokens (RFC 6749, section 3.2). Blocks. */
final class TokenEndpoint implements AutoCloseable {

  /** The field its tokens travel in. */
  static final String HEADER = "authorization";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");
  private static final Pattern REFRESH_TOKEN = Pattern.compile("[\\x21-\\x7E]{1,8000}");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final OAuthGrant grant;
  private final OutboundClient client;
  private volatile @Nullable URI place;

  TokenEndpoint(OAuthGrant grant) {
    this.grant = grant;
    this.client = new OutboundClient(Set.of(grant.named()), TIMEOUT);
    this.place = grant.tokenUrl();
  }

  /**
   * What was issued.
   *
   * @param accessToken opens the upstream
   * @param type what it is (RFC 8693, section 2.2.1), empty if that was not said
   * @param refreshToken gets the next one, empty if none came with it
   * @param lifetime of the access token
   */
  record Issued(String accessToken, String type, String refreshToken, Duration lifetime) {

    /** As it is shown to the upstream. */
    Renewed.Fetched shown() {
      return new Renewed.Fetched("Bearer " + accessToken, lifetime);
    }

    /** Without the tokens. */
    @Override
    public String toString() {
      return "tokens for " + lifetime;
    }
  }

  /**
   * Asks for a token.
   *
   * @param form what for, without the client's own fields
   */
  Issued ask(Map<String, String> form) throws CredentialException {
    List<Map.Entry<String, String>> fields = new ArrayList<>(form.entrySet());
    if (!grant.scope().isEmpty()) {
      fields.add(Map.entry("scope", grant.scope()));
    }
    if (!grant.resource().isEmpty()) {
      fields.add(Map.entry("resource", grant.resource()));
    }
    grant.audiences().forEach(audience -> fields.add(Map.entry("audience", audience)));
    Map<String, String> headers = proven(fields);
    URI to = find();
    try {
      byte[] sent = encoded(fields).getBytes(StandardCharsets.US_ASCII);
      return issued(client.submit(to, FORM, sent, headers));
    } catch (OutboundException e) {
      throw unreachable(e);
    }
  }

  /** Who asks, in the form or in the fields of the request that are returned. */
  private Map<String, String> proven(List<Map.Entry<String, String>> form)
      throws CredentialException {
    SecretReference kept = grant.clientSecret();
    String secret = kept == null ? "" : kept.read();
    return switch (grant.proof()) {
      case BASIC -> Map.of("authorization", basic(secret));
      case POST -> {
        form.add(Map.entry("client_id", grant.clientId()));
        form.add(Map.entry("client_secret", secret));
        yield Map.of();
      }
      case NONE -> {
        form.add(Map.entry("client_id", grant.clientId()));
        yield Map.of();
      }
    };
  }

  @Override
  public void close() {
    client.close();
  }

  /** Where it is, learned from the issuer the first time. */
  URI find() throws CredentialException {
    URI known = place;
    if (known == null) {
      known = learned();
      place = known;
    }
    return known;
  }

  private URI learned() throws CredentialException {
    try {
      URI named = IssuerDocuments.tokenUrl(client, grant.named().toString());
      if (named == null) {
        throw new CredentialException("issuer: got no token endpoint in its metadata");
      }
      return named;
    } catch (OutboundException e) {
      throw unreachable(e);
    }
  }

  private Issued issued(OutboundClient.Reply reply) throws CredentialException {
    Map<String, Object> said;
    try {
      said = JSONObjectUtils.parse(new String(reply.body(), StandardCharsets.UTF_8));
    } catch (ParseException e) {
      // Without the cause, which quotes the text.
      throw refused(reply.status(), "no JSON object");
    }
    if (reply.status() != 200) {
      throw refusedFor(reply.status(), said.get("error"));
    }
    if (!(said.get("access_token") instanceof String token) || !TOKEN.matcher(token).matches()) {
      throw refused(200, "no access token that can be sent");
    }
    if (!(said.get("token_type") instanceof String type)
        || !type.toLowerCase(Locale.ROOT).equals("bearer")) {
      throw refused(200, "another type of token than bearer");
    }
    String issued = said.get("issued_token_type") instanceof String named ? named : "";
    return new Issued(token, issued, refreshToken(said), lifetime(said.get("expires_in")));
  }

  private static Duration lifetime(@Nullable Object seconds) throws CredentialException {
    if (!(seconds instanceof Number number)) {
      return USUAL_LIFETIME;
    }
    if (number.longValue() <= 0) {
      throw refused(200, "a token that has ended");
    }
    return Duration.ofSeconds(Math.min(number.longValue(), LONGEST_LIFETIME.toSeconds()));
  }

  /** A token on one line, for it is kept in one. */
  private static String refreshToken(Map<String, Object> said) throws CredentialException {
    if (!(said.get("refresh_token") instanceof String token)) {
      return "";
    }
    if (!REFRESH_TOKEN.matcher(token).matches()) {
      throw refused(200, "no refresh token that can be kept");
    }
    return token;
  }

  /** Only an answer of the protocol's own is a refusal; after any other nobody knows. */
  private static CredentialException refusedFor(int status, @Nullable Object error) {
    boolean plain = error instanceof String code && ERROR.matcher(code).matches();
    CredentialException refused = refused(status, plain ? String.valueOf(error) : "no reason");
    return plain && status / 100 == 4
        ? new TokenRefusedException(String.valueOf(refused.getMessage()), String.valueOf(error))
        : refused;
  }

  private static CredentialException unreachable(OutboundException e) {
    return new CredentialException("token endpoint: " + e.getMessage(), e);
  }

  private static CredentialException refused(int status, String what) {
    return new CredentialException(
        "token endpoint: got HTTP status " + status + " and " + what + " (expected: a token)");
  }

  private String basic(String secret) {
    String who = encoded(grant.clientId()) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(List<Map.Entry<String, String>> fields) {
    return fields.stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
