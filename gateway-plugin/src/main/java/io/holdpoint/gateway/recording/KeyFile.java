// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.recording;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file of slots. Reads and writes are for one thread at a time; bringing it to the disk is not.
 */
final class KeyFile implements AutoCloseable {

  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final RandomAccessFile file;
  private final ExecutorService syncing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("recording-keys").daemon().factory());
  private final AtomicLong written = new AtomicLong();
  private volatile long onDisk;

  private KeyFile(RandomAccessFile file) {
    this.file = file;
  }

  static KeyFile open(Path path) throws IOException {
    try {
      Files.createFile(path, ownerOnly(path));
    } catch (FileAlreadyExistsException again) {
      // As left by the last process.
    }
    return new KeyFile(new RandomAccessFile(path.toFile(), "rw"));
  }

  /** How many there are; a part of one at the end counts as one. */
  long slots() throws IOException {
    return (file.length() + KeySlot.BYTES - 1) / KeySlot.BYTES;
  }

  @Nullable KeySlot read(long place) throws IOException {
    byte[] bytes = new byte[KeySlot.BYTES];
    if (file.length() < (place + 1) * KeySlot.BYTES) {
      return null;
    }
    file.seek(place * KeySlot.BYTES);
    file.readFully(bytes);
    return KeySlot.read(bytes);
  }

  void write(long place, KeySlot slot) throws IOException {
    file.seek(place * KeySlot.BYTES);
    file.write(slot.bytes());
    var _ = written.incrementAndGet();
  }

  /** Overwrites one; {@link #force} brings that to the disk. */
  void overwrite(long place) throws IOException {
    file.seek(place * KeySlot.BYTES);
    file.write(new byte[KeySlot.BYTES]);
  }

  /** Brings all that was written to the disk. For any thread. */
  void force() throws IOException {
    file.getFD().sync();
  }

  /** Completes once all that was written by now is on the disk. */
  CompletionStage<Void> durable() {
    long wanted = written.get();
    if (onDisk >= wanted) {
      return DONE;
    }
    return CompletableFuture.runAsync(() -> sync(wanted), syncing);
  }

  /** What others wait for meanwhile is brought along. */
  private void sync(long wanted) {
    if (onDisk >= wanted) {
      return;
    }
    long all = written.get();
    try {
      file.getFD().sync();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("recording: keys cannot be brought to the disk", e);
    }
    onDisk = all;
  }

  @Override
  public void close() {
    syncing.shutdown();
    try {
      file.getFD().sync();
      file.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("recording: the file of keys cannot be closed", e);
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
