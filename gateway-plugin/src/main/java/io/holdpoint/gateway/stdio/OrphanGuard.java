// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps children from outliving this process, however it ends. A small shell process holds the list
 * of their process groups; when its input ends, which even {@code kill -9} of this process makes
 * happen, it ends the groups. It also sends signals to groups, which Java cannot. Started with the
 * first child. Safe for use by many threads.
 */
public final class OrphanGuard implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrphanGuard.class);
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String SCRIPT =
      """
      groups=
      while read -r verb group; do
        case $verb in
          add) groups="$groups $group" ;;
          remove)
            left=
            for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done
            groups=$left ;;
          *) kill -s "$verb" -- "$group" ;;
        esac
      done
      [ -n "$groups" ] || exit 0
      for g in $groups; do kill -s TERM -- "$g"; done
      sleep 2
      for g in $groups; do kill -s KILL -- "$g"; done
      """;

  private final @Nullable Path setsid;
  private final Set<String> groups = new LinkedHashSet<>();
  private @Nullable Process shell;
  private boolean closed;

  /** Looks for what it needs; starts nothing. */
  public OrphanGuard() {
    this.setsid =
        List.of("/usr/bin/setsid", "/bin/setsid", "/usr/local/bin/setsid").stream()
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
  }

  /** What to put before a command so that it gets a process group of its own; empty if nothing. */
  public List<String> prefix() {
    return setsid == null ? List.of() : List.of(setsid.toString());
  }

  /**
   * The same, but the command begins only once {@link #admit} lets it: a child of a process that is
   * killed before it could say that there is a child reads the end of its input and goes.
   */
  List<String> gate() {
    return setsid == null
        ? List.of()
        : List.of(setsid.toString(), SHELL.toString(), "-c", "read -r go && exec \"$@\"", "sh");
  }

  /**
   * Guards a child that waits at the {@link #gate} and lets it begin.
   *
   * @throws IOException if it is gone already
   */
  void admit(Process child) throws IOException {
    add(child.pid());
    if (setsid != null) {
      write(child, "\n");
    }
  }

  /** A child runs: it ends when this process does. */
  public synchronized void add(long pid) {
    if (!closed) {
      groups.add(target(pid));
      tell("add", pid);
    }
  }

  /** A child is gone: what is left of its group ends too. */
  public synchronized void remove(long pid) {
    if (groups.contains(target(pid))) {
      tell("KILL", pid);
      groups.remove(target(pid));
      tell("remove", pid);
    }
  }

  /** Sends a signal to a child and all it started. */
  public synchronized void signal(String name, long pid) {
    if (groups.contains(target(pid))) {
      tell(name, pid);
    }
  }

  /** Ends the children that are left, then itself. */
  @Override
  public void close() {
    Process running;
    synchronized (this) {
      closed = true;
      running = shell;
      shell = null;
    }
    if (running == null) {
      return;
    }
    try (OutputStream in = running.getOutputStream()) {
      in.flush();
    } catch (IOException gone) {
      LOG.debug("the guard of child processes was gone already", gone);
    }
    try {
      if (!running.waitFor(4, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A group where children have one of their own, else the child alone. */
  private String target(long pid) {
    return (setsid == null ? "" : "-") + pid;
  }

  private void tell(String verb, long pid) {
    try {
      Process running = shell;
      if (running == null || !running.isAlive()) {
        running = start();
      }
      write(running, verb + " " + target(pid) + "\n");
    } catch (IOException e) {
      LOG.warn("child processes are not guarded against the end of this one", e);
    }
  }

  private Process start() throws IOException {
    List<String> words = new java.util.ArrayList<>(prefix());
    words.addAll(List.of(SHELL.toString(), "-c", SCRIPT));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process started = builder.start();
    shell = started;
    for (String group : groups) {
      write(started, "add " + group + "\n");
    }
    return started;
  }

  private static void write(Process running, String text) throws IOException {
    OutputStream in = running.getOutputStream();
    in.write(text.getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }
}
