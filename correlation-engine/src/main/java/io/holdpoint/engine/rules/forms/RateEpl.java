// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.engine.rules.forms.Form.Measure;
import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A rate as EPL. The function {@code rate} remembers what counts of each group, in a bounded way.
 *
 * @param form what is looked for
 * @param scope how events are grouped
 */
record RateEpl(Form.Rate form, Scope scope) {
  EplText write(Position at, Selection selection, BiConsumer<EplText, DocumentNode.Scalar> append) {
    String rate = "rate(" + arguments() + ")";
    EplText text =
        new EplText(at)
            .literal(Groups.hint(scope, form.within()))
            .literal("select " + rate + " as chain\nfrom ");
    append.accept(text, selection.scalar());
    List<String> keys = scope.columns().stream().map(column -> "e." + column).toList();
    return text.literal(" as e" + Groups.by(keys) + "\nhaving " + rate + " is not null");
  }

  private String arguments() {
    String by =
        form.by().stream().map(column -> "e." + column + ", ").collect(Collectors.joining());
    return "'"
        + form.measure().word()
        + "', "
        + form.within().toMillis()
        + "L, "
        + form.atLeast()
        + "L, "
        + form.by().size()
        + ", "
        + by
        + "e, "
        + (form.measure() == Measure.COUNT ? "0" : "e." + form.column());
  }
}
