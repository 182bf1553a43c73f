// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

import com.espertech.esper.common.client.EPCompiled;
import java.util.function.Predicate;

/** A rule's EPL as classes that were scanned and may be deployed. Immutable. */
public final class CompiledEpl {
  private final String name;
  private final String rule;
  private final String epl;
  private final EPCompiled compiled;
  private final Predicate<Object> audience;

  CompiledEpl(String name, String epl, EPCompiled compiled) {
    this(name, name, epl, compiled, event -> true);
  }

  private CompiledEpl(
      String name, String rule, String epl, EPCompiled compiled, Predicate<Object> audience) {
    this.name = requireNonNull(name, "name");
    this.rule = requireNonNull(rule, "rule");
    this.epl = requireNonNull(epl, "epl");
    this.compiled = requireNonNull(compiled, "compiled");
    this.audience = requireNonNull(audience, "audience");
  }

  /**
   * The same for a part of a rule's events: of several classes of one rule, each judges its own.
   *
   * @param ofRule the rule's id
   * @param covers true for events that may complete a match of these classes
   */
  public CompiledEpl judging(String ofRule, Predicate<Object> covers) {
    return new CompiledEpl(name, ofRule, epl, compiled, covers);
  }

  /** What it is called in a runtime: the rule's id, and of which variant. */
  public String name() {
    return name;
  }

  /** The rule's id. */
  public String rule() {
    return rule;
  }

  /** The classes, as {@link RuleCompiler.Workshop} hands them over. */
  public byte[] toBytes() {
    return CompileCache.toBytes(compiled);
  }

  /** True if a match that this event completes is for these classes to tell. */
  boolean judges(Object event) {
    return audience.test(event);
  }

  /**
   * True if the rule may listen to such events: its text names them, or could hide the name behind
   * quotes.
   */
  boolean mayListenTo(Class<?> event) {
    return epl.contains(event.getSimpleName()) || epl.indexOf('`') >= 0 || epl.indexOf('\\') >= 0;
  }

  /** True if it was compiled from the same text. */
  boolean isSameAs(CompiledEpl other) {
    return name.equals(other.name) && epl.equals(other.epl);
  }

  EPCompiled compiled() {
    return compiled;
  }
}
