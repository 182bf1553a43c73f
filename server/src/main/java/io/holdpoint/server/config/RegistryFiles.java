// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.config;

import io.holdpoint.gateway.registry.AgentRegistry;
import io.holdpoint.gateway.registry.LiveRegistry;
import io.holdpoint.model.json.Hashes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Registries of agents on disk, with the owners that the configuration names.
 *
 * @param files of the registry
 * @param owners of agents of which they name none, by principal
 */
public record RegistryFiles(List<Path> files, Map<String, String> owners)
    implements LiveRegistry.Source {

  public RegistryFiles {
    files = List.copyOf(files);
    owners = Map.copyOf(owners);
  }

  @Override
  public String version() {
    return Hashes.sha256Hex(64, files.stream().map(ConfigFile::text).toArray(String[]::new));
  }

  @Override
  public AgentRegistry read() {
    return Registries.read(files).orOwners(owners);
  }
}
