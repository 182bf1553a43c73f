// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import io.holdpoint.engine.apart.Compiling;
import io.holdpoint.engine.rules.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which rules a verb is about. */
final class RuleFiles {

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Rule files, or folders of *.yaml. Default: the shipped rules.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--confined",
      description = {
        "Compile in a process of its own that can reach no files, no network and no other process:",
        "for rules of authors who are not trusted. Linux only."
      })
  private boolean confined;

  /** The sound rules, and what is wrong with the others. */
  RuleSet.Checked check() {
    Compiling.Place place = confined ? Compiling.Place.CONFINED : Compiling.Place.HERE;
    return RuleSet.check(Compiling.here(null).weighing().at(place), paths, paths.isEmpty());
  }

  /** The rules, all of them sound. */
  RuleSet load() {
    return check().sound();
  }
}
