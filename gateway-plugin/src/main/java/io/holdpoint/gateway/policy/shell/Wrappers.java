// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs that run what their arguments say, and those that run code of their own kind. */
final class Wrappers {

  static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "rbash", "fish", "pwsh");

  /** They run code that is not read here. */
  static final Set<String> INTERPRETERS =
      Set.of(
          "python",
          "python2",
          "python3",
          "perl",
          "ruby",
          "node",
          "nodejs",
          "deno",
          "bun",
          "php",
          "lua",
          "awk",
          "gawk",
          "mawk",
          "nawk",
          "tclsh",
          "osascript",
          "powershell",
          "cmd",
          "Rscript",
          "groovy",
          "jshell",
          "source",
          ".");

  private final Map<String, Wrapper> wrappers = new HashMap<>();

  /**
   * How to find the command among the arguments.
   *
   * @param withValue letters and names of options whose value is the next word
   * @param operands how many words come before the command
   */
  record Wrapper(Set<String> withValue, int operands) {}

  /** Name, words before the command, options whose value is the next word. */
  private static final String TABLE =
      """
      sudo 0 u g h p C D R T r t U user group host prompt chdir chroot role type other-user command-timeout close-from
      doas 0 u C
      env 0 u C unset chdir
      nice 0 n adjustment
      ionice 0 c n p P u class classdata
      nohup 0
      setsid 0
      time 0 f o format output
      timeout 1 k s kill-after signal
      stdbuf 0 i o e input output error
      unbuffer 0
      exec 0 a
      command 0
      builtin 0
      busybox 0
      toybox 0
      chroot 1
      unshare 0
      nsenter 0 t S G target
      chrt 1
      taskset 1
      strace 0 e o p s u E
      ltrace 0 e o p s u
      watch 0 n interval
      flock 1 w E timeout conflict-exit-code
      xargs 0 a d E I L n P s arg-file delimiter replace max-lines max-args max-procs max-chars
      parallel 0 j jobs I a S sshlogin delay timeout retries
      ssh 1 b c D E e F I i J L l m O o p Q R S W w
      docker -1
      podman -1
      kubectl -1
      runuser 0 u g G s
      systemd-run 0 p u unit property uid gid
      proxychains 0 f
      torsocks 0
      gosu 1
      su-exec 1
      setpriv 0
      firejail 0
      bwrap 0
      """;

  Wrappers() {
    TABLE
        .lines()
        .map(line -> List.of(line.split(" ")))
        .forEach(
            row ->
                wrappers.put(
                    row.getFirst(),
                    new Wrapper(
                        Set.copyOf(row.subList(2, row.size())), Integer.parseInt(row.get(1)))));
  }

  @Nullable Wrapper find(String name) {
    return wrappers.get(name);
  }

  static boolean isInterpreter(String name) {
    return INTERPRETERS.contains(name) || name.matches("(python|ruby|perl|php|lua)[\\d.]+");
  }
}
