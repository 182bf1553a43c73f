// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import io.holdpoint.samples.servers.SampleServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Everything the demo runs on: folder, credentials, sample servers and Holdpoint itself. */
final class DemoStage implements AutoCloseable {

  private final SampleServers servers;
  private final Guard guard;
  private final Map<String, String> credentials;

  private DemoStage(SampleServers servers, Guard guard, Map<String, String> credentials) {
    this.servers = servers;
    this.guard = guard;
    this.credentials = credentials;
  }

  /**
   * Starts all of it.
   *
   * @param folder an empty folder
   * @param notice is told what the reader should know
   */
  static DemoStage start(
      Path folder, DemoPorts ports, GuardFactory factory, Consumer<String> notice)
      throws IOException {
    Map<String, String> credentials = new LinkedHashMap<>();
    Act.ALL.forEach(act -> credentials.put(act.agent().name(), token()));
    SampleServers servers = SampleServers.start(folder.resolve("samples"), InstantSource.system());
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      DemoConfiguration configuration =
          new DemoConfiguration(data, ports.whereFree(notice), servers.endpoints(), credentials);
      return new DemoStage(servers, factory.start(configuration.writeTo(folder)), credentials);
    } catch (IOException | RuntimeException e) {
      closeAfter(servers, e);
      throw e;
    }
  }

  private static void closeAfter(SampleServers servers, Exception cause) {
    try {
      servers.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static String token() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  SampleServers servers() {
    return servers;
  }

  Guard guard() {
    return guard;
  }

  Map<String, String> credentials() {
    return Map.copyOf(credentials);
  }

  @Override
  public void close() throws IOException {
    try {
      guard.close();
    } finally {
      servers.close();
    }
  }
}
