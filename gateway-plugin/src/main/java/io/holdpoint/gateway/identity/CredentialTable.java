// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.gateway.tls.PeerCertificate;
import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens and keys that callers may present. Only their SHA-256 is kept, and every one is
 * compared in constant time. A principal may have several at once, so that one can be replaced
 * without a gap. Safe for use by many threads.
 */
public final class CredentialTable {

  private static final String BEARER = "Bearer ";
  private static final int SHOWN = 8;

  private final List<Entry> entries;
  private final CertificateTable certificates;
  private final @Nullable Principal anonymous;
  private final InstantSource clock;
  private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(Hashes::sha256);

  private CredentialTable(
      List<Entry> entries,
      CertificateTable certificates,
      @Nullable Principal anonymous,
      InstantSource clock) {
    this.entries = List.copyOf(entries);
    this.certificates = certificates;
    this.anonymous = anonymous;
    this.clock = clock;
  }

  /** A table without tokens. */
  public static CredentialTable empty(InstantSource clock) {
    return new CredentialTable(List.of(), CertificateTable.empty(clock), null, clock);
  }

  /** This table with one more token. */
  public CredentialTable with(String token, Principal principal) {
    return with(token, principal, List.of());
  }

  /**
   * This table with one more token.
   *
   * @param boundTo one of these certificates has to come with it, unless there are none
   */
  public CredentialTable with(String token, Principal principal, List<CertificateName> boundTo) {
    return with(hash(token, Hashes.sha256()), null, principal, boundTo);
  }

  /** This table with one more key. */
  public CredentialTable with(ApiKey key, Principal principal) {
    return with(key, principal, List.of());
  }

  /**
   * This table with one more key.
   *
   * @param boundTo one of these certificates has to come with it, unless there are none
   */
  public CredentialTable with(ApiKey key, Principal principal, List<CertificateName> boundTo) {
    return with(HexFormat.of().parseHex(key.sha256()), key.expires(), principal, boundTo);
  }

  /**
   * This table with one more name of certificates.
   *
   * @param withKey true if they admit only together with a key of the same credential
   */
  public CredentialTable with(CertificateName name, Principal principal, boolean withKey) {
    return new CredentialTable(
        entries, certificates.with(name, principal, withKey), anonymous, clock);
  }

  /** This table, admitting callers that present nothing. */
  public CredentialTable admitting(Principal callersWithoutToken) {
    return new CredentialTable(entries, certificates, callersWithoutToken, clock);
  }

  /**
   * The caller behind what it has presented. A wrong token is never anonymous, neither is one that
   * has expired, and neither is a certificate nobody knows. Whoever has both a token and a
   * certificate is admitted only if both are the same caller's.
   *
   * @param authorization the values of the field of that name
   * @param certificate of the connection it came over, or null
   */
  public Presented authenticate(List<String> authorization, @Nullable PeerCertificate certificate) {
    if (authorization.isEmpty()) {
      return certificate == null
          ? anonymous == null ? new Presented.Unknown() : new Presented.Known(anonymous)
          : certificates.alone(certificate);
    }
    Entry found = find(authorization);
    if (found == null) {
      return new Presented.Unknown();
    }
    if (!found.boundTo.isEmpty()
        && (certificate == null
            || found.boundTo.stream().noneMatch(name -> name.fits(certificate)))) {
      return new Presented.Refused(
          "authorization: got a key that is bound to a client certificate (expected: that"
              + " certificate too)");
    }
    Optional<String> objection = objection(found.principal, certificate, false);
    if (objection.isPresent()) {
      return new Presented.Refused(objection.get());
    }
    found.lastUsed = clock.instant();
    return new Presented.Known(found.principal);
  }

  /**
   * What the certificate of a connection has against a caller that is known otherwise, or empty.
   *
   * @param vouched true if the caller's token itself names the certificate
   */
  public Optional<String> objection(
      Principal caller, @Nullable PeerCertificate certificate, boolean vouched) {
    return certificates.objection(caller, certificate, vouched);
  }

  /** The key that is presented and good now, or null. */
  private @Nullable Entry find(List<String> authorization) {
    String value = authorization.get(0);
    if (authorization.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    byte[] presented = hash(value.substring(BEARER.length()).strip(), digests.get());
    Entry found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash, presented)) {
        found = entry;
      }
    }
    boolean good =
        found != null && (found.expires == null || clock.instant().isBefore(found.expires));
    return good ? found : null;
  }

  /** Every token, key and name of certificates, and when it was last used. */
  public List<KeyUse> uses() {
    List<KeyUse> uses = new ArrayList<>(entries.stream().map(Entry::use).toList());
    uses.addAll(certificates.uses());
    return List.copyOf(uses);
  }

  private CredentialTable with(
      byte[] hash, @Nullable Instant expires, Principal principal, List<CertificateName> boundTo) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(hash, expires, principal, boundTo));
    return new CredentialTable(more, certificates, anonymous, clock);
  }

  private static byte[] hash(String token, MessageDigest sha) {
    return sha.digest(token.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Entry {
    private final byte[] hash;
    private final @Nullable Instant expires;
    private final Principal principal;
    private final List<CertificateName> boundTo;
    private volatile @Nullable Instant lastUsed;

    Entry(
        byte[] hash,
        @Nullable Instant expires,
        Principal principal,
        List<CertificateName> boundTo) {
      this.boundTo = List.copyOf(boundTo);
      this.hash = hash;
      this.expires = expires;
      this.principal = principal;
    }

    KeyUse use() {
      return new KeyUse(
          Objects.requireNonNullElse(principal.identity().keyId(), ""),
          principal.identity().subject(),
          HexFormat.of().formatHex(hash).substring(0, SHOWN),
          expires,
          lastUsed);
    }
  }
}
