// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer out of a folder for as long as it is held. The lock is the operating
 * system's and ends with the process. Beside it stands who holds it: a process that closes any
 * channel on a lock file loses its own lock, so it must know beforehand that it holds it already.
 */
final class FolderLock implements AutoCloseable {

  private final FileChannel channel;
  private final Path owner;

  private FolderLock(FileChannel channel, Path owner) {
    this.channel = channel;
    this.owner = owner;
  }

  static FolderLock take(Path folder) throws IOException {
    Path owner = folder.resolve("journal.owner");
    String self = self();
    String holder = Files.exists(owner) ? Files.readString(owner, StandardCharsets.US_ASCII) : "";
    if (holder.equals(self)) {
      throw inUse(folder, holder);
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw inUse(folder, holder);
      }
      Files.writeString(owner, self, StandardCharsets.US_ASCII);
      return new FolderLock(channel, owner);
    } catch (IOException | JournalException e) {
      channel.close();
      throw e;
    }
  }

  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " since " + self.info().startInstant().orElse(Instant.EPOCH) + "\n";
  }

  private static JournalException inUse(Path folder, String holder) {
    return new JournalException(
        "journal "
            + folder
            + ": got a folder in use by process "
            + (holder.isBlank() ? "unknown" : holder.strip())
            + " (expected: one process to a journal)");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      Files.deleteIfExists(owner);
      channel.close();
    }
  }
}
