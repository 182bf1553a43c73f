// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.Set;

/** The variables an expression asks for. */
final class Names {

  private final Set<String> found = new HashSet<>();

  private Names() {}

  static Set<String> of(CelExpr expression) {
    Names names = new Names();
    names.take(expression);
    return names.found;
  }

  private void take(CelExpr expression) {
    switch (expression.getKind()) {
      case NOT_SET, CONSTANT -> {}
      case IDENT -> found.add(expression.ident().name());
      case SELECT -> take(expression.select().operand());
      case CALL -> {
        expression.call().target().ifPresent(this::take);
        expression.call().args().forEach(this::take);
      }
      case LIST -> expression.list().elements().forEach(this::take);
      case STRUCT -> expression.struct().entries().forEach(entry -> take(entry.value()));
      case MAP ->
          expression
              .map()
              .entries()
              .forEach(
                  entry -> {
                    take(entry.key());
                    take(entry.value());
                  });
      case COMPREHENSION -> comprehension(expression.comprehension());
    }
  }

  private void comprehension(CelExpr.CelComprehension loop) {
    Names within = new Names();
    within.take(loop.loopCondition());
    within.take(loop.loopStep());
    within.take(loop.result());
    within.found.remove(loop.iterVar());
    within.found.remove(loop.iterVar2());
    within.found.remove(loop.accuVar());
    found.addAll(within.found);
    take(loop.iterRange());
    take(loop.accuInit());
  }
}
