// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.data;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The folder of one process: locked while open, readable by its owner only. Secrets live in files
 * of their own with random content made at the first start.
 */
public final class DataFolder implements AutoCloseable {

  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates the folder if it is missing, and locks it.
   *
   * @throws DataFolderException if it cannot be written, or another process holds it
   */
  public static DataFolder open(Path path) {
    requireNonNull(path, "path");
    try {
      create(path);
      FileChannel channel =
          FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new DataFolderException(
            "data-dir: "
                + path
                + " is in use (expected: no other holdpoint on it; stop that one or name another"
                + " folder)");
      }
      return new DataFolder(path, channel, lock);
    } catch (FileAlreadyExistsException e) {
      throw new DataFolderException("data-dir: " + path + " is a file (expected: a folder)", e);
    } catch (IOException e) {
      throw new DataFolderException(
          "data-dir: "
              + path
              + " cannot be used: "
              + e
              + " (expected: a folder this user can write)",
          e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** A path below it. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /**
   * The secret called {@code name}, made of {@code bytes} random bytes the first time.
   *
   * @throws DataFolderException if it cannot be read or written, or holds something else
   */
  public byte[] secret(String name, int bytes) {
    Path file = path.resolve(name);
    try {
      return read(file, bytes);
    } catch (NoSuchFileException e) {
      return make(file, bytes);
    } catch (IOException e) {
      throw new DataFolderException(file + " cannot be read: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new DataFolderException("data-dir: " + path + " cannot be released: " + e, e);
    }
  }

  private static byte[] read(Path file, int bytes) throws IOException {
    String text = Files.readString(file).strip();
    if (!text.matches("[0-9a-f]{" + bytes * 2 + "}")) {
      throw new DataFolderException(
          file + ": got something else (expected: " + bytes * 2 + " lower-case hex digits)");
    }
    return HexFormat.of().parseHex(text);
  }

  /** Written beside and moved: a cut leaves no half of a secret. */
  private static byte[] make(Path file, int bytes) {
    byte[] secret = new byte[bytes];
    new SecureRandom().nextBytes(secret);
    Path half = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(half);
      Files.createFile(half, ownerOnly(half, "rw-------"));
      Files.writeString(half, HexFormat.of().formatHex(secret) + "\n");
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new DataFolderException(file + " cannot be written: " + e, e);
    }
    return secret;
  }

  private static void create(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(path, ownerOnly(path, "rwx------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }
}
