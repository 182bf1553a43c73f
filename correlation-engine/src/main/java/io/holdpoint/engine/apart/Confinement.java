// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * Takes from this process, for good, what a compiler has no need of: files but those of Java and
 * its classes, the network, other processes. By the kernel, so that not even code that got to run
 * here can undo it. Linux only.
 */
final class Confinement {
  private Confinement() {}

  /**
   * Enters it; threads started from now on by the calling one are in it too.
   *
   * @return why the process is not or not wholly confined, or nothing
   */
  static String enter() {
    Optional<KernelNumbers> numbers = KernelNumbers.ofThisMachine();
    if (numbers.isEmpty()) {
      return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }
    try (Arena arena = Arena.ofConfined()) {
      SystemCalls calls = new SystemCalls(arena);
      calls.giveUpNewPrivileges(numbers.get());
      Landlock.enter(calls, arena, numbers.get());
      SyscallFilter.enter(calls, arena, numbers.get());
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
