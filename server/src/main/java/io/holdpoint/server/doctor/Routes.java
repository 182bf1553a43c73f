// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.doctor;

import io.holdpoint.gateway.GatewayConfig;
import io.holdpoint.server.doctor.Finding.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says whether an agent's way to a server leads through the gateway. */
final class Routes {

  private static final String AREA = "agent";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final GatewayConfig gateway;
  private final Set<String> upstreams = new HashSet<>();
  private final Set<String> hosts = new HashSet<>(LOOPBACK);

  Routes(GatewayConfig gateway) {
    this.gateway = gateway;
    gateway.upstreams().forEach(upstream -> upstreams.add(upstream.name()));
    gateway.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
  }

  Finding judge(AgentServer server) {
    if (server.disabled()) {
      return new Finding(
          Severity.INFO, AREA, server.subject(), "is switched off: " + server.place(), "");
    }
    return server.words().isEmpty() ? address(server) : process(server);
  }

  private static Finding process(AgentServer server) {
    List<String> words = server.words();
    Path program = Path.of(words.getFirst()).getFileName();
    boolean wrapped =
        program != null
            && program.toString().equals("holdpoint")
            && words.size() > 1
            && words.get(1).equals("wrap");
    return wrapped
        ? Finding.ok(AREA, server.subject(), "is wrapped: " + server.place())
        : bypass(
            server,
            "runs \"" + program + "\" itself",
            "put \"holdpoint wrap --name " + server.name() + " --\" before its command");
  }

  private Finding address(AgentServer server) {
    URI uri;
    try {
      uri = new URI(server.url());
    } catch (URISyntaxException e) {
      return new Finding(
          Severity.WARNING,
          AREA,
          server.subject(),
          "has neither a command nor a usable url: " + server.place(),
          "mend the entry");
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    if (!hosts.contains(host) || uri.getPort() != gateway.listen().port()) {
      boolean known =
          gateway.upstreams().stream()
              .flatMap(upstream -> upstream.url().stream())
              .anyMatch(url -> sameOrigin(url, uri));
      return bypass(
          server,
          "calls " + host + (known ? ", an upstream of the gateway, itself" : " itself"),
          "let it call " + gateway.scheme() + "://" + gateway.listen() + "/{upstream}/mcp");
    }
    String path = uri.getPath() == null ? "" : uri.getPath();
    String name = path.replaceAll("^/|/(mcp|sse)$", "");
    boolean federated = path.equals("/mcp") && gateway.federation().enabled();
    return federated || upstreams.contains(name)
        ? Finding.ok(AREA, server.subject(), "calls the gateway: " + server.place())
        : new Finding(
            Severity.ERROR,
            AREA,
            server.subject(),
            "calls the gateway for an upstream it does not have: " + server.place(),
            "use one of " + String.join(", ", upstreams.stream().sorted().toList()));
  }

  private static Finding bypass(AgentServer server, String how, String advice) {
    return new Finding(
        Severity.ERROR,
        AREA,
        server.subject(),
        "bypasses the gateway: it " + how + ": " + server.place(),
        advice);
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getPort() == other.getPort()
        && one.getHost() != null
        && one.getHost().equalsIgnoreCase(other.getHost());
  }
}
