// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

import com.espertech.esper.common.client.EPCompiled;

/** A rule's EPL as classes that were scanned and may be deployed. Immutable. */
public final class CompiledEpl {
  private final String name;
  private final String epl;
  private final EPCompiled compiled;

  CompiledEpl(String name, String epl, EPCompiled compiled) {
    this.name = requireNonNull(name, "name");
    this.epl = requireNonNull(epl, "epl");
    this.compiled = requireNonNull(compiled, "compiled");
  }

  /** The rule's id. */
  public String name() {
    return name;
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
