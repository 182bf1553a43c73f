// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import io.holdpoint.gateway.tls.TlsSettings.OwnKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of the files gave. Sessions are resumed within it only, so nobody resumes what
 * other files had admitted. Immutable.
 */
final class TlsMaterial {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] SPOKEN = {"http/1.1"};
  private static final int RESUMED_SECONDS = 600;
  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;
  private final TlsSettings.ClientAuth clientAuth;
  private final @Nullable X509TrustManager callers;
  private final long generation;

  private TlsMaterial(
      SSLContext context,
      TlsSettings.ClientAuth clientAuth,
      @Nullable X509TrustManager callers,
      long generation) {
    this.context = context;
    this.clientAuth = clientAuth;
    this.callers = callers;
    this.generation = generation;
  }

  /**
   * Reads the files.
   *
   * @param generation tells one reading from another
   */
  static TlsMaterial load(TlsSettings settings, long generation) throws TlsFileException {
    OwnKey files = settings.own();
    if (files == null) {
      throw new IllegalArgumentException("tls: got none (expected: a certificate and a key)");
    }
    KeyFiles.Own own = KeyFiles.own(files);
    Path clientCa = settings.clientCa();
    X509TrustManager callers =
        clientCa == null || !settings.asksForCertificates()
            ? null
            : trust(clientCa, settings.crl());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys(own.key(), own.chain()).getKeyManagers(),
          callers == null ? new TrustManager[0] : new TrustManager[] {callers},
          null);
      context.getServerSessionContext().setSessionTimeout(RESUMED_SECONDS);
      return new TlsMaterial(context, settings.clientAuth(), callers, generation);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("tls: got a platform without TLS (expected: one with)", e);
    }
  }

  long generation() {
    return generation;
  }

  /** The server's end of a new connection. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setApplicationProtocols(SPOKEN);
    parameters.setUseCipherSuitesOrder(true);
    switch (clientAuth) {
      case NONE -> {}
      case OPTIONAL -> parameters.setWantClientAuth(true);
      case REQUIRED -> parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** True if a caller with these certificates could connect. */
  boolean admits(List<X509Certificate> chain) {
    X509TrustManager judge = callers;
    if (judge == null) {
      return false;
    }
    try {
      judge.checkClientTrusted(
          chain.toArray(X509Certificate[]::new), chain.getFirst().getPublicKey().getAlgorithm());
      return true;
    } catch (CertificateException notAnyMore) {
      return false;
    }
  }

  private static KeyManagerFactory keys(PrivateKey key, List<X509Certificate> chain)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys;
  }

  /** With a list of what was revoked, every certificate has to be covered by one that is fresh. */
  private static X509TrustManager trust(Path clientCa, @Nullable Path crl) throws TlsFileException {
    List<X509Certificate> authorities = KeyFiles.certificates(clientCa);
    try {
      KeyStore trusted = empty();
      for (int i = 0; i < authorities.size(); i++) {
        trusted.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      PKIXBuilderParameters rules = new PKIXBuilderParameters(trusted, new X509CertSelector());
      rules.setRevocationEnabled(crl != null);
      if (crl != null) {
        PKIXRevocationChecker checker =
            (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
            EnumSet.of(
                PKIXRevocationChecker.Option.PREFER_CRLS,
                PKIXRevocationChecker.Option.NO_FALLBACK));
        rules.addCertPathChecker(checker);
        rules.addCertStore(
            CertStore.getInstance(
                "Collection", new CollectionCertStoreParameters(KeyFiles.revocations(crl))));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(rules));
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (TlsFileException e) {
      throw e;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsFileException(clientCa + ": cannot be used (expected: authorities in PEM)", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}
