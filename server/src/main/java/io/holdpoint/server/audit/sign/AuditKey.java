// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.sign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.holdpoint.model.audit.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The key that signs a journal: Ed25519 (RFC 8032). Safe for use by many threads. */
public final class AuditKey {

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey secret;
  private final String name;

  private AuditKey(PrivateKey secret, String name) {
    this.secret = secret;
    this.name = name;
  }

  /**
   * The key of a data folder, made the first time. Its public half lies beside it, for those who
   * verify.
   *
   * @param file the secret half, for its owner only
   * @param publicFile the public half
   * @throws IOException if it cannot be read or written, or is no such key
   */
  public static AuditKey open(Path file, Path publicFile) throws IOException {
    try {
      String[] halves = Files.readString(file, US_ASCII).strip().split("\n", 2);
      if (halves.length != 2) {
        throw new IOException(file + ": got another text (expected: two lines of Base64)");
      }
      byte[] encoded = Base64.getDecoder().decode(halves[0].strip());
      PrivateKey secret =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new AuditKey(secret, halves[1].strip());
    } catch (NoSuchFileException none) {
      return make(file, publicFile);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + ": got something else (expected: an Ed25519 key)", e);
    }
  }

  /** The public half: X.509 SubjectPublicKeyInfo in Base64. */
  public String name() {
    return name;
  }

  /** The checkpoint with this key's signature. */
  public Checkpoint sign(Checkpoint unsigned) {
    return unsigned.signedBy(name, sign(unsigned.signedText()));
  }

  /** The signature over an ASCII text, in Base64. */
  public String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(text.getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("journal: cannot be signed: " + e.getMessage(), e);
    }
  }

  /** True if a checkpoint was signed by the key it names. */
  public static boolean holds(Checkpoint checkpoint) {
    return holds(checkpoint.key(), checkpoint.signedText(), checkpoint.signature());
  }

  /** True if {@code signature} is that of {@code key}'s owner on {@code text}. */
  public static boolean holds(String key, String text, String signature) {
    try {
      PublicKey known =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(known);
      check.update(text.getBytes(US_ASCII));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  /**
   * Reads a public half as {@link #open} writes it, or as other tools do.
   *
   * @return it as {@link #name} gives it
   * @throws IOException if it cannot be read or is no such key
   */
  public static String readPublic(Path file) throws IOException {
    String text = Files.readString(file, US_ASCII);
    String base64 = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
    try {
      KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
      return base64;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + ": got something else (expected: PEM of an Ed25519 key)", e);
    }
  }

  private static AuditKey make(Path file, Path publicFile) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      Base64.Encoder encoder = Base64.getEncoder();
      String name = encoder.encodeToString(pair.getPublic().getEncoded());
      String secret = encoder.encodeToString(pair.getPrivate().getEncoded());
      Files.writeString(
          publicFile,
          "-----BEGIN PUBLIC KEY-----\n" + name + "\n-----END PUBLIC KEY-----\n",
          US_ASCII);
      Path half = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(half);
      Files.createFile(half, ownerOnly(half));
      Files.writeString(half, secret + "\n" + name + "\n", US_ASCII);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      return new AuditKey(pair.getPrivate(), name);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": no key can be made", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
