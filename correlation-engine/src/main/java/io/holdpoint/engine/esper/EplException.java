// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import java.util.List;
import java.util.stream.Collectors;

/** A rule's EPL does not compile or is not allowed. */
public final class EplException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<EplProblem> problems;

  public EplException(List<EplProblem> problems) {
    super(problems.stream().map(EplProblem::message).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, at least one. */
  public List<EplProblem> problems() {
    return problems;
  }
}
