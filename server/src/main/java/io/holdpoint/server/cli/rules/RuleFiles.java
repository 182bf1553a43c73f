// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli.rules;

import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.model.document.DocumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Which rules a verb is about. */
final class RuleFiles {

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Rule files, or folders of *.yaml. Default: the shipped rules.")
  private List<Path> paths = new ArrayList<>();

  /** The sound rules, and what is wrong with the others. */
  RuleSet.Checked check() {
    return RuleSet.check(paths, paths.isEmpty(), null);
  }

  /** The rules, all of them sound. */
  RuleSet load() {
    RuleSet.Checked checked = check();
    if (!checked.problems().isEmpty()) {
      throw new DocumentException(checked.problems());
    }
    return checked.rules();
  }
}
