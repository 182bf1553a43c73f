// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.tls.PeerCertificate;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * What tells the certificates of one service account from all others of the same authorities.
 *
 * @param kind where it stands in a certificate
 * @param value in the one form it is compared in
 */
public record CertificateName(Kind kind, String value) {

  private static final Pattern DNS =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** Places in a certificate. */
  public enum Kind {
    /** An alternative name that is a URI, such as a SPIFFE id; compared as it stands. */
    URI,
    /** An alternative name that is a DNS name; no wildcards. */
    DNS,
    /** The whole subject. */
    SUBJECT,
    /** The SHA-256 of the whole certificate. */
    SHA256
  }

  public CertificateName {
    requireNonNull(kind, "kind");
    requireNonNull(value, "value");
  }

  /**
   * A name as people write it.
   *
   * @throws IllegalArgumentException if it is none of its kind
   */
  public static CertificateName of(Kind kind, String text) {
    return new CertificateName(
        kind,
        switch (kind) {
          case URI -> uri(text);
          case DNS -> checked(text.toLowerCase(Locale.ROOT), DNS, text, "a DNS name");
          case SUBJECT -> subject(text);
          case SHA256 -> fingerprint(text);
        });
  }

  /** True if the certificate is one of those. */
  boolean fits(PeerCertificate certificate) {
    return switch (kind) {
      case URI -> certificate.uris().contains(value);
      case DNS -> certificate.dnsNames().contains(value);
      case SUBJECT -> certificate.subject().equals(value);
      case SHA256 -> certificate.sha256().equals(value);
    };
  }

  /** For people, short. */
  String shown() {
    return kind == Kind.SHA256
        ? value.substring(0, 8)
        : kind.name().toLowerCase(Locale.ROOT) + " " + value;
  }

  private static String uri(String text) {
    try {
      if (new URI(text).isAbsolute()) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("got \"" + text + "\" (expected: a URI)", e);
    }
    throw new IllegalArgumentException(
        "got \"" + text + "\" (expected: a whole URI, for example spiffe://example.org/agent)");
  }

  private static String subject(String text) {
    try {
      String name = new X500Principal(text).getName(X500Principal.CANONICAL);
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "got \"" + text + "\" (expected: a distinguished name, for example CN=agent,O=Example)",
          e);
    }
    throw new IllegalArgumentException("got \"\" (expected: a distinguished name)");
  }

  /** With or without the colons that tools put between bytes. */
  private static String fingerprint(String text) {
    String plain = text.replace(":", "").toLowerCase(Locale.ROOT);
    if (!ApiKey.isHash(plain)) {
      throw new IllegalArgumentException(
          "got \"" + text + "\" (expected: the SHA-256 of a certificate, 64 hexadecimal digits)");
    }
    return plain;
  }

  private static String checked(String value, Pattern rule, String text, String what) {
    if (!rule.matcher(value).matches()) {
      throw new IllegalArgumentException("got \"" + text + "\" (expected: " + what + ")");
    }
    return value;
  }
}
