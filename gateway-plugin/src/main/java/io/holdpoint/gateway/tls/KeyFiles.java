// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import io.holdpoint.gateway.tls.TlsSettings.OwnKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Reads certificates, keys and revocation lists; every fault names its file. */
final class KeyFiles {

  private static final int LARGEST = 64 * 1024 * 1024;
  private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private KeyFiles() {}

  /** A private key with its certificate and those between it and its authority. */
  record Own(PrivateKey key, List<X509Certificate> chain) {}

  /** The key of the listener, which fits its certificate; that one is good now. */
  static Own own(OwnKey files) throws TlsFileException {
    Own own =
        switch (files) {
          case OwnKey.Pem pem -> new Own(key(pem.key()), certificates(pem.certificate()));
          case OwnKey.Store store -> inStore(store);
        };
    Path named = files.files().getFirst();
    try {
      own.chain().getFirst().checkValidity();
    } catch (CertificateExpiredException e) {
      throw new TlsFileException(
          named
              + ": got a certificate that ended at "
              + own.chain().getFirst().getNotAfter().toInstant()
              + " (expected: one that is good now)",
          e);
    } catch (CertificateNotYetValidException e) {
      throw new TlsFileException(
          named
              + ": got a certificate that begins at "
              + own.chain().getFirst().getNotBefore().toInstant()
              + " (expected: one that is good now)",
          e);
    }
    checkFits(own, named);
    return own;
  }

  /** Certificates in PEM, at least one. */
  static List<X509Certificate> certificates(Path file) throws TlsFileException {
    byte[] bytes = bytes(file);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new TlsFileException(file + ": got no certificate (expected: PEM)");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new TlsFileException(file + ": got no certificates (expected: PEM)", e);
    }
  }

  /** Revocation lists in PEM or DER, at least one. */
  static List<CRL> revocations(Path file) throws TlsFileException {
    byte[] bytes = bytes(file);
    try {
      List<CRL> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCRLs(new ByteArrayInputStream(bytes)));
      if (found.isEmpty()) {
        throw new TlsFileException(file + ": got no revocation list (expected: a CRL in PEM)");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new TlsFileException(file + ": got no revocation list (expected: a CRL in PEM)", e);
    }
  }

  private static PrivateKey key(Path file) throws TlsFileException {
    String pem = new String(bytes(file), StandardCharsets.US_ASCII);
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new TlsFileException(
          file
              + ": got no key of this form (expected: \""
              + BEGIN
              + "\", not encrypted; openssl pkcs8 -topk8 -nocrypt makes one of other forms)");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw new TlsFileException(file + ": got a key that is no Base64 (expected: PEM)", e);
    }
    for (String kind : KEY_KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException otherKind) {
        // Tried as the next kind; told below if it is none.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("keys: got a platform without " + kind, e);
      }
    }
    throw new TlsFileException(file + ": got a key of another kind (expected: " + KEY_KINDS + ")");
  }

  private static Own inStore(OwnKey.Store files) throws TlsFileException {
    Path file = files.keystore();
    Path passwordFile = files.passwordFile();
    char[] password =
        (passwordFile == null
                ? files.password()
                : new String(bytes(passwordFile), StandardCharsets.UTF_8).strip())
            .toCharArray();
    byte[] bytes = bytes(file);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password);
      List<String> keys =
          Collections.list(store.aliases()).stream().filter(name -> isKey(store, name)).toList();
      if (keys.size() != 1) {
        throw new TlsFileException(
            file + ": got " + keys.size() + " keys (expected: one with its certificate)");
      }
      Certificate[] chain = store.getCertificateChain(keys.getFirst());
      return new Own(
          (PrivateKey) store.getKey(keys.getFirst(), password),
          Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    } catch (GeneralSecurityException e) {
      throw new TlsFileException(file + ": cannot be read (expected: PKCS#12)", e);
    } catch (TlsFileException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsFileException(
          file + ": cannot be opened (expected: PKCS#12, and its password)", e);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  private static boolean isKey(KeyStore store, String name) {
    try {
      return store.isKeyEntry(name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keystore: got one that was not loaded", e);
    }
  }

  private static void checkFits(Own own, Path named) throws TlsFileException {
    byte[] probe = {1, 2, 3};
    String kind = own.key().getAlgorithm();
    String algorithm =
        switch (kind) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "EdDSA";
        };
    boolean fits;
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(own.key());
      signing.update(probe);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(own.chain().getFirst().getPublicKey());
      checking.update(probe);
      fits = checking.verify(signature);
    } catch (InvalidKeyException | SignatureException otherKind) {
      fits = false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys: got a platform without " + algorithm, e);
    }
    if (!fits) {
      throw new TlsFileException(
          named + ": got a certificate that is not the key's (expected: its own one first)");
    }
  }

  private static byte[] bytes(Path file) throws TlsFileException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new TlsFileException(file + ": got more than " + LARGEST + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (TlsFileException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsFileException(file + ": cannot be read (expected: a file of this user's)", e);
    }
  }
}
