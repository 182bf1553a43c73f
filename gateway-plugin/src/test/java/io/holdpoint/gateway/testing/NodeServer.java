// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An MCP server that is one of our scripts, in a process of its own that ends with this one. It
 * says {@code listening PORT} first.
 */
public final class NodeServer implements Closeable {

  private final Process process;
  private final int port;

  public NodeServer(NodeTools tools, String script) throws IOException {
    this.process =
        new ProcessBuilder(tools.node(), tools.script(script))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("listening ")) {
      process.destroyForcibly();
      throw new IOException(script + ": got " + line + " (expected: listening PORT)");
    }
    this.port = Integer.parseInt(line.substring("listening ".length()));
  }

  /** Where it listens. */
  public String url() {
    return "http://localhost:" + port + "/mcp";
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
