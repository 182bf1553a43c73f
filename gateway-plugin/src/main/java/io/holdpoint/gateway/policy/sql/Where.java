// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.sql;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** Whether a condition leaves any row out: one that is always true is none. */
final class Where {

  private Where() {}

  static boolean narrows(@Nullable Expression where) {
    return switch (where) {
      case null -> false;
      case ParenthesedExpressionList<?> list ->
          list.size() == 1 ? narrows(list.getFirst()) : hasColumn(list);
      case AndExpression and ->
          narrows(and.getLeftExpression()) || narrows(and.getRightExpression());
      case OrExpression or -> narrows(or.getLeftExpression()) && narrows(or.getRightExpression());
      case LikeExpression like ->
          !like.getRightExpression().toString().matches("'%+'") && hasColumn(like);
      case EqualsTo same -> !isSame(same) && hasColumn(same);
      case GreaterThanEquals same -> !isSame(same) && hasColumn(same);
      case MinorThanEquals same -> !isSame(same) && hasColumn(same);
      default -> hasColumn(where);
    };
  }

  private static boolean isSame(BinaryExpression both) {
    return both.getLeftExpression()
        .toString()
        .equalsIgnoreCase(both.getRightExpression().toString());
  }

  private static boolean hasColumn(Expression expression) {
    List<Column> columns = new ArrayList<>();
    expression.accept(
        new ExpressionVisitorAdapter<Void>() {
          @Override
          public <S> @Nullable Void visit(Column column, S context) {
            String name = column.getFullyQualifiedName();
            if (!name.equalsIgnoreCase("true") && !name.equalsIgnoreCase("false")) {
              columns.add(column);
            }
            return null;
          }
        },
        null);
    return !columns.isEmpty();
  }
}
