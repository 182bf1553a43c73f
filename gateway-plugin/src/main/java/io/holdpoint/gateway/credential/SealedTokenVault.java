// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.seal.Aes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens in files, one for each upstream, for their owner only and sealed (AES-256-GCM, the
 * upstream's name authenticated): a copy of the folder is worth nothing without the key.
 */
public final class SealedTokenVault implements TokenVault {

  private static final int KEY_BYTES = 32;

  private final Path folder;
  private final SecretKey key;
  private final Aes aes = new Aes();

  /**
   * @param folder made when it is first needed
   * @param key 32 random bytes
   */
  public SealedTokenVault(Path folder, byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "key of refresh tokens: got " + key.length + " bytes (expected: " + KEY_BYTES + ")");
    }
    this.folder = requireNonNull(folder, "folder");
    this.key = new SecretKeySpec(key.clone(), "AES");
  }

  @Override
  public @Nullable Kept read(String upstream) throws IOException {
    Path file = file(upstream);
    byte[] sealed;
    try {
      sealed = Files.readAllBytes(file);
    } catch (NoSuchFileException nothingKept) {
      return null;
    }
    byte[] clear = aes.open(key, context(upstream), sealed, 0);
    List<String> lines = clear == null ? List.of() : List.of(new String(clear, UTF_8).split("\n"));
    if (lines.size() != 3) {
      throw new IOException(
          file + ": cannot be opened (expected: the file as this gateway wrote it, and its key)");
    }
    long askedAt = Long.parseLong(lines.get(2));
    return new Kept(
        lines.get(0), lines.get(1), askedAt == 0 ? null : Instant.ofEpochMilli(askedAt));
  }

  @Override
  public void write(String upstream, Kept kept) throws IOException {
    Instant asked = kept.askedAt();
    String text =
        kept.origin() + "\n" + kept.token() + "\n" + (asked == null ? 0 : asked.toEpochMilli());
    byte[] sealed = aes.sealed(key, context(upstream), text.getBytes(UTF_8));
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ownerOnly("rwx------"));
    }
    Path file = file(upstream);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(half, fresh, ownerOnly("rw-------"))) {
      ByteBuffer bytes = ByteBuffer.wrap(sealed);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /** Names of upstreams are letters, digits, - and _. */
  private Path file(String upstream) {
    return folder.resolve(upstream + ".token");
  }

  private static String context(String upstream) {
    return "refresh token of " + upstream;
  }

  private FileAttribute<?>[] ownerOnly(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
