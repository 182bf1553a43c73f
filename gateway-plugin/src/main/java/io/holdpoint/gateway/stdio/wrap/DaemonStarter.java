// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.wrap;

import io.holdpoint.gateway.stdio.OrphanGuard;
import io.holdpoint.gateway.stdio.link.UserFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/**
 * Reaches the daemon of this user, and starts it if there is none: the first wrapper to hold the
 * lock starts it, the others wait for that. For one thread.
 */
final class DaemonStarter {

  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final int CHECK_MILLIS = 15;

  /** What a daemon needs of the environment; the rest may hold secrets of the wrapped server. */
  private static final Set<String> PASSED_ON =
      Set.of("HOME", "PATH", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR", "TZ", "JAVA_HOME");

  private final UserFolder folder;
  private final List<String> command;

  /**
   * @param command starts a daemon for {@code folder}; empty if none may be started
   */
  DaemonStarter(UserFolder folder, List<String> command) {
    this.folder = folder;
    this.command = List.copyOf(command);
  }

  /**
   * A connection to the daemon.
   *
   * @throws IOException if there is none and none could be started
   */
  SocketChannel connect() throws IOException {
    folder.create();
    SocketChannel running = tryConnect();
    if (running != null) {
      return running;
    }
    if (command.isEmpty()) {
      throw new IOException("no daemon is running");
    }
    try (FileChannel file =
            FileChannel.open(
                folder.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      SocketChannel started = lock.isValid() ? tryConnect() : null;
      return started != null ? started : start();
    }
  }

  private SocketChannel start() throws IOException {
    Process daemon = spawn();
    long until = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < until) {
      SocketChannel channel = tryConnect();
      if (channel != null) {
        return channel;
      }
      if (ended(daemon)) {
        throw new IOException("the daemon ended at its start; see " + folder.log());
      }
    }
    throw new IOException("the daemon did not come up in time; see " + folder.log());
  }

  private static boolean ended(Process daemon) throws IOException {
    try {
      return daemon.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private Process spawn() throws IOException {
    if (!Files.exists(folder.log())) {
      Files.createFile(
          folder.log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    List<String> words = new ArrayList<>(new OrphanGuard().prefix());
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(folder.root().toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> !PASSED_ON.contains(name) && !name.startsWith("HOLDPOINT_"));
    builder.environment().put("HOLDPOINT_HOME", folder.root().toString());
    builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    return builder.start();
  }

  private @org.jspecify.annotations.Nullable SocketChannel tryConnect() throws IOException {
    if (!Files.exists(folder.socket())) {
      return null;
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(folder.socket()));
    } catch (IOException nobodyListens) {
      channel.close();
      return null;
    }
    requireSameUser(channel);
    return channel;
  }

  /** Whoever sits behind the socket learns everything: it must be ourselves. */
  private void requireSameUser(SocketChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      return;
    }
    UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    UserPrincipal owner = Files.getOwner(folder.startLock().getParent());
    if (!user.equals(owner)) {
      channel.close();
      throw new IOException("the daemon runs as another user (expected: " + owner.getName() + ")");
    }
  }
}
