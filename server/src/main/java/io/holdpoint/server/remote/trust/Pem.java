// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as text (RFC 7468). */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  static String of(X509Certificate certificate) throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String of(PublicKey key) {
    return block("PUBLIC KEY", key.getEncoded());
  }

  static X509Certificate certificate(String text) throws GeneralSecurityException {
    byte[] der = bytes("CERTIFICATE", text);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  static PrivateKey privateKey(String algorithm, String text) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(bytes("PRIVATE KEY", text)));
  }

  static PublicKey publicKey(String algorithm, String text) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(bytes("PUBLIC KEY", text)));
  }

  private static String block(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + new String(LINES.encode(der), US_ASCII)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static byte[] bytes(String what, String text) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(text);
    if (!block.matches() || !block.group(1).equals(what)) {
      throw new GeneralSecurityException("got another text (expected: PEM of a " + what + ")");
    }
    return Base64.getMimeDecoder().decode(block.group(2));
  }
}
