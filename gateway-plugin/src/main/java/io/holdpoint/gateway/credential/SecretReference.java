// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.List;

/**
 * Where a secret is kept. Reading may block: never on an event loop. No form shows a secret in
 * {@link Object#toString}, nor do messages.
 */
public sealed interface SecretReference {

  /** The longest secret, in bytes. */
  int LONGEST = 8 * 1024;

  /** The secret as it is now, without the white space around it. */
  String read() throws CredentialException;

  /** The configuration's own text, filled in from the environment. */
  record Text(String secret) implements SecretReference {

    public Text {
      requireNonNull(secret, "secret");
    }

    @Override
    public String read() {
      return secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "secret";
    }
  }

  /** The content of a file. */
  record InFile(Path file) implements SecretReference {

    public InFile {
      requireNonNull(file, "file");
    }

    @Override
    public String read() throws CredentialException {
      try {
        if (Files.size(file) > LONGEST) {
          throw new CredentialException(
              "secret in " + file + ": got more than " + LONGEST + " bytes");
        }
        return found(toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new CredentialException(this + ": cannot be read", e);
      }
    }

    @Override
    public String toString() {
      return "secret in " + file;
    }
  }

  /**
   * What a program writes to its standard output. No shell reads the words.
   *
   * @param words the program and its arguments
   */
  record Output(List<String> words) implements SecretReference {

    public Output {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("command: got no words (expected: a program)");
      }
    }

    @Override
    public String read() throws CredentialException {
      return found(toString(), SecretCommand.output(words, LONGEST));
    }

    /** The program only: arguments may be secret. */
    @Override
    public String toString() {
      return "secret of command " + words.getFirst();
    }
  }

  /**
   * A secret key in a PKCS#12 file, taken as text.
   *
   * @param file the key store
   * @param alias its entry
   * @param password opens both
   */
  record InKeystore(Path file, String alias, SecretReference password) implements SecretReference {

    public InKeystore {
      requireNonNull(file, "file");
      requireNonNull(alias, "alias");
      requireNonNull(password, "password");
    }

    @Override
    public String read() throws CredentialException {
      char[] opener = password.read().toCharArray();
      try {
        Key key = KeyStore.getInstance(file.toFile(), opener).getKey(alias, opener);
        byte[] bytes = key == null ? null : key.getEncoded();
        if (bytes == null || bytes.length > LONGEST) {
          throw new CredentialException(this + ": got no secret key of this alias");
        }
        return found(toString(), new String(bytes, StandardCharsets.UTF_8));
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        throw new CredentialException(
            this + ": cannot be opened (expected: a PKCS#12 file and its password)", e);
      } finally {
        java.util.Arrays.fill(opener, ' ');
      }
    }

    @Override
    public String toString() {
      return "secret " + alias + " in " + file;
    }
  }

  private static String found(String where, String text) throws CredentialException {
    String secret = text.strip();
    if (secret.isEmpty()) {
      throw new CredentialException(where + ": got nothing (expected: a secret)");
    }
    return secret;
  }
}
