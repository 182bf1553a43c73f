// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What one end of the channel shows, and whom it believes.
 *
 * @param key its private key
 * @param certificate its own certificate
 * @param authority the only one whose signature it believes
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {

  public TlsIdentity {
    requireNonNull(key, "key");
    requireNonNull(certificate, "certificate");
    requireNonNull(authority, "authority");
  }

  /** For the side of TLS that shows a certificate. */
  public KeyManager[] keyManagers() {
    char[] password = Keytool.PASSWORD.toCharArray();
    try {
      KeyStore store = empty();
      store.setKeyEntry("own", key, password, new X509Certificate[] {certificate, authority});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new TrustException("TLS key: cannot be used: " + e.getMessage(), e);
    }
  }

  /** For the side of TLS that is shown one. */
  public TrustManager[] trustManagers() {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new TrustException("TLS authority: cannot be used: " + e.getMessage(), e);
    }
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    return store;
  }
}
