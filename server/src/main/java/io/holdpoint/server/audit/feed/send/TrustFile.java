// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.feed.send;

import io.holdpoint.collector.tls.TlsFiles;
import io.holdpoint.collector.tls.TlsMaterial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates a far end may show. */
public final class TrustFile {

  private TrustFile() {}

  /**
   * What connections are made with.
   *
   * @param file certificates in PEM; those of the platform if empty
   * @param own what a far end is shown that asks for a certificate
   * @throws IOException if a file does not hold what it should
   */
  public static SSLContext context(Optional<Path> file, Optional<TlsFiles> own) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(file.isPresent() ? store(file.get()) : null);
      KeyManager @Nullable [] keys = own.isPresent() ? TlsMaterial.load(own.get()).keys() : null;
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          file.map(Path::toString).orElse("trust")
              + ": got something else (expected: certificates in PEM)",
          e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
    if (certificates.isEmpty()) {
      throw new IOException(file + ": got no certificate (expected: at least one in PEM)");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number, certificate);
      number++;
    }
    return store;
  }
}
