// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.util.List;
import java.util.Optional;

/**
 * Numbers by which Linux knows what is asked of it, from its headers ({@code asm/unistd_64.h},
 * {@code asm-generic/unistd.h}, {@code linux/audit.h}).
 *
 * @param architecture as a filter sees it
 * @param otherTable numbers from here on are another table of the same machine; 0 for none
 * @param prctl the call of this name
 * @param seccomp the call of this name
 * @param openat the call of this name
 * @param close the call of this name
 * @param refused calls that a compiler has no need of
 */
record KernelNumbers(
    int architecture,
    int otherTable,
    int prctl,
    int seccomp,
    int openat,
    int close,
    List<Integer> refused) {
  /** Sockets, new programs, other processes' memory, namespaces, and ways around filters. */
  private static final KernelNumbers X86_64 =
      new KernelNumbers(
          0xC000003E,
          0x40000000,
          157,
          317,
          257,
          3,
          List.of(
              41, 42, 49, 53, // socket, connect, bind, socketpair
              57, 58, 59, 322, // fork, vfork, execve, execveat
              62, 200, 101, 310, 311, // kill, tkill, ptrace, process_vm_readv, process_vm_writev
              165, 272, 308, 161, // mount, unshare, setns, chroot
              248, 249, 250, // keys
              298, 304, 321, 323, // perf_event_open, open_by_handle_at, bpf, userfaultfd
              425, 434, 438, 424)); // io_uring_setup, pidfd_open, pidfd_getfd, pidfd_send_signal

  private static final KernelNumbers AARCH64 =
      new KernelNumbers(
          0xC00000B7,
          0,
          167,
          277,
          56,
          57,
          List.of(
              198, 203, 200, 199, // socket, connect, bind, socketpair
              221, 281, // execve, execveat
              129, 130, 117, 270, 271, // kill, tkill, ptrace, process_vm_readv, process_vm_writev
              40, 97, 268, 51, // mount, unshare, setns, chroot
              217, 218, 219, // keys
              241, 265, 280, 282, // perf_event_open, open_by_handle_at, bpf, userfaultfd
              425, 434, 438, 424)); // io_uring_setup, pidfd_open, pidfd_getfd, pidfd_send_signal

  KernelNumbers {
    refused = List.copyOf(refused);
  }

  /** Those of the machine this runs on, if it is a Linux that is known. */
  static Optional<KernelNumbers> ofThisMachine() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
