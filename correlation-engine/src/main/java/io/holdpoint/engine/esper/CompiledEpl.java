// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import static java.util.Objects.requireNonNull;

import com.espertech.esper.common.client.EPCompiled;

/** A rule's EPL as classes that were scanned and may be deployed. Immutable. */
public final class CompiledEpl {
  private final String name;
  private final EPCompiled compiled;

  CompiledEpl(String name, EPCompiled compiled) {
    this.name = requireNonNull(name, "name");
    this.compiled = requireNonNull(compiled, "compiled");
  }

  /** The rule's id. */
  public String name() {
    return name;
  }

  EPCompiled compiled() {
    return compiled;
  }
}
