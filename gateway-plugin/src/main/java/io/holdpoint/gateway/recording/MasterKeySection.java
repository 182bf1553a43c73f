// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.holdpoint.model.document.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads where a master key is: given, in a file, told by a command, or in a PKCS #12 keystore. */
final class MasterKeySection {

  private static final int LONGEST = 8 * 1024;
  private static final long PATIENCE_SECONDS = 10;
  private static final List<String> WAYS = List.of("value", "file", "command", "keystore");

  private MasterKeySection() {}

  static Optional<MasterKey> read(DocumentReader section) {
    List<String> given = WAYS.stream().filter(section::has).toList();
    String value = section.text("value", "");
    String file = section.text("file", "");
    List<String> command = section.texts("command");
    String keystore = section.text("keystore", "");
    String alias = section.text("alias", "recording");
    String passwordFile = section.text("password-file", "");
    section.finish();
    if (given.size() != 1) {
      section.problem(
          "value",
          "got " + (given.isEmpty() ? "none" : given) + " (expected: one of " + WAYS + ")");
      return Optional.empty();
    }
    String way = given.getFirst();
    try {
      return Optional.of(
          switch (way) {
            case "value" -> MasterKey.parse(value);
            case "file" -> MasterKey.parse(content(Path.of(file)));
            case "command" -> MasterKey.parse(output(command));
            default -> inKeystore(Path.of(keystore), alias, Path.of(passwordFile));
          });
    } catch (IllegalArgumentException e) {
      section.problem(
          way, e instanceof InvalidPathException ? "got no path" : String.valueOf(e.getMessage()));
    } catch (IOException | GeneralSecurityException e) {
      section.problem(way, "got no key: " + e.getMessage() + " (expected: one that can be read)");
    }
    return Optional.empty();
  }

  private static String content(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is longer than " + LONGEST + " bytes");
    }
    return Files.readString(file, ISO_8859_1);
  }

  private static String output(List<String> command) throws IOException {
    if (command.isEmpty()) {
      throw new IOException("no command");
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            "the command " + (ended ? "ended with " + process.exitValue() : "did not end"));
      }
      return new String(out.readNBytes(LONGEST), ISO_8859_1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the command ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static MasterKey inKeystore(Path path, String alias, Path passwordFile)
      throws IOException, GeneralSecurityException {
    char[] password = content(passwordFile).strip().toCharArray();
    KeyStore store = KeyStore.getInstance(path.toFile(), password);
    @Nullable Key key = store.getKey(alias, password);
    byte[] bytes = key == null ? null : key.getEncoded();
    if (bytes == null) {
      throw new IOException(path + " has no secret key \"" + alias + "\"");
    }
    return MasterKey.of(bytes);
  }
}
