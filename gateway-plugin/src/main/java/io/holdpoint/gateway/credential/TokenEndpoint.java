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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The place where an authorization server issues tokens (RFC 6749, section 3.2). Blocks. */
final class TokenEndpoint implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration USUAL_LIFETIME = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");
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
   * @param lifetime of that token
   */
  record Issued(String accessToken, Duration lifetime) {

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
    Map<String, String> fields = new LinkedHashMap<>(form);
    if (!grant.scope().isEmpty()) {
      fields.put("scope", grant.scope());
    }
    if (!grant.resource().isEmpty()) {
      fields.put("resource", grant.resource());
    }
    String secret = grant.clientSecret().read();
    Map<String, String> headers = Map.of();
    if (grant.inBody()) {
      fields.put("client_id", grant.clientId());
      fields.put("client_secret", secret);
    } else {
      headers = Map.of("authorization", basic(secret));
    }
    try {
      byte[] sent = encoded(fields).getBytes(StandardCharsets.US_ASCII);
      return issued(client.submit(place(), FORM, sent, headers));
    } catch (OutboundException e) {
      throw new CredentialException("token endpoint: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private URI place() throws OutboundException, CredentialException {
    URI known = place;
    if (known == null) {
      known = IssuerDocuments.tokenUrl(client, grant.named().toString());
      if (known == null) {
        throw new CredentialException("issuer: got no token endpoint in its metadata");
      }
      place = known;
    }
    return known;
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
      boolean plain = said.get("error") instanceof String error && ERROR.matcher(error).matches();
      throw refused(reply.status(), plain ? String.valueOf(said.get("error")) : "no reason");
    }
    if (!(said.get("access_token") instanceof String token) || !TOKEN.matcher(token).matches()) {
      throw refused(200, "no access token that can be sent");
    }
    if (!(said.get("token_type") instanceof String type)
        || !type.toLowerCase(Locale.ROOT).equals("bearer")) {
      throw refused(200, "another type of token than bearer");
    }
    return new Issued(token, lifetime(said.get("expires_in")));
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

  private static CredentialException refused(int status, String what) {
    return new CredentialException(
        "token endpoint: got HTTP status " + status + " and " + what + " (expected: a token)");
  }

  private String basic(String secret) {
    String who = encoded(grant.clientId()) + ":" + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
