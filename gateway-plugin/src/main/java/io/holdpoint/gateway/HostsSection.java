// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway;

import io.holdpoint.model.document.DocumentReader;
import io.holdpoint.model.identity.PrincipalKind;
import java.util.List;

/** Reads the list {@code hosts} of the section {@code gateway}. */
final class HostsSection {

  private HostsSection() {}

  static List<GatewayConfig.HostCredential> read(DocumentReader section) {
    List<GatewayConfig.HostCredential> hosts = section.sections("hosts", HostsSection::host);
    GatewaySection.unique(section, "hosts", hosts, GatewayConfig.HostCredential::name);
    return hosts;
  }

  /** A token that agents hold attests nothing, so no host may have it. */
  static void check(DocumentReader section, GatewayConfig config) {
    List<String> agents = config.credentials().stream().map(c -> c.token()).toList();
    List<String> hosts = config.hosts().stream().map(h -> h.token()).toList();
    for (GatewayConfig.HostCredential host : config.hosts()) {
      if (agents.contains(host.token())
          || hosts.indexOf(host.token()) != hosts.lastIndexOf(host.token())) {
        section.problem(
            "hosts",
            "got a token of "
                + host.name()
                + " that somebody else has too (expected: a token no agent and no other host has)");
      }
    }
  }

  private static GatewayConfig.HostCredential host(DocumentReader item) {
    String name = GatewaySection.name(item, "name", item.requiredText("name"));
    List<String> principals = item.texts("principals");
    return new GatewayConfig.HostCredential(
        name,
        principals.isEmpty() ? List.of(name) : principals,
        item.choice("kind", PrincipalKind.class, PrincipalKind.EXCLUSIVE),
        GatewaySection.token(item));
  }
}
