// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three sample servers, {@code files}, {@code outbox} and {@code crm}, each on its own free
 * loopback port. What they are asked to do they do, below one folder.
 */
public final class SampleServers implements AutoCloseable {

  private final Path outbox;
  private final ReceivedCalls calls = new ReceivedCalls();
  private final Map<String, McpHost> hosts = new LinkedHashMap<>();
  private final Deque<Closing> closings = new ArrayDeque<>();

  private interface Closing {
    void close() throws IOException;
  }

  private SampleServers(Path outbox) {
    this.outbox = outbox;
  }

  /**
   * Fills the folder with sample files and customers, and starts the servers.
   *
   * @param folder where the servers keep what they serve; created, must not hold an earlier run
   * @param clock gives the arrival times
   * @throws IOException if the folder cannot be filled or a server cannot listen
   */
  public static SampleServers start(Path folder, InstantSource clock) throws IOException {
    requireNonNull(clock, "clock");
    Path files = Files.createDirectories(folder.resolve("files"));
    Path outbox = Files.createDirectories(folder.resolve("outbox"));
    Path crm = Files.createDirectories(folder.resolve("crm"));
    SampleServers servers = new SampleServers(outbox);
    try {
      SampleFiles.writeTo(files);
      CrmServer customers = CrmServer.create(crm);
      servers.closings.push(customers::close);
      servers.host("files", new FilesServer(files).tools(), clock);
      servers.host("outbox", new OutboxServer(outbox, clock).tools(), clock);
      servers.host("crm", customers.tools(), clock);
      return servers;
    } catch (IOException | RuntimeException e) {
      servers.closeAfter(e);
      throw e;
    }
  }

  private void host(String name, List<SampleTool> tools, InstantSource clock) throws IOException {
    McpHost host = McpHost.start(name, tools, calls, clock);
    hosts.put(name, host);
    closings.push(host::close);
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Where each server listens, by name. */
  public Map<String, URI> endpoints() {
    Map<String, URI> endpoints = new LinkedHashMap<>();
    hosts.forEach((name, host) -> endpoints.put(name, host.endpoint()));
    return endpoints;
  }

  /** What arrived at the servers. */
  public ReceivedCalls calls() {
    return calls;
  }

  /** The mails that were really sent, oldest first. */
  public List<Path> mails() throws IOException {
    return OutboxServer.messages(outbox);
  }

  @Override
  public void close() throws IOException {
    IOException trouble = null;
    while (!closings.isEmpty()) {
      try {
        closings.pop().close();
      } catch (IOException e) {
        if (trouble == null) {
          trouble = e;
        } else {
          trouble.addSuppressed(e);
        }
      }
    }
    if (trouble != null) {
      throw trouble;
    }
  }
}
