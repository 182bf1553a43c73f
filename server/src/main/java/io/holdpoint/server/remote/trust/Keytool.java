// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.remote.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tool of the Java runtime that makes certificates: the platform has no public API for it. A
 * run takes about half a second, so nothing hot may wait for it.
 */
final class Keytool {

  /**
   * A keystore needs one; what protects the file is its mode, as with any private key on a disk.
   */
  static final String PASSWORD = "holdpoint";

  private static final long LIMIT_SECONDS = 60;

  private final Path program;

  Keytool() {
    this.program = Path.of(System.getProperty("java.home"), "bin", "keytool");
  }

  /**
   * Makes a key pair with a certificate signed by itself.
   *
   * @param algorithm options that choose it
   * @param extensions values of {@code -ext}
   */
  void makeKeys(
      Path store, String alias, String name, List<String> algorithm, List<String> extensions) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + name, "-validity", "3650"));
    arguments.addAll(algorithm);
    extensions.forEach(extension -> arguments.addAll(List.of("-ext", extension)));
    run(store, arguments);
  }

  /** Writes what a signer must see of a key pair to {@code request}. */
  void request(Path store, String alias, Path request) {
    run(store, List.of("-certreq", "-alias", alias, "-file", request.toString()));
  }

  /** Signs {@code request} with the key {@code alias} and writes a PEM certificate. */
  void sign(Path store, String alias, Path request, Path certificate, List<String> extensions) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-gencert",
                "-alias",
                alias,
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-rfc",
                "-validity",
                "3650"));
    extensions.forEach(extension -> arguments.addAll(List.of("-ext", extension)));
    run(store, arguments);
  }

  private void run(Path store, List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "-J-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new TrustException(program + ": got no end within " + LIMIT_SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new TrustException(
            program
                + " "
                + arguments.getFirst()
                + ": got exit code "
                + process.exitValue()
                + " (expected: 0): "
                + said);
      }
    } catch (IOException e) {
      throw new TrustException(
          program + ": cannot be run (expected: the keytool of a JDK): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrustException(program + ": interrupted", e);
    }
  }
}
