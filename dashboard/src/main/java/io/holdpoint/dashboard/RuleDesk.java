// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.dashboard;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Where the rules are. Safe for use by many threads. */
@FunctionalInterface
public interface RuleDesk extends Supplier<List<RuleInfo>> {

  /** The rules in force now. */
  @Override
  List<RuleInfo> get();

  /** What is wrong with rule files, whose former versions stay in force; file, line and column. */
  default List<String> problems() {
    return List.of();
  }

  /** Looks at the rule files now and takes in what changed; may take seconds. */
  default Reloaded reload() {
    return new Reloaded(Instant.EPOCH, List.of(), List.of(), List.of());
  }

  /**
   * What came of looking at the rule files.
   *
   * @param at when
   * @param activated versions that came into force, such as {@code ACME-CHAIN-001 v2}
   * @param retired versions that went out of force
   * @param problems of files whose former versions stay in force
   */
  record Reloaded(Instant at, List<String> activated, List<String> retired, List<String> problems) {
    public Reloaded {
      requireNonNull(at, "at");
      activated = List.copyOf(activated);
      retired = List.copyOf(retired);
      problems = List.copyOf(problems);
    }
  }
}
