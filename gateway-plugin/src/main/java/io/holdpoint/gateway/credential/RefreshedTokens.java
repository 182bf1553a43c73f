// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.gateway.http.Requester;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues tokens by a refresh token. Since it may be replaced at each use, that it is used is kept
 * before, and its successor before what came with it is shown to anybody: whatever ends this
 * process at whatever moment, it is known afterwards which token is the newest, or that the newest
 * one was lost on its way.
 */
final class RefreshedTokens implements Issuance {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshedTokens.class);

  private final String upstream;
  private final SecretReference first;
  private final TokenEndpoint endpoint;
  private final TokenVault vault;
  private final InstantSource clock;
  private TokenVault.@Nullable Kept unkept;

  RefreshedTokens(
      String upstream,
      SecretReference first,
      TokenEndpoint endpoint,
      TokenVault vault,
      InstantSource clock) {
    this.upstream = upstream;
    this.first = first;
    this.endpoint = endpoint;
    this.vault = vault;
    this.clock = clock;
  }

  @Override
  public String header() {
    return TokenEndpoint.HEADER;
  }

  @Override
  public Renewed.Origin origin(Requester requester) {
    return this::refresh;
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private synchronized Renewed.Fetched refresh() throws CredentialException {
    TokenVault.Kept have = newest();
    endpoint.find();
    Instant since = have.askedAt() == null ? clock.instant() : have.askedAt();
    keep(new TokenVault.Kept(have.origin(), have.token(), since));
    TokenEndpoint.Issued issued;
    try {
      issued = endpoint.ask(Map.of("grant_type", "refresh_token", "refresh_token", have.token()));
    } catch (TokenRefusedException e) {
      throw refused(have, e);
    } catch (CredentialException e) {
      throw new CredentialException(
          e.getMessage()
              + "; the answer may have held the next refresh token: if the provider replaces them,"
              + " the one that is kept is refused from now on",
          e);
    }
    String next = issued.refreshToken().isEmpty() ? have.token() : issued.refreshToken();
    keepOrRemember(new TokenVault.Kept(have.origin(), next, null));
    return issued.shown();
  }

  /** What is kept of the configured token's line; of another one's, nothing counts. */
  private TokenVault.Kept newest() throws CredentialException {
    TokenVault.Kept have = unkept == null ? read() : unkept;
    String configured;
    try {
      configured = first.read();
    } catch (CredentialException gone) {
      if (have == null) {
        throw gone;
      }
      // It may be taken away once it was used.
      return have;
    }
    String origin = digest(configured);
    return have != null && have.origin().equals(origin)
        ? have
        : new TokenVault.Kept(origin, configured, null);
  }

  private CredentialException refused(TokenVault.Kept have, TokenRefusedException e)
      throws CredentialException {
    if (!e.error().equals("invalid_grant")) {
      keep(have);
      return e;
    }
    Instant lost = have.askedAt();
    if (lost == null) {
      keep(have);
    }
    return new CredentialException(
        e.getMessage()
            + (lost == null
                ? "; the refresh token has ended or was revoked"
                : "; the provider's answer of "
                    + lost
                    + " never came, and with it the refresh token that replaces the kept one")
            + " (expected: a new refresh-token in the configuration, got by signing in again)",
        e);
  }

  private TokenVault.@Nullable Kept read() throws CredentialException {
    try {
      return vault.read(upstream);
    } catch (IOException e) {
      throw new CredentialException("refresh token: " + e.getMessage(), e);
    }
  }

  /** Without the certainty that it is known later, nothing is used up. */
  private void keep(TokenVault.Kept kept) throws CredentialException {
    try {
      vault.write(upstream, kept);
      unkept = null;
    } catch (IOException e) {
      throw new CredentialException(
          "refresh token: cannot be kept, so it is not used: " + e.getMessage(), e);
    }
  }

  private void keepOrRemember(TokenVault.Kept kept) {
    try {
      vault.write(upstream, kept);
      unkept = null;
    } catch (IOException e) {
      unkept = kept;
      LOG.error(
          "upstream {}: the new refresh token cannot be kept; if this process ends before it can,"
              + " it is lost",
          upstream,
          e);
    }
  }

  private static String digest(String token) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: not offered by this Java runtime", e);
    }
  }
}
