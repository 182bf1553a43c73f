// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules;

import static java.util.Objects.requireNonNull;

import io.holdpoint.engine.rules.conduct.Audience;
import io.holdpoint.engine.rules.forms.EplText;
import io.holdpoint.engine.rules.forms.Parameter;
import java.util.List;

/**
 * A rule's logic with other parameters, for some agents.
 *
 * @param audience for whom
 * @param parameters all its parameters, the other ones among them
 * @param text what it is compiled from
 */
public record Variant(Audience audience, List<Parameter> parameters, EplText text) {
  public Variant {
    requireNonNull(audience, "audience");
    parameters = List.copyOf(parameters);
    requireNonNull(text, "text");
  }
}
