// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Which system calls are refused to all threads of this process from now on: {@code EPERM}, for a
 * call of another machine's table the end. A program for the kernel's filter machine, see {@code
 * linux/filter.h} and {@code linux/seccomp.h}.
 */
final class SyscallFilter {
  private static final int SET_FILTER = 1;
  private static final int ALL_THREADS = 1;
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int ANSWER = 0x06;
  private static final int NUMBER_AT = 0;
  private static final int ARCHITECTURE_AT = 4;
  private static final int ALLOW = 0x7fff0000;
  private static final int REFUSE = 0x00050000 | 1;
  private static final int END = 0x80000000;

  private SyscallFilter() {}

  /** Where a condition holds, {@code ifTrue} instructions are left out, else {@code ifFalse}. */
  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  static void enter(SystemCalls calls, Arena arena, KernelNumbers numbers) throws IOException {
    List<Instruction> program = program(numbers);
    MemorySegment code = arena.allocate(8L * program.size(), 8);
    for (int i = 0; i < program.size(); i++) {
      Instruction one = program.get(i);
      code.set(ValueLayout.JAVA_SHORT, 8L * i, (short) one.code());
      code.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) one.ifTrue());
      code.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) one.ifFalse());
      code.set(ValueLayout.JAVA_INT, 8L * i + 4, one.value());
    }
    MemorySegment filter = arena.allocate(16, 8);
    filter.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
    filter.set(ValueLayout.ADDRESS, 8, code);
    long answer = calls.ask(numbers.seccomp(), SET_FILTER, ALL_THREADS, filter, 0);
    if (answer != 0) {
      throw new IOException("seccomp: refused by the kernel");
    }
  }

  private static List<Instruction> program(KernelNumbers numbers) {
    List<Integer> refused = numbers.refused();
    List<Instruction> program = new ArrayList<>();
    program.add(new Instruction(LOAD, 0, 0, ARCHITECTURE_AT));
    program.add(new Instruction(IF_EQUAL, 1, 0, numbers.architecture()));
    program.add(new Instruction(ANSWER, 0, 0, END));
    program.add(new Instruction(LOAD, 0, 0, NUMBER_AT));
    if (numbers.otherTable() != 0) {
      program.add(new Instruction(IF_AT_LEAST, refused.size() + 1, 0, numbers.otherTable()));
    }
    for (int i = 0; i < refused.size(); i++) {
      program.add(new Instruction(IF_EQUAL, refused.size() - i, 0, refused.get(i)));
    }
    program.add(new Instruction(ANSWER, 0, 0, ALLOW));
    program.add(new Instruction(ANSWER, 0, 0, REFUSE));
    return List.copyOf(program);
  }
}
