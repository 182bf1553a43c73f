// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration Holdpoint runs with in the demo.
 *
 * @param dataFolder where Holdpoint keeps its data
 * @param ports where it listens
 * @param upstreams the sample servers, by name
 * @param credentials the bearer token of each agent, by its name
 */
record DemoConfiguration(
    Path dataFolder, DemoPorts ports, Map<String, URI> upstreams, Map<String, String> credentials) {

  private static final String CATALOGUE = "demo-catalogue.yaml";

  DemoConfiguration {
    requireNonNull(dataFolder, "dataFolder");
    requireNonNull(ports, "ports");
  }

  /** Writes the configuration and the tool catalogue beside it, and returns the former. */
  Path writeTo(Path folder) throws IOException {
    Path catalogue = folder.resolve(CATALOGUE);
    try (InputStream in =
        requireNonNull(DemoConfiguration.class.getResourceAsStream(CATALOGUE), CATALOGUE)) {
      Files.write(catalogue, in.readAllBytes());
    }
    return Files.writeString(folder.resolve("demo.yaml"), yaml(catalogue), StandardCharsets.UTF_8);
  }

  private String yaml(Path catalogue) {
    return """
    data-dir: %s
    catalogue: [%s]
    gateway:
      listen: 127.0.0.1:%d
      environment: demo
      upstreams:
    %s
      credentials:
    %s
    collector:
      grpc-listen: 127.0.0.1:%d
      http-listen: 127.0.0.1:%d
    control:
      listen: 127.0.0.1:%d
    """
        .formatted(
            quoted(dataFolder.toAbsolutePath().toString()),
            quoted(catalogue.toAbsolutePath().toString()),
            ports.gateway(),
            upstreams.entrySet().stream()
                .map(
                    u ->
                        "    - {name: %s, url: %s}"
                            .formatted(u.getKey(), quoted(u.getValue().toString())))
                .collect(Collectors.joining("\n")),
            credentials.entrySet().stream()
                .map(c -> credential(c.getKey(), c.getValue()))
                .collect(Collectors.joining("\n")),
            ports.grpc(),
            ports.http(),
            ports.control());
  }

  private static String credential(String agent, String token) {
    return "    - {name: %s, subject: %s, agent: %s, kind: exclusive, token: %s}"
        .formatted(agent, agent, agent, quoted(token));
  }

  /** Single quotes take every character as it is, but for themselves. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
