// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gateways that may connect, one file with its certificate each: a file that is gone is a
 * gateway that is out. Safe for use by many threads and processes.
 */
public final class EnrolledGateways {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final String END = ".cer";

  private final Path folder;

  EnrolledGateways(Path folder) {
    this.folder = folder.resolve("gateways");
  }

  /**
   * The name if it can be one.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "gateway: got \"" + name + "\" (expected: letters, digits, - and _, at most 63)");
    }
    return name;
  }

  /** All names, sorted. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(END))
          .map(file -> file.substring(0, file.length() - END.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new TrustException("enrolled gateways in " + folder + ": " + e.getMessage(), e);
    }
  }

  /**
   * The name of the gateway that {@code shown} was made for, if it is enrolled with exactly this
   * certificate now. Reads one small file.
   */
  public Optional<String> find(X509Certificate shown) {
    requireNonNull(shown, "shown");
    String subject = shown.getSubjectX500Principal().getName();
    String name = subject.startsWith("CN=") ? subject.substring(3) : "";
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      X509Certificate enrolled = Pem.certificate(Files.readString(file(name)));
      return enrolled.equals(shown) ? Optional.of(name) : Optional.empty();
    } catch (NoSuchFileException notEnrolled) {
      return Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustException("enrolled gateway " + name + ": " + e.getMessage(), e);
    }
  }

  /** Takes a gateway out; false if there is none of this name. */
  public boolean remove(String name) {
    try {
      return Files.deleteIfExists(file(checkedName(name)));
    } catch (IOException e) {
      throw new TrustException("enrolled gateway " + name + ": " + e.getMessage(), e);
    }
  }

  void put(String name, X509Certificate certificate) throws IOException, GeneralSecurityException {
    OwnerOnly.folder(folder);
    OwnerOnly.write(
        file(checkedName(name)),
        Pem.of(certificate).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private Path file(String name) {
    return folder.resolve(name + END);
  }
}
