// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import io.holdpoint.gateway.identity.Principal;
import io.holdpoint.gateway.identity.TokenClaims;
import io.holdpoint.model.identity.AgentIdentity;
import io.holdpoint.model.identity.PrincipalKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads claims, of a signed token and of an introspection answer alike. */
final class ClaimReading {

  private static final int MOST_ACTORS = 8;
  private static final String CERTIFICATE = "x5t#S256";

  private final String tenant;
  private final OAuthSettings.Issuer issuer;
  private final Duration skew;

  ClaimReading(String tenant, OAuthSettings.Issuer issuer, Duration skew) {
    this.tenant = tenant;
    this.issuer = issuer;
    this.skew = skew;
  }

  Verified read(Map<String, Object> claims, Instant now) throws BadTokenException {
    Instant expires = time(claims, "exp");
    if (expires == null) {
      throw new BadTokenException("exp: got nothing (expected: a time)");
    }
    if (!now.minus(skew).isBefore(expires)) {
      throw new BadTokenException("the token has expired");
    }
    if (isAfter(time(claims, "nbf"), now) || isAfter(time(claims, "iat"), now)) {
      throw new BadTokenException("the token is not valid yet");
    }
    return new Verified(
        principal(claims), texts(claims.get("aud")), expires, boundTo(claims.get("cnf")));
  }

  /** A binding that cannot be checked here is not passed over. */
  private static String boundTo(@Nullable Object cnf) throws BadTokenException {
    if (cnf == null) {
      return "";
    }
    if (cnf instanceof Map<?, ?> bound
        && bound.size() == 1
        && bound.get(CERTIFICATE) instanceof String thumbprint
        && !thumbprint.isBlank()) {
      return thumbprint;
    }
    throw new BadTokenException(
        "cnf: the token is bound to a key (expected: a bearer token, or one bound to a certificate"
            + " by x5t#S256)");
  }

  private Principal principal(Map<String, Object> claims) throws BadTokenException {
    String client = firstText(claims, "client_id", "azp");
    String subject = firstText(claims, "sub", "username", "client_id");
    if (subject.isEmpty()) {
      throw new BadTokenException("sub: got nothing (expected: a subject)");
    }
    boolean service = subject.equals(client) || !claims.containsKey("sub");
    PrincipalKind kind = service ? issuer.serviceKind() : issuer.kind();
    return Principal.of(
        identity(issuer.issuer(), subject, client),
        kind,
        new TokenClaims(scopes(claims), groups(claims), actors(claims)));
  }

  private AgentIdentity identity(String iss, String subject, String client) {
    return new AgentIdentity(tenant, iss, subject, client.isEmpty() ? null : client, null);
  }

  /** The chain of those who act, the current one first. */
  private List<AgentIdentity> actors(Map<String, Object> claims) throws BadTokenException {
    List<AgentIdentity> actors = new ArrayList<>();
    Object act = claims.get("act");
    while (act instanceof Map<?, ?> actor) {
      if (!(actor.get("sub") instanceof String subject)
          || subject.isBlank()
          || actors.size() == MOST_ACTORS) {
        throw new BadTokenException(
            "act: got a chain that cannot be read (expected: at most "
                + MOST_ACTORS
                + " subjects)");
      }
      String iss =
          actor.get("iss") instanceof String text && !text.isBlank() ? text : issuer.issuer();
      String client = actor.get("client_id") instanceof String text ? text : "";
      actors.add(identity(iss, subject, client));
      act = actor.get("act");
    }
    return actors;
  }

  private static Set<String> scopes(Map<String, Object> claims) {
    Object scope = claims.containsKey("scope") ? claims.get("scope") : claims.get("scp");
    return texts(scope).stream()
        .flatMap(text -> Stream.of(text.split(" ")))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<String> groups(Map<String, Object> claims) {
    Object value = claims.get(issuer.groupsClaim());
    if (value == null) {
      value = claims;
      for (String member : issuer.groupsClaim().split("\\.")) {
        value = value instanceof Map<?, ?> map ? map.get(member) : null;
      }
    }
    return Set.copyOf(new java.util.HashSet<>(texts(value)));
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
    return switch (value) {
      case String text -> List.of(text);
      case Collection<?> many ->
          many.stream()
              .filter(Objects::nonNull)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .toList();
      case null, default -> List.of();
    };
  }

  private static String firstText(Map<String, Object> claims, String... names) {
    return Stream.of(names)
        .map(claims::get)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }

  private boolean isAfter(@org.jspecify.annotations.Nullable Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(skew));
  }

  private static @org.jspecify.annotations.Nullable Instant time(
      Map<String, Object> claims, String name) throws BadTokenException {
    return switch (claims.get(name)) {
      case null -> null;
      case Number seconds -> {
        try {
          yield Instant.ofEpochSecond(seconds.longValue());
        } catch (DateTimeException e) {
          throw new BadTokenException(name + ": got no time (expected: seconds)");
        }
      }
      default -> throw new BadTokenException(name + ": got no number (expected: seconds)");
    };
  }
}
