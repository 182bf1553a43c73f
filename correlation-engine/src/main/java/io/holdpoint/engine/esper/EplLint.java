// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.soda.AnnotationPart;
import com.espertech.esper.common.client.soda.EPStatementObjectModel;
import com.espertech.esper.common.client.soda.Expression;
import com.espertech.esper.common.client.soda.FilterStream;
import com.espertech.esper.common.client.soda.MatchRecogizePatternElementType;
import com.espertech.esper.common.client.soda.MatchRecognizeClause;
import com.espertech.esper.common.client.soda.MatchRecognizeRegEx;
import com.espertech.esper.common.client.soda.MatchRecognizeRegExAtom;
import com.espertech.esper.common.client.soda.MatchRecognizeRegExNested;
import com.espertech.esper.common.client.soda.MatchRecognizeSkipClause;
import com.espertech.esper.common.client.soda.PatternEveryDistinctExpr;
import com.espertech.esper.common.client.soda.PatternEveryExpr;
import com.espertech.esper.common.client.soda.PatternExpr;
import com.espertech.esper.common.client.soda.PatternFilterExpr;
import com.espertech.esper.common.client.soda.PatternFollowedByExpr;
import com.espertech.esper.common.client.soda.PatternGuardExpr;
import com.espertech.esper.common.client.soda.PatternStream;
import com.espertech.esper.common.client.soda.PlugInProjectionExpression;
import com.espertech.esper.common.client.soda.ProjectedStream;
import com.espertech.esper.common.client.soda.RegExpExpression;
import com.espertech.esper.common.client.soda.SelectClauseElement;
import com.espertech.esper.common.client.soda.SelectClauseExpression;
import com.espertech.esper.common.client.soda.SelectClauseWildcard;
import com.espertech.esper.common.client.soda.Stream;
import com.espertech.esper.common.client.soda.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a rule may not be although Esper would take it: anything that defines, changes or deletes,
 * and any form whose memory or cost grows without bound. See the engine's README for the list.
 */
final class EplLint {
  private static final Set<String> ANNOTATIONS = Set.of("Name", "Hint", "Tag", "Description");
  private static final Set<String> UNBOUNDED_WINDOWS =
      Set.of(
          "keepall", "unique", "firstunique", "time_to_live", "timetolive", "expr", "expr_batch");
  private static final Set<MatchRecogizePatternElementType> UNBOUNDED =
      Set.of(
          MatchRecogizePatternElementType.ZERO_TO_MANY,
          MatchRecogizePatternElementType.ONE_TO_MANY,
          MatchRecogizePatternElementType.ZERO_TO_MANY_RELUCTANT,
          MatchRecogizePatternElementType.ONE_TO_MANY_RELUCTANT);

  private final EPStatementObjectModel model;
  private final List<String> problems = new ArrayList<>();

  private EplLint(EPStatementObjectModel model) {
    this.model = model;
  }

  /** What speaks against the statement, possibly nothing. */
  static List<String> problems(EPStatementObjectModel model) {
    EplLint lint = new EplLint(model);
    lint.checkKind();
    lint.checkAnnotations();
    if (model.getFromClause() != null) {
      model.getFromClause().getStreams().forEach(lint::checkStream);
      lint.checkSelect();
    }
    lint.checkMatchRecognize();
    lint.checkGrouping();
    lint.checkExpression(model.getWhereClause());
    lint.checkExpression(model.getHavingClause());
    return List.copyOf(lint.problems);
  }

  private void checkKind() {
    boolean defines =
        java.util.stream.Stream.of(
                model.getCreateClass(),
                model.getCreateContext(),
                model.getCreateDataFlow(),
                model.getCreateExpression(),
                model.getCreateIndex(),
                model.getCreateSchema(),
                model.getCreateTable(),
                model.getCreateVariable(),
                model.getCreateWindow(),
                model.getFireAndForgetClause(),
                model.getIntoTableClause(),
                model.getInsertInto(),
                model.getOnExpr(),
                model.getUpdateClause())
            .anyMatch(Objects::nonNull);
    boolean carriesCode =
        isFilled(model.getScriptExpressions())
            || isFilled(model.getClassProvidedExpressions())
            || isFilled(model.getExpressionDeclarations());
    if (defines || carriesCode || model.getFromClause() == null) {
      problems.add(
          "got a statement that defines, changes or carries code (expected: one plain select)");
    }
    if (model.getOutputLimitClause() != null) {
      problems.add("got an output clause (expected: none: a verdict cannot wait for it)");
    }
  }

  private void checkAnnotations() {
    for (AnnotationPart annotation :
        model.getAnnotations() == null ? List.<AnnotationPart>of() : model.getAnnotations()) {
      if (!ANNOTATIONS.contains(annotation.getName())) {
        problems.add("got annotation @" + annotation.getName() + " (expected: @Hint or @Tag)");
      }
    }
  }

  private void checkSelect() {
    boolean named = false;
    for (SelectClauseElement element : model.getSelectClause().getSelectList()) {
      named |= element instanceof SelectClauseWildcard;
      if (element instanceof SelectClauseExpression column) {
        checkExpression(column.getExpression());
        named |= "event".equals(column.getAsName()) || "chain".equals(column.getAsName());
      }
    }
    if (model.getMatchRecognizeClause() == null && !named) {
      problems.add(
          "got a select without the completing event (expected: *, or ... as event, ... as chain)");
    }
  }

  private void checkStream(Stream stream) {
    switch (stream) {
      case FilterStream filter -> {
        checkExpression(filter.getFilter().getFilter());
        checkViews(filter);
      }
      case PatternStream pattern -> {
        checkPattern(pattern.getExpression(), false);
        checkViews(pattern);
      }
      default ->
          problems.add("got a source other than an event or a pattern (expected: one of these)");
    }
  }

  private void checkViews(ProjectedStream stream) {
    for (View view : stream.getViews()) {
      if (UNBOUNDED_WINDOWS.contains(view.getName())) {
        problems.add("got window #" + view.getName() + " (expected: a window with a bound)");
      } else if (view.getName().equals("groupwin") && !reclaimsGroups()) {
        problems.add(
            "got #groupwin without @Hint('reclaim_group_aged=...,reclaim_group_freq=...')"
                + " (expected: groups that end)");
      }
    }
  }

  private void checkGrouping() {
    boolean bounded = reclaimsGroups() && hasNoWindow() && selectsOneRowPerGroup();
    if (model.getGroupByClause() != null && !bounded) {
      problems.add(
          "got group by, which keeps every group for ever (expected: sequence or rate over no"
              + " window with @Hint('reclaim_group_aged=...,reclaim_group_freq=...'), or #groupwin"
              + " with prevwindow)");
    }
  }

  private void checkPattern(PatternExpr pattern, boolean guarded) {
    switch (pattern) {
      case PatternEveryDistinctExpr distinct when distinct.getExpressions().size() < 2 ->
          problems.add("got every-distinct without an expiry (expected: a time as last argument)");
      case PatternEveryExpr every when !guarded && !isBoundedByItself(every.getChildren()) ->
          problems.add(
              "got every without a bound (expected: where timer:within, every-distinct with an"
                  + " expiry, or every as the last step)");
      default -> {}
    }
    if (pattern instanceof PatternFilterExpr filter) {
      checkExpression(filter.getFilter().getFilter());
    }
    boolean inner = guarded || isTimeGuard(pattern);
    List<PatternExpr> children = pattern.getChildren();
    for (int i = 0; i < children.size(); i++) {
      boolean followed = pattern instanceof PatternFollowedByExpr && i < children.size() - 1;
      boolean restIsTimed =
          followed
              && children.subList(i + 1, children.size()).stream().allMatch(EplLint::isTimeGuard);
      if (followed && !inner && !restIsTimed && isEvery(children.get(i))) {
        problems.add(
            "got every before -> without a bound (expected: where timer:within around what"
                + " follows)");
      } else {
        checkPattern(children.get(i), inner || restIsTimed);
      }
    }
  }

  private static boolean isEvery(PatternExpr pattern) {
    return pattern instanceof PatternEveryExpr;
  }

  private static boolean isBoundedByItself(List<PatternExpr> children) {
    return children.stream().allMatch(c -> c instanceof PatternFilterExpr || isTimeGuard(c));
  }

  private static boolean isTimeGuard(PatternExpr pattern) {
    return pattern instanceof PatternGuardExpr guard
        && guard.getNamespace().equals("timer")
        && guard.getName().startsWith("within");
  }

  private void checkMatchRecognize() {
    MatchRecognizeClause clause = model.getMatchRecognizeClause();
    if (clause == null) {
      return;
    }
    boolean bounded =
        clause.getSkipClause() == MatchRecognizeSkipClause.PAST_LAST_ROW
            && clause.getIntervalClause() != null;
    if (!bounded && repeatsWithoutEnd(clause.getPattern())) {
      problems.add(
          "got + or * in match_recognize (expected: fixed lengths, or after match skip past last"
              + " row with an interval)");
    }
    clause.getDefines().forEach(define -> checkExpression(define.getExpression()));
    clause.getMeasures().forEach(measure -> checkExpression(measure.getExpression()));
  }

  private static boolean repeatsWithoutEnd(MatchRecognizeRegEx pattern) {
    return switch (pattern) {
      case MatchRecognizeRegExAtom atom when UNBOUNDED.contains(atom.getType()) -> true;
      case MatchRecognizeRegExNested nested when UNBOUNDED.contains(nested.getType()) -> true;
      default -> pattern.getChildren().stream().anyMatch(EplLint::repeatsWithoutEnd);
    };
  }

  private void checkExpression(@org.jspecify.annotations.Nullable Expression expression) {
    if (expression == null) {
      return;
    }
    if (expression instanceof RegExpExpression) {
      problems.add("got regexp (expected: like, or a column made for the purpose)");
    } else if (expression.getClass().getSimpleName().startsWith("Subquery")) {
      problems.add("got a subquery (expected: columns of the event)");
    }
    if (expression.getChildren() != null) {
      expression.getChildren().forEach(this::checkExpression);
    }
  }

  /** Where a row shows more than its group, Esper 9 fails as soon as it gives a group up. */
  private boolean selectsOneRowPerGroup() {
    return model.getSelectClause().getSelectList().stream()
        .allMatch(
            element ->
                element instanceof SelectClauseExpression column
                    && column.getExpression() instanceof PlugInProjectionExpression);
  }

  /** Groups of a plain stream are given up; those of a window leave something behind. */
  private boolean hasNoWindow() {
    return model.getFromClause() != null
        && model.getFromClause().getStreams().stream()
            .allMatch(
                s -> s instanceof ProjectedStream projected && projected.getViews().isEmpty());
  }

  private boolean reclaimsGroups() {
    return model.getAnnotations() != null
        && model.getAnnotations().stream()
            .filter(a -> a.getName().equals("Hint"))
            .flatMap(a -> a.getAttributes().stream())
            .anyMatch(a -> String.valueOf(a.getValue()).contains("reclaim_group_aged"));
  }

  private static boolean isFilled(@org.jspecify.annotations.Nullable List<?> list) {
    return list != null && !list.isEmpty();
  }
}
