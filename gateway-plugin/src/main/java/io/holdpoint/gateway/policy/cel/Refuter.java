// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says of some conditions, without evaluating them, that they do not hold: a conjunction with one
 * part that is false is false, whatever becomes of the other parts (CEL, "Logical operators": an
 * error and false is false). It knows parts that compare a value, or a member of one, with a text,
 * a whole number or a truth value, where both are of the same type; of anything else it says
 * nothing.
 */
final class Refuter {

  private final Comparison[] comparisons;

  private Refuter(List<Comparison> comparisons) {
    this.comparisons = comparisons.toArray(Comparison[]::new);
  }

  /**
   * What can be said of a condition.
   *
   * @param parts of its conjunction
   */
  static Refuter of(List<CelExpr> parts) {
    List<Comparison> known = new ArrayList<>();
    for (CelExpr part : parts) {
      Comparison comparison = comparison(part);
      if (comparison != null) {
        known.add(comparison);
      }
    }
    return new Refuter(known);
  }

  /** True if the condition does not hold; false says nothing. */
  boolean refutes(Facts facts) {
    for (Comparison comparison : comparisons) {
      if (comparison.isFalse(facts)) {
        return true;
      }
    }
    return false;
  }

  private enum Relation {
    EQUAL,
    UNEQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    static @Nullable Relation of(String function) {
      return switch (function) {
        case "_==_" -> EQUAL;
        case "_!=_" -> UNEQUAL;
        case "_<_" -> LESS;
        case "_<=_" -> AT_MOST;
        case "_>_" -> GREATER;
        case "_>=_" -> AT_LEAST;
        default -> null;
      };
    }

    /** Of an order, less than zero if the value comes before the constant. */
    boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case UNEQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }

    boolean isOrder() {
      return this != EQUAL && this != UNEQUAL;
    }
  }

  /**
   * A value, or a member of it, beside a constant.
   *
   * @param member empty for the value itself
   */
  private record Comparison(String name, String member, Relation relation, Object constant) {

    boolean isFalse(Facts facts) {
      Object value = value(facts);
      if (value == null || value.getClass() != constant.getClass()) {
        return false;
      }
      if (value instanceof Long number) {
        return !relation.holds(Long.compare(number, (Long) constant));
      }
      return !relation.holds(value.equals(constant) ? 0 : 1);
    }

    private @Nullable Object value(Facts facts) {
      Optional<Object> value;
      try {
        value = facts.find(name);
      } catch (RuntimeException unreadable) {
        return null; // The evaluation says so.
      }
      if (member.isEmpty()) {
        return value.orElse(null);
      }
      return value.orElse(null) instanceof Map<?, ?> members ? members.get(member) : null;
    }
  }

  private static @Nullable Comparison comparison(CelExpr part) {
    if (part.getKind() != CelExpr.ExprKind.Kind.CALL || part.call().args().size() != 2) {
      return null;
    }
    Relation relation = Relation.of(part.call().function());
    CelExpr side = part.call().args().get(0);
    Object constant = constant(part.call().args().get(1));
    // Texts and truth values have an order in CEL too; nobody asks for it.
    if (relation == null
        || constant == null
        || (relation.isOrder() && !(constant instanceof Long))) {
      return null;
    }
    return switch (side.getKind()) {
      case IDENT -> new Comparison(side.ident().name(), "", relation, constant);
      case SELECT -> {
        CelExpr.CelSelect select = side.select();
        yield select.testOnly() || select.operand().getKind() != CelExpr.ExprKind.Kind.IDENT
            ? null
            : new Comparison(select.operand().ident().name(), select.field(), relation, constant);
      }
      default -> null;
    };
  }

  private static @Nullable Object constant(CelExpr expression) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return null;
    }
    CelConstant constant = expression.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> constant.stringValue();
      case INT64_VALUE -> constant.int64Value();
      case BOOLEAN_VALUE -> constant.booleanValue();
      default -> null;
    };
  }
}
