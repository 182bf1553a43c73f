// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.CorrelationEngine;
import io.holdpoint.engine.EngineSettings;
import io.holdpoint.engine.intent.Vocabulary;
import io.holdpoint.engine.rules.RuleSet;
import io.holdpoint.gateway.catalogue.ToolCatalogue;
import java.time.InstantSource;
import java.util.List;

/**
 * What is measured.
 *
 * @param settings of its engines; of one shard, for each is used by one thread
 * @param rules what is looked for
 * @param vocabulary what texts are read with
 * @param catalogue what is known of tools
 * @param reference says which calls count as more than reading, whatever {@code catalogue} says
 */
public record Bench(
    EngineSettings settings,
    RuleSet rules,
    Vocabulary vocabulary,
    ToolCatalogue catalogue,
    ToolCatalogue reference) {

  public Bench {
    requireNonNull(settings, "settings");
    requireNonNull(rules, "rules");
    requireNonNull(vocabulary, "vocabulary");
    requireNonNull(catalogue, "catalogue");
    requireNonNull(reference, "reference");
  }

  /** A bench with the vocabulary of the product. */
  public static Bench of(RuleSet rules, ToolCatalogue catalogue) {
    return new Bench(
        EngineSettings.DEFAULTS.withShards(1), rules, Vocabulary.shipped(), catalogue, catalogue);
  }

  /** This bench with another catalogue, which does not change what counts as reading. */
  public Bench with(ToolCatalogue other) {
    return new Bench(settings, rules, vocabulary, other, reference);
  }

  /** This bench with another vocabulary. */
  public Bench with(Vocabulary other) {
    return new Bench(settings, rules, other, catalogue, reference);
  }

  /** This bench with other rules. */
  public Bench with(RuleSet others) {
    return new Bench(settings, others, vocabulary, catalogue, reference);
  }

  /** This bench with the rule that notes drift alone, so that nothing stops what is learnt from. */
  public Bench onlyDrift() {
    return with(RuleSet.load(List.of(), true, null).only("HP-DRIFT-002"));
  }

  /** A fresh engine; who asks for it closes it. */
  public CorrelationEngine engine(InstantSource clock) {
    return new CorrelationEngine(settings, rules, clock, vocabulary);
  }
}
