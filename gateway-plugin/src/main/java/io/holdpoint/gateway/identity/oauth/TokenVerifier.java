// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity.oauth;

import com.nimbusds.jwt.SignedJWT;
import io.holdpoint.gateway.outbound.OutboundClient;
import io.holdpoint.gateway.outbound.OutboundException;
import io.holdpoint.model.json.Hashes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether tokens are good. A token seen before is known at once for a short while; for
 * any other a virtual thread fetches keys, checks signatures or asks the issuer, so that no caller
 * waits on its own thread. Safe for use by many threads.
 */
final class TokenVerifier implements AutoCloseable {

  /** How long a token is not checked again; a withdrawn key or token counts for that long. */
  static final Duration KNOWN_FOR = Duration.ofSeconds(60);

  private static final Duration OUTBOUND = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 10_000;
  private static final int MOST_AT_ONCE = 64;
  private static final int LONGEST_TOKEN = 16 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

  private final List<TokenIssuer> issuers;
  private final OutboundClient client;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final Map<String, Known> known =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /** A token that was found good, with its issuer, until when that is taken for granted. */
  private record Known(Verified verified, TokenIssuer issuer, Instant until) {}

  TokenVerifier(String tenant, OAuthSettings settings, InstantSource clock) {
    this.clock = clock;
    this.client = new OutboundClient(namedBy(settings), OUTBOUND);
    this.issuers =
        settings.issuers().stream()
            .map(one -> new TokenIssuer(tenant, one, settings.clockSkew(), client, clock))
            .toList();
  }

  /**
   * @param resources URLs of what it is presented for, one of which it must have been issued for
   * @param thumbprint of the certificate it came with, empty if it came with none
   */
  CompletionStage<TokenCheck> check(String token, Set<String> resources, String thumbprint) {
    if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
      return CompletableFuture.completedStage(new TokenCheck.Bad("the token is not known"));
    }
    String key =
        HexFormat.of().formatHex(Hashes.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    Known before = recall(key);
    if (before != null) {
      return CompletableFuture.completedStage(usable(before, resources, thumbprint));
    }
    if (!room.tryAcquire()) {
      return CompletableFuture.completedStage(
          new TokenCheck.Unsure("tokens: too many are being checked at once"));
    }
    CompletableFuture<TokenCheck> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("gateway-token")
        .start(
            () -> {
              try {
                done.complete(find(token, key, resources, thumbprint));
              } catch (RuntimeException e) {
                LOG.error("tokens: one could not be checked", e);
                done.complete(new TokenCheck.Unsure("tokens: a fault of the gateway"));
              } finally {
                room.release();
              }
            });
    return done;
  }

  @Override
  public void close() {
    client.close();
  }

  private TokenCheck find(String token, String key, Set<String> resources, String thumbprint) {
    try {
      Known found = find(token);
      remember(key, found);
      return usable(found, resources, thumbprint);
    } catch (BadTokenException e) {
      return new TokenCheck.Bad(String.valueOf(e.getMessage()));
    } catch (OutboundException e) {
      LOG.warn("tokens: the issuer could not be asked: {}", e.getMessage());
      return new TokenCheck.Unsure(String.valueOf(e.getMessage()));
    }
  }

  private Known find(String token) throws OutboundException, BadTokenException {
    SignedJWT signed = signed(token);
    String named = signed == null ? "" : issuerOf(signed);
    OutboundException unreached = null;
    for (TokenIssuer issuer : issuers) {
      try {
        if (signed != null && issuer.settings().issuer().equals(named)) {
          return known(issuer.verify(signed), issuer);
        }
        if (signed == null && issuer.settings().introspection() != null) {
          return known(issuer.introspect(token), issuer);
        }
      } catch (OutboundException e) {
        unreached = e;
      } catch (BadTokenException e) {
        if (signed != null) {
          throw e;
        }
        LOG.debug("tokens: {} does not know one", issuer.settings().issuer());
      }
    }
    if (unreached != null) {
      throw unreached;
    }
    throw new BadTokenException(
        signed == null ? "the token is not known" : "iss: got an issuer that is not trusted");
  }

  private Known known(Verified verified, TokenIssuer issuer) {
    Instant limit = clock.instant().plus(KNOWN_FOR);
    Instant expires = verified.expires();
    return new Known(verified, issuer, expires.isBefore(limit) ? expires : limit);
  }

  /** Looked at with each use: a token that was copied comes without the certificate. */
  private static TokenCheck usable(Known found, Set<String> resources, String thumbprint) {
    String boundTo = found.verified().boundTo();
    if (!boundTo.isEmpty() && !boundTo.equals(thumbprint)) {
      return new TokenCheck.Bad(
          "cnf: the token is bound to another certificate, or came with none");
    }
    List<String> audience = found.verified().audience();
    boolean fits =
        audience.stream()
            .anyMatch(
                one ->
                    resources.contains(one) || found.issuer().settings().audiences().contains(one));
    return fits
        ? new TokenCheck.Good(found.verified().principal(), !boundTo.isEmpty())
        : new TokenCheck.Bad("aud: the token was issued for another resource");
  }

  private @Nullable Known recall(String key) {
    synchronized (known) {
      Known found = known.get(key);
      if (found != null && !clock.instant().isBefore(found.until())) {
        known.remove(key);
        return null;
      }
      return found;
    }
  }

  private void remember(String key, Known found) {
    synchronized (known) {
      known.put(key, found);
    }
  }

  private static @Nullable SignedJWT signed(String token) {
    if (token.chars().filter(c -> c == '.').count() != 2) {
      return null;
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException opaque) {
      return null;
    }
  }

  private static String issuerOf(SignedJWT token) throws BadTokenException {
    Map<String, Object> claims = token.getPayload().toJSONObject();
    if (claims == null) {
      throw new BadTokenException("the token's claims cannot be read");
    }
    return claims.get("iss") instanceof String issuer ? issuer : "";
  }

  private static Set<URI> namedBy(OAuthSettings settings) {
    List<URI> named = new ArrayList<>();
    for (OAuthSettings.Issuer issuer : settings.issuers()) {
      named.add(URI.create(issuer.issuer()));
      if (issuer.jwksUrl() != null) {
        named.add(issuer.jwksUrl());
      }
      if (issuer.introspection() != null) {
        named.add(issuer.introspection().url());
      }
    }
    return new HashSet<>(named);
  }
}
