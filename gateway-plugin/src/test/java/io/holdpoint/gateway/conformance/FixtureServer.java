// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.conformance;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Our MCP server of both eras, in a process of its own that ends with this one. */
final class FixtureServer implements Closeable {

  private final Process process;
  private final int port;

  FixtureServer(NodeTools tools) throws IOException {
    this.process =
        new ProcessBuilder(tools.node(), tools.script("server.mjs"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith("listening ")) {
      process.destroyForcibly();
      throw new IOException("fixture server: got " + line + " (expected: listening PORT)");
    }
    this.port = Integer.parseInt(line.substring("listening ".length()));
  }

  String url() {
    return "http://localhost:" + port + "/mcp";
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
