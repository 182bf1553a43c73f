// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.apart;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A process that shuts itself in and then tries what code of a rule's author would like to do. */
final class ConfinedProbe {
  private ConfinedProbe() {}

  private interface Attempt {
    Object make() throws IOException, InterruptedException;
  }

  /** Its one argument is ignored. Says what worked, in words. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    String open = Confinement.enter();
    FutureTask<String> tried = new FutureTask<>(ConfinedProbe::all);
    Thread.ofPlatform().start(tried);
    DataOutputStream out = new DataOutputStream(System.out);
    Wire.writeText(out, open + all() + "|" + tried.get());
    out.flush();
  }

  private static String all() {
    InetSocketAddress somewhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    return attempt("reads", () -> Files.readString(Path.of("/etc/passwd")))
        + attempt("lists", ConfinedProbe::files)
        + attempt("environment of the parent", ConfinedProbe::environmentOfParent)
        + attempt("writes", () -> Files.writeString(Path.of("left-behind"), "x"))
        + attempt("socket", () -> socket(somewhere))
        + attempt("channel", SocketChannel::open)
        + attempt("program", () -> new ProcessBuilder("/bin/true").start().waitFor())
        + (System.getenv().isEmpty() ? "" : " environment");
  }

  private static Object files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/"))) {
      return files.count();
    }
  }

  private static String environmentOfParent() throws IOException {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    return Files.readString(Path.of("/proc/" + parent + "/environ"));
  }

  /** A refused connection is a network that can be reached. */
  private static Object socket(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
    } catch (java.net.ConnectException e) {
      return e;
    }
    return address;
  }

  private static String attempt(String what, Attempt attempt) {
    try {
      Object _ = attempt.make();
      return " " + what;
    } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
      return "";
    }
  }
}
