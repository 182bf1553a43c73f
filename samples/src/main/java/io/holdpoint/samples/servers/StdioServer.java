// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * One of the sample servers as a program that speaks MCP on its standard input and output: {@code
 * files FOLDER}, {@code outbox FOLDER} or {@code crm FOLDER}. Ends when its input does.
 */
public final class StdioServer {

  private StdioServer() {}

  /**
   * Serves until the input ends.
   *
   * @throws IOException if the folder cannot be used
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException(
          "arguments: got " + arguments.length + " (expected: files, outbox or crm, and a folder)");
    }
    Path folder = Files.createDirectories(Path.of(arguments[1]));
    List<SampleTool> tools =
        switch (arguments[0]) {
          case "files" -> files(folder);
          case "outbox" -> new OutboxServer(folder, InstantSource.system()).tools();
          case "crm" -> CrmServer.create(folder).tools();
          default ->
              throw new IllegalArgumentException(
                  "server: got \"" + arguments[0] + "\" (expected: files, outbox or crm)");
        };
    McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper()))
        .serverInfo("sample-" + arguments[0], "1.0.0")
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .validateToolInputs(false)
        .tools(tools.stream().map(StdioServer::specification).toList())
        .build();
  }

  private static List<SampleTool> files(Path folder) throws IOException {
    SampleFiles.writeTo(folder);
    return new FilesServer(folder).tools();
  }

  private static SyncToolSpecification specification(SampleTool tool) {
    return new SyncToolSpecification(
        tool.definition(), (exchange, request) -> answer(tool, new Arguments(request.arguments())));
  }

  private static CallToolResult answer(SampleTool tool, Arguments arguments) {
    try {
      String text = tool.body().call(arguments);
      return CallToolResult.builder().addTextContent(text).isError(false).build();
    } catch (ToolFailure e) {
      return CallToolResult.builder()
          .addTextContent(Objects.requireNonNullElse(e.getMessage(), "failed"))
          .isError(true)
          .build();
    }
  }
}
