// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** An authority with a real key: issues certificates and lists of those it revoked. */
public final class TestAuthority {

  private static final byte[] ECDSA_SHA256 = {
    0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1d, 0x13};
  private static final byte[] ALTERNATIVE_NAMES = {0x06, 0x03, 0x55, 0x1d, 0x11};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final KeyPair keys;
  private final X500Principal name;
  private final X509Certificate certificate;
  private long serial = 1;

  public TestAuthority(String name) {
    this.name = new X500Principal(name);
    this.keys = fresh();
    byte[] authority = sequence(BASIC_CONSTRAINTS, octets(sequence(tag(0x01, (byte) 0xff))));
    this.certificate =
        sign(this.name, keys, Instant.now().minusSeconds(60), Duration.ofHours(1), authority);
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** A certificate that is good for an hour. */
  public TestIdentity issue(String subject, Name... names) {
    return issue(subject, Instant.now().minusSeconds(60), Duration.ofHours(1), names);
  }

  public TestIdentity issue(String subject, Instant from, Duration life, Name... names) {
    KeyPair own = fresh();
    byte[] all =
        sequence(List.of(names).stream().map(n -> tag(n.tag(), n.value())).toArray(byte[][]::new));
    byte[] extension = names.length == 0 ? new byte[0] : sequence(ALTERNATIVE_NAMES, octets(all));
    X509Certificate issued = sign(new X500Principal(subject), own, from, life, extension);
    return new TestIdentity(own.getPrivate(), issued, certificate);
  }

  /** An alternative name. */
  @SuppressWarnings("ArrayRecordComponent") // Encoded once, never compared or changed.
  public record Name(int tag, byte[] value) {
    public static Name uri(String uri) {
      return new Name(0x86, uri.getBytes(StandardCharsets.US_ASCII));
    }

    public static Name dns(String name) {
      return new Name(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    public static Name loopback() {
      return new Name(0x87, new byte[] {127, 0, 0, 1});
    }
  }

  /** A list of revoked certificates, in PEM. */
  public String revoking(X509Certificate... revoked) {
    Instant now = Instant.now();
    byte[][] entries = new byte[revoked.length][];
    for (int i = 0; i < revoked.length; i++) {
      entries[i] = sequence(integer(revoked[i].getSerialNumber()), time(now));
    }
    byte[] list =
        sequence(
            integer(BigInteger.ONE),
            ECDSA_SHA256,
            name.getEncoded(),
            time(now.minusSeconds(60)),
            time(now.plusSeconds(3600)),
            revoked.length == 0 ? new byte[0] : sequence(entries));
    return pem("X509 CRL", signed(list));
  }

  public static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private X509Certificate sign(
      X500Principal subject, KeyPair own, Instant from, Duration life, byte[] extension) {
    byte[] body =
        sequence(
            tag(0xa0, integer(BigInteger.TWO)),
            integer(BigInteger.valueOf(serial++)),
            ECDSA_SHA256,
            name.getEncoded(),
            sequence(time(from), time(from.plus(life))),
            subject.getEncoded(),
            own.getPublic().getEncoded(),
            extension.length == 0 ? extension : tag(0xa3, sequence(extension)));
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed(body)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] signed(byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      return sequence(body, ECDSA_SHA256, tag(0x03, join(new byte[1], signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair fresh() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] time(Instant at) {
    return tag(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] integer(BigInteger value) {
    return tag(0x02, value.toByteArray());
  }

  private static byte[] octets(byte[] value) {
    return tag(0x04, value);
  }

  private static byte[] sequence(byte[]... parts) {
    return tag(0x30, join(parts));
  }

  private static byte[] tag(int tag, byte... value) {
    int length = value.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : length < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return join(head, value);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
