// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.HashMap;
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

  Wrappers() {
    add(
        "sudo",
        0,
        "u",
        "g",
        "h",
        "p",
        "C",
        "D",
        "R",
        "T",
        "r",
        "t",
        "U",
        "user",
        "group",
        "host",
        "prompt",
        "chdir",
        "chroot",
        "role",
        "type",
        "other-user",
        "command-timeout",
        "close-from");
    add("doas", 0, "u", "C");
    add("env", 0, "u", "C", "unset", "chdir");
    add("nice", 0, "n", "adjustment");
    add("ionice", 0, "c", "n", "p", "P", "u", "class", "classdata");
    add("nohup", 0);
    add("setsid", 0);
    add("time", 0, "f", "o", "format", "output");
    add("timeout", 1, "k", "s", "kill-after", "signal");
    add("stdbuf", 0, "i", "o", "e", "input", "output", "error");
    add("unbuffer", 0);
    add("exec", 0, "a");
    add("command", 0);
    add("builtin", 0);
    add("busybox", 0);
    add("toybox", 0);
    add("chroot", 1);
    add("unshare", 0);
    add("nsenter", 0, "t", "S", "G", "target");
    add("chrt", 1);
    add("taskset", 1);
    add("strace", 0, "e", "o", "p", "s", "u", "E");
    add("ltrace", 0, "e", "o", "p", "s", "u");
    add("watch", 0, "n", "interval");
    add("flock", 1, "w", "E", "timeout", "conflict-exit-code");
    add(
        "xargs",
        0,
        "a",
        "d",
        "E",
        "I",
        "L",
        "n",
        "P",
        "s",
        "arg-file",
        "delimiter",
        "replace",
        "max-lines",
        "max-args",
        "max-procs",
        "max-chars");
    add("parallel", 0, "j", "jobs", "I", "a", "S", "sshlogin", "delay", "timeout", "retries");
    add(
        "ssh", 1, "b", "c", "D", "E", "e", "F", "I", "i", "J", "L", "l", "m", "O", "o", "p", "Q",
        "R", "S", "W", "w");
    add("docker", -1);
    add("podman", -1);
    add("kubectl", -1);
    add("runuser", 0, "u", "g", "G", "s");
    add("systemd-run", 0, "p", "u", "unit", "property", "uid", "gid");
    add("proxychains", 0, "f");
    add("torsocks", 0);
    add("gosu", 1);
    add("su-exec", 1);
    add("setpriv", 0);
    add("firejail", 0);
    add("bwrap", 0);
  }

  private void add(String name, int operands, String... withValue) {
    wrappers.put(name, new Wrapper(Set.of(withValue), operands));
  }

  @Nullable Wrapper find(String name) {
    return wrappers.get(name);
  }

  static boolean isInterpreter(String name) {
    return INTERPRETERS.contains(name) || name.matches("(python|ruby|perl|php|lua)[\\d.]+");
  }
}
