// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.identity;

import io.holdpoint.gateway.tls.PeerCertificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose certificate is whose. Safe for use by many threads. */
final class CertificateTable {

  private final List<Entry> entries;
  private final InstantSource clock;

  private CertificateTable(List<Entry> entries, InstantSource clock) {
    this.entries = List.copyOf(entries);
    this.clock = clock;
  }

  static CertificateTable empty(InstantSource clock) {
    return new CertificateTable(List.of(), clock);
  }

  /**
   * This table with one more name.
   *
   * @param withKey true if such a certificate admits only together with a key of the same
   *     credential
   */
  CertificateTable with(CertificateName name, Principal principal, boolean withKey) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(name, principal, withKey));
    return new CertificateTable(more, clock);
  }

  /** Whose a certificate is that comes alone. */
  Presented alone(PeerCertificate certificate) {
    return switch (find(certificate)) {
      case Found.Nobody nobody -> new Presented.Refused(nobody.why());
      case Found.One one when one.entry().withKey ->
          new Presented.Refused(
              "certificate: got one without the key of its credential (expected: both)");
      case Found.One one -> new Presented.Known(one.entry().shown(certificate, clock.instant()));
    };
  }

  /**
   * What a certificate has against a caller that is known by a token or a key, or empty.
   *
   * @param vouched true if the token itself names the certificate: then no entry need know it
   */
  Optional<String> objection(
      Principal caller, @Nullable PeerCertificate certificate, boolean vouched) {
    if (certificate == null) {
      return Optional.empty();
    }
    return switch (find(certificate)) {
      case Found.Nobody nobody ->
          vouched && nobody.stands() ? Optional.empty() : Optional.of(nobody.why());
      case Found.One one -> {
        Principal other = one.entry().shown(certificate, clock.instant());
        yield other.identity().subject().equals(caller.identity().subject())
            ? Optional.empty()
            : Optional.of(
                "certificate: got that of another caller than the token (expected: one and the"
                    + " same)");
      }
    };
  }

  List<KeyUse> uses() {
    return entries.stream().map(Entry::use).toList();
  }

  private Found find(PeerCertificate certificate) {
    if (!certificate.withdrawn().isEmpty()) {
      return new Found.Nobody(
          "certificate: " + certificate.withdrawn() + " (expected: a new connection)", false);
    }
    if (!clock.instant().isBefore(certificate.notAfter())) {
      return new Found.Nobody(
          "certificate: it ended at " + certificate.notAfter() + " (expected: a renewed one)",
          false);
    }
    List<Entry> fitting = entries.stream().filter(entry -> entry.name.fits(certificate)).toList();
    if (fitting.isEmpty()) {
      return new Found.Nobody(
          "certificate: got one that no credential of this gateway names (expected: a name of"
              + " gateway.credentials)",
          true);
    }
    Principal first = fitting.getFirst().principal;
    return fitting.stream().allMatch(entry -> entry.principal.equals(first))
        ? new Found.One(fitting.getFirst())
        : new Found.Nobody(
            "certificate: got one that several credentials name (expected: names of one)", false);
  }

  private sealed interface Found {

    /** Nobody's; it stands if only no credential names it. */
    record Nobody(String why, boolean stands) implements Found {}

    record One(Entry entry) implements Found {}
  }

  private static final class Entry {
    private final CertificateName name;
    private final Principal principal;
    private final boolean withKey;
    private volatile @Nullable Instant lastUsed;
    private volatile @Nullable Instant ends;

    Entry(CertificateName name, Principal principal, boolean withKey) {
      this.name = name;
      this.principal = principal;
      this.withKey = withKey;
    }

    Principal shown(PeerCertificate certificate, Instant now) {
      ends = certificate.notAfter();
      lastUsed = now;
      return principal;
    }

    KeyUse use() {
      return new KeyUse(
          Objects.requireNonNullElse(principal.identity().keyId(), ""),
          principal.identity().subject(),
          name.shown(),
          ends,
          lastUsed);
    }
  }
}
