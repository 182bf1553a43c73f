// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.tls;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the listener for agents.
 *
 * @param own where its certificate and key are, or null for plain text
 * @param clientCa file with the authorities whose certificates callers may show, or null
 * @param clientAuth whether callers show one
 * @param crl file with what those authorities revoked, or null
 * @param reload how long the files are not looked at again
 */
public record TlsSettings(
    @Nullable OwnKey own,
    @Nullable Path clientCa,
    ClientAuth clientAuth,
    @Nullable Path crl,
    Duration reload) {

  /** How long files are not looked at again where nothing is said. */
  public static final Duration RELOAD = Duration.ofSeconds(5);

  /** Plain text. */
  public static final TlsSettings OFF = new TlsSettings(null, null, ClientAuth.NONE, null, RELOAD);

  public TlsSettings {
    requireNonNull(clientAuth, "clientAuth");
    requireNonNull(reload, "reload");
    if (clientAuth != ClientAuth.NONE && (own == null || clientCa == null)) {
      throw new IllegalArgumentException(
          "client-auth: got " + clientAuth + " (expected: a certificate of its own and client-ca)");
    }
  }

  /** Whether callers show certificates. */
  public enum ClientAuth {
    /** They are not asked for any. */
    NONE,
    /** They are asked, and may have none. */
    OPTIONAL,
    /** Without one there is no connection. */
    REQUIRED
  }

  /** Where a certificate and its key are. */
  public sealed interface OwnKey {

    /** The files. */
    List<Path> files();

    /**
     * Two files in PEM.
     *
     * @param certificate the certificate, then those between it and its authority
     * @param key its private key, not encrypted
     */
    record Pem(Path certificate, Path key) implements OwnKey {
      @Override
      public List<Path> files() {
        return List.of(certificate, key);
      }
    }

    /**
     * One file in PKCS#12 with one key.
     *
     * @param password of the file, given once; empty if it stands in a file
     * @param passwordFile holds the password, or null
     */
    record Store(Path keystore, String password, @Nullable Path passwordFile) implements OwnKey {
      @Override
      public List<Path> files() {
        return passwordFile == null ? List.of(keystore) : List.of(keystore, passwordFile);
      }

      /** Without the password. */
      @Override
      public String toString() {
        return "Store[" + keystore + "]";
      }
    }
  }

  /** True if the listener speaks TLS. */
  public boolean isOn() {
    return own != null;
  }

  /** True if callers may be known by certificates. */
  public boolean asksForCertificates() {
    return clientAuth != ClientAuth.NONE;
  }

  /** Every file all of this comes from. */
  List<Path> files() {
    OwnKey key = own;
    return Stream.concat(key == null ? Stream.of() : key.files().stream(), Stream.of(clientCa, crl))
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /**
   * Reads the section {@code tls}; problems go to the reader's list, those of the files too.
   *
   * @param parent the section it stands in
   * @param resolve finds a file by the name it is given there
   */
  public static TlsSettings read(DocumentReader parent, UnaryOperator<Path> resolve) {
    return parent.has("tls") ? new TlsSection(parent.section("tls"), resolve).read(parent) : OFF;
  }
}
