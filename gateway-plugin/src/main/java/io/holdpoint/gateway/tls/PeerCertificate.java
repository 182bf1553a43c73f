// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.json.Hashes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate a caller proved to hold the key of, in a handshake with this listener; nothing in
 * a request can make one.
 *
 * @param sha256 of the whole certificate, lower-case hexadecimal
 * @param uris its alternative names that are URIs
 * @param dnsNames its alternative names that are DNS names, in lower case
 * @param subject its distinguished name, in canonical form
 * @param notAfter when it ends
 * @param withdrawn why it does not count any more, empty if it does
 */
public record PeerCertificate(
    String sha256,
    Set<String> uris,
    Set<String> dnsNames,
    String subject,
    Instant notAfter,
    String withdrawn) {

  private static final int DNS = 2;
  private static final int URI = 6;

  public PeerCertificate {
    requireNonNull(sha256, "sha256");
    uris = Set.copyOf(uris);
    dnsNames = Set.copyOf(dnsNames);
    requireNonNull(subject, "subject");
    requireNonNull(notAfter, "notAfter");
    requireNonNull(withdrawn, "withdrawn");
  }

  static PeerCertificate of(X509Certificate certificate) {
    try {
      return new PeerCertificate(
          HexFormat.of().formatHex(Hashes.sha256().digest(certificate.getEncoded())),
          names(certificate, URI),
          names(certificate, DNS).stream()
              .map(name -> name.toLowerCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet()),
          certificate.getSubjectX500Principal().getName(X500Principal.CANONICAL),
          certificate.getNotAfter().toInstant(),
          "");
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("certificate: got one that was read but has no form", e);
    }
  }

  /** True if it does not count any more. */
  boolean isWithdrawn() {
    return !withdrawn.isEmpty();
  }

  /** Its SHA-256 as tokens name it that are bound to it (RFC 8705, {@code x5t#S256}). */
  public String thumbprint() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(sha256));
  }

  PeerCertificate withdrawn(String why) {
    return new PeerCertificate(sha256, uris, dnsNames, subject, notAfter, why);
  }

  private static Set<String> names(X509Certificate certificate, int kind) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .filter(name -> name.getFirst() instanceof Integer type && type == kind)
              .map(name -> (String) name.get(1))
              .collect(Collectors.toUnmodifiableSet());
    } catch (CertificateParsingException unreadable) {
      return Set.of();
    }
  }
}
