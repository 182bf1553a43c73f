// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard.access;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first operator's token, an admin's: random, kept as a hash in {@code operator.json}, known in
 * clear only to the process that created it. Deleting the file and starting again makes a new one.
 */
public final class OperatorToken {

  private static final String FILE = "operator.json";
  private static final String ALGORITHM = "SHA-256";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String operator;
  private final String hash;
  private final @Nullable String fresh;

  private OperatorToken(String operator, String hash, @Nullable String fresh) {
    this.operator = operator;
    this.hash = hash;
    this.fresh = fresh;
  }

  /**
   * Reads the token's hash, or creates a token for {@code operator}.
   *
   * @throws IllegalStateException if the file cannot be read, written or understood
   */
  public static OperatorToken open(Path folder, String operator, InstantSource clock) {
    Path file = folder.resolve(FILE);
    try {
      return Files.exists(file) ? read(file) : create(folder, file, operator, clock);
    } catch (IOException e) {
      throw new IllegalStateException(
          "operator file "
              + file
              + ": got "
              + e.getClass().getSimpleName()
              + " (expected: a file this process may read and write)",
          e);
    }
  }

  /** The token in clear if this process created it. */
  public Optional<String> fresh() {
    return Optional.ofNullable(fresh);
  }

  /** Whose token this is. */
  Operator operator() {
    return Operator.of(operator, Role.ADMIN);
  }

  /** The name under which its holder acts. */
  public String name() {
    return operator;
  }

  /** The operator whose token this is, or empty. */
  Optional<Operator> operatorOf(String token) {
    return Secrets.matches(token, hash) ? Optional.of(operator()) : Optional.empty();
  }

  private static OperatorToken read(Path file) throws IOException {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      String hash = json.path("hash").asString("");
      String name = json.path("name").asString("");
      String algorithm = json.path("algorithm").asString("");
      if (hash.matches("[0-9a-f]{64}") && !name.isBlank() && algorithm.equals(ALGORITHM)) {
        return new OperatorToken(name, hash, null);
      }
    } catch (JacksonException notJson) {
      // Reported below, like JSON of another shape.
    }
    throw new IllegalStateException(
        "operator file "
            + file
            + ": got something else (expected: name, algorithm SHA-256 and hash;"
            + " delete the file to make a new token)");
  }

  private static OperatorToken create(Path folder, Path file, String operator, InstantSource clock)
      throws IOException {
    String token = new Secrets().operatorToken();
    String hash = Secrets.hash(token);
    ObjectNode json = JSON.createObjectNode();
    json.put("name", operator);
    json.put("algorithm", ALGORITHM);
    json.put("hash", hash);
    json.put("createdAt", clock.instant().toString());
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, FILE, ".new", ownerOnly());
    Files.writeString(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return new OperatorToken(operator, hash, token);
  }

  private static FileAttribute<?>[] ownerOnly() {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
