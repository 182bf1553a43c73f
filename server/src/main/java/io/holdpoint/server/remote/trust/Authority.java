// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine's keys: it signs the certificates of both ends and seals signals. They lie in a folder
 * of the data folder, apart from its lock, so that a gateway can be enrolled while the engine runs.
 */
public final class Authority {

  /** What the engine's certificate is made out to, wherever it runs. */
  public static final String ENGINE_NAME = "holdpoint-engine";

  private static final String KEYS = "keys.p12";
  private static final String TELEMETRY = "telemetry.token";
  private static final int TOKEN_BYTES = 32;
  private static final String LOCK = "lock";
  private static final List<String> EC = List.of("-keyalg", "EC", "-groupname", "secp256r1");
  private static final List<String> ED25519 = List.of("-keyalg", "Ed25519");
  private static final char[] PASSWORD = Keytool.PASSWORD.toCharArray();

  private final Path folder;
  private final KeyStore keys;
  private final Keytool keytool;

  private Authority(Path folder, KeyStore keys, Keytool keytool) {
    this.folder = folder;
    this.keys = keys;
    this.keytool = keytool;
  }

  /**
   * Opens the keys of a folder; the first time they are made, which takes some seconds.
   *
   * @throws TrustException if they cannot be made or read
   */
  public static Authority open(Path folder) {
    requireNonNull(folder, "folder");
    Keytool keytool = new Keytool();
    Path file = folder.resolve(KEYS);
    try {
      OwnerOnly.folder(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!Files.exists(file)) {
          make(folder, file, keytool);
        }
        requireNonNull(lock, "lock");
      }
      return new Authority(folder, load(file), keytool);
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustException("control channel keys in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** What the engine shows to gateways. */
  public TlsIdentity engine() {
    return new TlsIdentity(key("engine"), certificate("engine"), certificate("authority"));
  }

  /** Seals signals. */
  public PrivateKey sealing() {
    return key("signals");
  }

  /** Checks seals. */
  public PublicKey sealed() {
    return certificate("signals").getPublicKey();
  }

  /** What gateways show to the collector. */
  public String telemetryToken() {
    try {
      return Files.readString(folder.resolve(TELEMETRY)).strip();
    } catch (IOException e) {
      throw new TrustException(folder.resolve(TELEMETRY) + " cannot be read: " + e, e);
    }
  }

  /** The gateways enrolled here. */
  public EnrolledGateways gateways() {
    return new EnrolledGateways(folder);
  }

  /**
   * Enrols a gateway; one of the same name before it is replaced, so that its old file is worth
   * nothing any more.
   *
   * @param gateway its name
   * @param engine host:port under which it will reach the engine
   * @param collector where it will send spans
   */
  public Enrolment enrol(String gateway, String engine, URI collector) {
    EnrolledGateways.checkedName(gateway);
    try {
      Path workplace = OwnerOnly.workplace(folder);
      try {
        Path store = workplace.resolve("gateway.p12");
        X509Certificate certificate =
            issue(
                keytool,
                folder.resolve(KEYS),
                store,
                gateway,
                List.of("EKU=clientAuth", "KU=digitalSignature"));
        PrivateKey key = (PrivateKey) load(store).getKey("own", PASSWORD);
        gateways().put(gateway, certificate);
        return new Enrolment(
            gateway,
            engine,
            collector,
            telemetryToken(),
            new TlsIdentity(key, certificate, certificate("authority")),
            sealed());
      } finally {
        delete(workplace);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustException("gateway " + gateway + ": cannot be enrolled: " + e.getMessage(), e);
    }
  }

  private static void make(Path folder, Path file, Keytool keytool)
      throws IOException, GeneralSecurityException {
    Path workplace = OwnerOnly.workplace(folder);
    try {
      Path store = workplace.resolve(KEYS);
      keytool.makeKeys(
          store, "authority", "holdpoint-authority", EC, List.of("BC=ca:true", "KU=keyCertSign"));
      keytool.makeKeys(store, "signals", "holdpoint-signals", ED25519, List.of());
      Path engineStore = workplace.resolve("engine.p12");
      X509Certificate certificate =
          issue(
              keytool,
              store,
              engineStore,
              ENGINE_NAME,
              List.of("EKU=serverAuth", "KU=digitalSignature", "SAN=dns:" + ENGINE_NAME));
      KeyStore keys = load(store);
      keys.setKeyEntry(
          "engine",
          load(engineStore).getKey("own", PASSWORD),
          PASSWORD,
          new X509Certificate[] {certificate, (X509Certificate) keys.getCertificate("authority")});
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      keys.store(bytes, PASSWORD);
      byte[] token = new byte[TOKEN_BYTES];
      new SecureRandom().nextBytes(token);
      OwnerOnly.write(
          folder.resolve(TELEMETRY), HexFormat.of().formatHex(token).getBytes(US_ASCII));
      OwnerOnly.write(file, bytes.toByteArray());
    } finally {
      delete(workplace);
    }
  }

  /** Makes a key pair as {@code own} in {@code store} and has it certified. */
  private static X509Certificate issue(
      Keytool keytool, Path authority, Path store, String name, List<String> extensions)
      throws IOException, GeneralSecurityException {
    Path request = store.resolveSibling(name + ".csr");
    Path signed = store.resolveSibling(name + ".cer");
    keytool.makeKeys(store, "own", name, EC, List.of());
    keytool.request(store, "own", request);
    keytool.sign(authority, "authority", request, signed, extensions);
    return Pem.certificate(Files.readString(signed));
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private PrivateKey key(String alias) {
    try {
      return (PrivateKey)
          requireNonNull(keys.getKey(alias, PASSWORD), () -> alias + " in " + folder);
    } catch (GeneralSecurityException e) {
      throw new TrustException("key " + alias + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  private X509Certificate certificate(String alias) {
    try {
      return (X509Certificate)
          requireNonNull(keys.getCertificate(alias), () -> alias + " in " + folder);
    } catch (GeneralSecurityException e) {
      throw new TrustException("certificate " + alias + " in " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path workplace) throws IOException {
    try (Stream<Path> files = Files.list(workplace)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(workplace);
  }
}
