// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.rules.forms;

import io.holdpoint.model.document.DocumentNode;
import io.holdpoint.model.document.Position;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sequence as EPL. The pattern brings each step's events under a name of their own; the function
 * {@code sequence} remembers how far the chains of each group have come, in a bounded way.
 *
 * @param form what is looked for
 * @param scope how events are grouped
 */
record SequenceEpl(Form.Sequence form, Scope scope) {
  EplText write(
      Position at, List<Selection> selections, BiConsumer<EplText, DocumentNode.Scalar> append) {
    String chain = "sequence(" + arguments(selections.size()) + ")";
    EplText text =
        new EplText(at)
            .literal(Groups.hint(scope, form.within()))
            .literal("select " + chain + " as chain\nfrom pattern [");
    for (int i = 0; i < selections.size(); i++) {
      text.literal((i == 0 ? "" : "\n  or ") + "(every s" + (i + 1) + "=");
      append.accept(text, selections.get(i).scalar());
      text.literal(")");
    }
    List<String> keys =
        scope.columns().stream().map(column -> of(column, selections.size())).toList();
    return text.literal("]" + Groups.by(keys) + "\nhaving " + chain + " is not null");
  }

  private String arguments(int names) {
    String by = form.by().stream().map(c -> of(c, names) + ", ").collect(Collectors.joining());
    return form.within().toMillis()
        + "L, "
        + form.anyOrder()
        + ", "
        + form.steps().size()
        + ", "
        + form.by().size()
        + ", "
        + by
        + IntStream.rangeClosed(1, names).mapToObj(i -> "s" + i).collect(Collectors.joining(", "));
  }

  /** The column of whichever event it is. */
  private static String of(String column, int names) {
    return IntStream.rangeClosed(1, names)
        .mapToObj(i -> "s" + i + "." + column)
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }
}
