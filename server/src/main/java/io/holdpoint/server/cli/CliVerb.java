// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.cli;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * One verb of the command line: a class annotated with picocli's {@code @Command} that returns an
 * exit code of {@link ExitCode}. Verbs of other modules are found by {@link
 * java.util.ServiceLoader}: such a class is public and has a constructor without parameters.
 */
public interface CliVerb extends Callable<Integer> {

  /**
   * Does the work on the calling thread.
   *
   * @return the exit code of the process
   * @throws CliFailure if the verb failed in a way its user can be told of in one sentence
   */
  @Override
  Integer call();

  /** The verbs below this one, possibly none. */
  default List<CliVerb> verbs() {
    return List.of();
  }
}
