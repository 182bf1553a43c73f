// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A listener's certificate and key, and whose certificates it asks for. Immutable. */
public final class TlsMaterial {

  /** TLS 1.2 and newer. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private static final char[] NO_PASSWORD = {};
  private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final KeyManager[] keys;
  private final TrustManager[] authorities;

  private TlsMaterial(KeyManager[] keys, TrustManager[] authorities) {
    this.keys = keys;
    this.authorities = authorities;
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read or does not hold what it should; the message names it
   *     and holds nothing of the key
   */
  public static TlsMaterial load(TlsFiles files) throws IOException {
    Path authority = files.clientAuthority();
    try {
      List<Certificate> chain = certificates(files.certificate());
      KeyStore own = empty();
      own.setKeyEntry("own", key(files.key()), NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);
      if (authority == null) {
        return new TlsMaterial(keys.getKeyManagers(), new TrustManager[0]);
      }
      KeyStore trusted = empty();
      List<Certificate> authorities = certificates(authority);
      for (int i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      return new TlsMaterial(keys.getKeyManagers(), trust.getTrustManagers());
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "tls: got a certificate and a key that do not fit (expected: PEM, the key's own chain): "
              + files.certificate(),
          e);
    }
  }

  /** True if senders must show a certificate. */
  public boolean asksForCertificates() {
    return authorities.length > 0;
  }

  /** Shows the own certificate. */
  public KeyManager[] keys() {
    return keys.clone();
  }

  /** Judge the certificates of senders; none if they need not show any. */
  public TrustManager[] authorities() {
    return authorities.clone();
  }

  /** Both as Java's own TLS wants them. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, asksForCertificates() ? authorities : null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("tls: got a platform without TLS (expected: one with)", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new IOException("tls: got no certificate in " + file + " (expected: one in PEM)");
      }
      return found;
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "tls: got no key in " + file + " (expected: \"" + BEGIN + "\", not encrypted)");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw new IOException("tls: got a key in " + file + " that is no Base64 (expected: PEM)", e);
    }
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException otherKind) {
        // Tried as the next kind; told below if it is none.
      }
    }
    throw new IOException(
        "tls: got a key of another kind in " + file + " (expected: one of " + KEY_KINDS + ")");
  }
}
