// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.document.DocumentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which policies are in force.
 *
 * @param files of the operator; relative ones count from the folder of the configuration
 * @param shipped whether the shipped policy is in force too
 * @param registry files that say who answers for which agent; relative ones count likewise
 * @param reload how often to look whether files have changed, zero for never
 */
public record PolicySettings(
    List<Path> files, boolean shipped, List<Path> registry, Duration reload) {

  /** What a configuration without a word on it means. */
  public static final PolicySettings DEFAULTS =
      new PolicySettings(List.of(), true, List.of(), Duration.ofSeconds(2));

  public PolicySettings {
    files = List.copyOf(files);
    registry = List.copyOf(registry);
    requireNonNull(reload, "reload");
  }

  /** Reads the section {@code policy}; problems go to the reader's list. */
  public static PolicySettings read(DocumentReader section) {
    PolicySettings settings =
        new PolicySettings(
            section.texts("files").stream().map(Path::of).toList(),
            section.flag("shipped", DEFAULTS.shipped()),
            section.texts("registry").stream().map(Path::of).toList(),
            section.duration("reload", DEFAULTS.reload()));
    section.finish();
    return settings;
  }

  /** The same with other names of files. */
  public PolicySettings with(UnaryOperator<Path> names) {
    return new PolicySettings(
        files.stream().map(names).toList(), shipped, registry.stream().map(names).toList(), reload);
  }
}
