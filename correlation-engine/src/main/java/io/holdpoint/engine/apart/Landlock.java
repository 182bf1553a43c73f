// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files this process may still open: those of Java and of its class path, to read; no other,
 * for nothing. No port, no socket of others, no signal to them, as far as the kernel knows how.
 * Numbers from {@code linux/landlock.h}.
 */
final class Landlock {
  private static final int CREATE = 444;
  private static final int ADD = 445;
  private static final int RESTRICT = 446;
  private static final int ASK_VERSION = 1;
  private static final int BENEATH_PATH = 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_FOLDER = 1 << 3;

  private Landlock() {}

  /** Enters it with the calling thread and all it starts from now on. */
  static void enter(SystemCalls calls, Arena arena, KernelNumbers numbers) throws IOException {
    long version =
        SystemCalls.require(
            "Landlock", calls.askWithPointer(CREATE, MemorySegment.NULL, 0, ASK_VERSION));
    MemorySegment handled = arena.allocate(24, 8);
    handled.set(ValueLayout.JAVA_LONG, 0, filesOf(version));
    handled.set(ValueLayout.JAVA_LONG, 8, version >= 4 ? 3 : 0);
    handled.set(ValueLayout.JAVA_LONG, 16, version >= 6 ? 3 : 0);
    long size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    long rules =
        SystemCalls.require("Landlock rules", calls.askWithPointer(CREATE, handled, size, 0));
    for (Path path : readable()) {
      allow(calls, arena, numbers, rules, path);
    }
    SystemCalls.require("Landlock", calls.ask(RESTRICT, rules, 0, MemorySegment.NULL, 0));
    calls.close(rules, numbers);
  }

  /** All that this version can take away of files. */
  private static long filesOf(long version) {
    int rights = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    return (1L << rights) - 1;
  }

  /** Of Java its own folder and what that points to elsewhere; classes; a source of chance. */
  private static Set<Path> readable() throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    Path home = Path.of(System.getProperty("java.home"));
    for (Path path :
        new Path[] {
          home, home.resolve("conf"), home.resolve("conf/security"), home.resolve("lib/security")
        }) {
      if (Files.exists(path)) {
        paths.add(path.toRealPath());
      }
    }
    try (Stream<String> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
      for (String entry : entries.toList()) {
        if (Files.exists(Path.of(entry))) {
          paths.add(Path.of(entry).toRealPath());
        }
      }
    }
    paths.add(Path.of("/dev/urandom"));
    paths.add(Path.of("/dev/random"));
    return paths;
  }

  private static void allow(
      SystemCalls calls, Arena arena, KernelNumbers numbers, long rules, Path path)
      throws IOException {
    long handle = SystemCalls.require(path.toString(), calls.handleOn(path, numbers));
    MemorySegment rule = arena.allocate(12, 8);
    rule.set(
        ValueLayout.JAVA_LONG, 0, Files.isDirectory(path) ? READ_FILE | READ_FOLDER : READ_FILE);
    rule.set(ValueLayout.JAVA_INT, 8, (int) handle);
    SystemCalls.require(path.toString(), calls.ask(ADD, rules, BENEATH_PATH, rule, 0));
    calls.close(handle, numbers);
  }
}
