// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and its certificate, with that of the authority. */
public record TestIdentity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Writes both in PEM, each in one step. */
  public void write(Path certificateFile, Path keyFile) throws IOException {
    replace(keyFile, TestAuthority.pem("PRIVATE KEY", key.getEncoded()));
    replace(certificateFile, pem(certificate));
  }

  /** Writes both in PKCS#12. */
  public void write(Path store, String password) throws IOException, GeneralSecurityException {
    try (var out = Files.newOutputStream(store)) {
      store(password.toCharArray()).store(out, password.toCharArray());
    }
  }

  public static String pem(X509Certificate certificate) {
    try {
      return TestAuthority.pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody sees half of it. */
  public static void replace(Path file, String text) throws IOException {
    Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** For a client that trusts an authority and shows {@code own}, if it has any. */
  public static SSLContext client(X509Certificate trusted, @Nullable TestIdentity own)
      throws IOException, GeneralSecurityException {
    return client(trusted, own == null ? null : own.keys());
  }

  public static SSLContext client(X509Certificate trusted, KeyManager @Nullable [] keys)
      throws IOException, GeneralSecurityException {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, PASSWORD);
    authorities.setCertificateEntry("authority", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  public KeyManager[] keys() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(PASSWORD), PASSWORD);
    return keys.getKeyManagers();
  }

  private KeyStore store(char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("own", key, password, new Certificate[] {certificate, authority});
    return store;
  }
}
