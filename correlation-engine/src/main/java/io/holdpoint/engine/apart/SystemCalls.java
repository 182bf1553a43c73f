// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Asks the kernel by number. For one thread. */
final class SystemCalls {
  private static final int SET_NO_NEW_PRIVILEGES = 38;
  private static final int AT_WORKING_FOLDER = -100;
  private static final int PATH_ONLY = 0x200000 | 0x80000;

  private final MethodHandle syscall;
  private final Arena arena;

  @SuppressWarnings("restricted") // asked for on the command line of the process that compiles
  SystemCalls(Arena arena) throws IOException {
    this.arena = arena;
    Linker linker = Linker.nativeLinker();
    MemorySegment function =
        linker
            .defaultLookup()
            .find("syscall")
            .orElseThrow(() -> new IOException("syscall: not in the C library"));
    AddressLayout pointer = ValueLayout.ADDRESS;
    ValueLayout.OfLong number = ValueLayout.JAVA_LONG;
    this.syscall =
        linker.downcallHandle(
            function,
            FunctionDescriptor.of(number, number, number, number, pointer, number, number),
            Linker.Option.firstVariadicArg(1));
  }

  /** Programs started from here cannot be given more than this process has. */
  void giveUpNewPrivileges(KernelNumbers numbers) throws IOException {
    require("no_new_privs", ask(numbers.prctl(), SET_NO_NEW_PRIVILEGES, 1, MemorySegment.NULL, 0));
  }

  /**
   * A handle on a file or folder that serves for nothing but to name it; negative if there is none.
   */
  long handleOn(Path path, KernelNumbers numbers) throws IOException {
    return askWithSecondPointer(
        numbers.openat(), AT_WORKING_FOLDER, arena.allocateFrom(path.toString()), PATH_ONLY);
  }

  /** Gives back a handle. */
  void close(long handle, KernelNumbers numbers) throws IOException {
    require("close", ask(numbers.close(), handle, 0, MemorySegment.NULL, 0));
  }

  /** Asks with a pointer in the third place. */
  long ask(long number, long first, long second, MemorySegment third, long fourth)
      throws IOException {
    return call(number, first, second, third, fourth);
  }

  /** Asks with a pointer as its first argument. */
  long askWithPointer(long number, MemorySegment first, long second, long third)
      throws IOException {
    return call(number, first.address(), second, MemorySegment.ofAddress(third), 0);
  }

  private long askWithSecondPointer(long number, long first, MemorySegment second, long third)
      throws IOException {
    return call(number, first, second.address(), MemorySegment.ofAddress(third), 0);
  }

  private long call(long number, long first, long second, MemorySegment third, long fourth)
      throws IOException {
    try {
      return (long) syscall.invokeExact(number, first, second, third, fourth, 0L);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("system call " + number + ": cannot be asked", e);
    }
  }

  /** The answer, unless it says no. */
  static long require(String what, long answer) throws IOException {
    if (answer < 0) {
      throw new IOException(what + ": refused by the kernel");
    }
    return answer;
  }
}
