// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import io.holdpoint.gateway.tls.TlsSettings.ClientAuth;
import io.holdpoint.gateway.tls.TlsSettings.OwnKey;
import io.holdpoint.model.document.DocumentReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code tls}, and its files once, so that what is wrong with them is told. */
final class TlsSection {

  private final DocumentReader section;
  private final UnaryOperator<Path> resolve;

  TlsSection(DocumentReader section, UnaryOperator<Path> resolve) {
    this.section = section;
    this.resolve = resolve;
  }

  TlsSettings read(DocumentReader parent) {
    OwnKey own = own();
    Path clientCa = path("client-ca");
    Path crl = path("crl");
    ClientAuth usual = clientCa == null ? ClientAuth.NONE : ClientAuth.REQUIRED;
    ClientAuth auth = section.choice("client-auth", ClientAuth.class, usual);
    Duration reload = section.duration("reload", TlsSettings.RELOAD);
    section.finish();
    if ((clientCa == null) != (auth == ClientAuth.NONE)) {
      section.problem(
          "client-auth",
          "got \""
              + auth.name().toLowerCase(java.util.Locale.ROOT)
              + (clientCa == null ? "\" without" : "\" with")
              + " client-ca (expected: optional or required together with client-ca)");
      return TlsSettings.OFF;
    }
    if (crl != null && clientCa == null) {
      section.problem("crl", "got a list without client-ca (expected: both)");
      return TlsSettings.OFF;
    }
    if (own == null) {
      return TlsSettings.OFF;
    }
    TlsSettings settings = new TlsSettings(own, clientCa, auth, crl, reload);
    try {
      TlsMaterial.load(settings, 0);
    } catch (TlsFileException e) {
      parent.problem("tls", String.valueOf(e.getMessage()));
    }
    return settings;
  }

  private @Nullable OwnKey own() {
    Path certificate = path("certificate");
    Path key = path("key");
    Path store = path("keystore");
    String password = section.text("password", "");
    Path passwordFile = path("password-file");
    boolean pem = certificate != null || key != null;
    if (pem == (store != null) || (pem && (certificate == null || key == null))) {
      section.problem(
          "certificate",
          "got "
              + (pem ? store == null ? "half of a pair" : "a keystore too" : "nothing")
              + " (expected: certificate and key, or keystore)");
      return null;
    }
    if (certificate != null && key != null) {
      return new OwnKey.Pem(certificate, key);
    }
    if (store == null || password.isEmpty() == (passwordFile == null)) {
      section.problem(
          "password",
          "got "
              + (password.isEmpty() ? "none" : "two")
              + " (expected: password, best from an environment variable, or password-file)");
      return null;
    }
    return new OwnKey.Store(store, password, passwordFile);
  }

  private @Nullable Path path(String name) {
    String text = section.text(name, "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return resolve.apply(Path.of(text));
    } catch (InvalidPathException e) {
      section.problem(name, "got \"" + text + "\" (expected: a file)");
      return null;
    }
  }
}
