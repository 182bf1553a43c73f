// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.gateway.identity.CertificateName;
import io.holdpoint.model.document.DocumentReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what the certificates of a service account are known by. */
final class CallerCertificates {

  private CallerCertificates() {}

  /** The names of a credential's certificates, all of one kind; none if it has none. */
  static List<CertificateName> read(DocumentReader item) {
    if (!item.has("certificate")) {
      return List.of();
    }
    DocumentReader section = item.section("certificate");
    List<CertificateName> names = new ArrayList<>();
    Set<CertificateName.Kind> kinds = new HashSet<>();
    for (CertificateName.Kind kind : CertificateName.Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      for (String text : section.texts(key)) {
        kinds.add(kind);
        try {
          names.add(CertificateName.of(kind, text));
        } catch (IllegalArgumentException e) {
          section.problem(key, String.valueOf(e.getMessage()));
        }
      }
    }
    section.finish();
    if (kinds.size() != 1) {
      item.problem(
          "certificate",
          "got "
              + kinds.size()
              + " kinds of names (expected: one of uri, dns,"
              + " subject, sha256)");
    }
    return List.copyOf(names);
  }

  /** Names are worth something only where certificates are asked for, and belong to one only. */
  static void check(DocumentReader section, GatewayConfig config) {
    Set<CertificateName> all = new HashSet<>();
    boolean wrong = section.has("tls") && !config.tls().isOn();
    for (GatewayConfig.Credential credential : config.credentials()) {
      if (!credential.certificates().stream().allMatch(all::add)) {
        section.problem(
            "credentials",
            "got a certificate of " + credential.name() + " twice (expected: each name once)");
      }
      if (!credential.certificates().isEmpty() && !wrong && !config.tls().asksForCertificates()) {
        section.problem(
            "credentials",
            "got a certificate of "
                + credential.name()
                + " where none is asked for (expected: tls with client-ca)");
      }
    }
  }
}
