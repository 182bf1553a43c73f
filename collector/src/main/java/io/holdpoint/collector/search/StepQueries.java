// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.collector.search.IndexedStep.Place;
import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.Filter.Operator;
import io.holdpoint.model.query.Terms;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.jspecify.annotations.Nullable;

/**
 * Filters as queries for groups of steps. A query finds every group that has a step the filter asks
 * for, and perhaps some that have none. What is denied is turned round: a group may have a step
 * that is not so, unless it is known that each of its steps is.
 */
final class StepQueries {

  /** Of which steps of a group something is said. */
  private enum Of {
    /** True of a group if it may be true of a step. */
    ANY,
    /** True of a group only if it is true of each step. */
    EACH
  }

  private final UnaryOperator<String> print;

  /**
   * @param print gives the keyed print of a value
   */
  StepQueries(UnaryOperator<String> print) {
    this.print = print;
  }

  /**
   * Groups of a tenant that may have a step.
   *
   * @param after only what comes behind this one; null for all
   */
  Query of(String tenant, Filter filter, @Nullable Place after) {
    BooleanQuery.Builder query =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(GroupDocument.TENANT, tenant)), Occur.FILTER)
            .add(of(filter, Of.ANY), Occur.FILTER);
    if (after != null) {
      query.add(upTo(GroupDocument.FIRST, after.at()), Occur.FILTER);
    }
    return new ConstantScoreQuery(query.build());
  }

  private Query of(Filter filter, Of of) {
    return switch (filter) {
      case Filter.And and when and.parts().isEmpty() -> MatchAllDocsQuery.INSTANCE;
      case Filter.And and -> all(and.parts(), of, Occur.FILTER);
      case Filter.Or or -> all(or.parts(), of, Occur.SHOULD);
      case Filter.Not not -> not(of(not.part(), other(of)));
      case Filter.Anywhere anywhere -> words(anywhere.text(), of);
      case Filter.Text text -> text(text, of);
      case Filter.Amount amount -> number(amount, of);
      case Filter.Time time -> time(time, of);
    };
  }

  private Query all(List<Filter> parts, Of of, Occur occur) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(of(part, of), occur));
    return query.build();
  }

  private static Of other(Of of) {
    return of == Of.ANY ? Of.EACH : Of.ANY;
  }

  private static Query not(Query query) {
    return new BooleanQuery.Builder()
        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
        .add(query, Occur.MUST_NOT)
        .build();
  }

  private static Query both(Query a, Query b) {
    return new BooleanQuery.Builder().add(a, Occur.FILTER).add(b, Occur.FILTER).build();
  }

  private Query text(Filter.Text text, Of of) {
    return switch (text.field().type()) {
      case WORDS -> words(text.value(), of);
      case VALUE ->
          of == Of.ANY
              ? new TermQuery(new Term(text.field().word(), print.apply(text.value())))
              : MatchNoDocsQuery.INSTANCE;
      case TEXT, LIST, NUMBER, TIME ->
          text.operator() == Operator.IS_NOT ? not(name(text, other(of))) : name(text, of);
    };
  }

  private static Query name(Filter.Text text, Of of) {
    Query query = name(text);
    return of == Of.ANY
        ? query
        : both(query, not(new TermQuery(new Term(GroupDocument.MIXED, text.field().word()))));
  }

  private static Query name(Filter.Text text) {
    String field = text.field().word();
    String value = text.value();
    if (text.operator() == Operator.CONTAINS) {
      return new WildcardQuery(new Term(field, "*" + escaped(value) + "*"));
    }
    if (value.indexOf('*') < 0) {
      return new TermQuery(new Term(field, value));
    }
    return new WildcardQuery(new Term(field, escaped(value).replace("\\*", "*")));
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '*' || c == '?' || c == '\\') {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  /** The index knows which words a group has, not where. */
  private static Query words(String wanted, Of of) {
    List<String> words = Terms.of(wanted);
    if (words.isEmpty() || of == Of.EACH) {
      return MatchNoDocsQuery.INSTANCE;
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (int i = 0; i < words.size(); i++) {
      Term term = new Term(Field.TEXT.word(), words.get(i));
      boolean open = i == words.size() - 1 && Terms.isOpen(wanted);
      query.add(open ? new PrefixQuery(term) : new TermQuery(term), Occur.FILTER);
    }
    return query.build();
  }

  private static Query number(Filter.Amount amount, Of of) {
    long value = GroupDocument.number(amount.value());
    String least = GroupDocument.least(amount.field());
    String greatest = GroupDocument.greatest(amount.field());
    String high = of == Of.ANY ? greatest : least;
    String low = of == Of.ANY ? least : greatest;
    return switch (amount.operator()) {
      case IS -> both(upTo(low, value), from(high, value));
      case IS_NOT -> not(number(as(amount, Operator.IS), other(of)));
      case MORE -> above(high, value);
      case AT_LEAST -> from(high, value);
      case LESS -> below(low, value);
      case AT_MOST -> upTo(low, value);
      case CONTAINS ->
          throw new IllegalArgumentException("operator: got CONTAINS (expected: order)");
    };
  }

  private static Filter.Amount as(Filter.Amount amount, Operator operator) {
    return new Filter.Amount(amount.field(), operator, amount.value());
  }

  private static Query time(Filter.Time time, Of of) {
    long at = time.epochNanos();
    String late = of == Of.ANY ? GroupDocument.LAST : GroupDocument.FIRST;
    String early = of == Of.ANY ? GroupDocument.FIRST : GroupDocument.LAST;
    return switch (time.operator()) {
      case MORE -> above(late, at);
      case AT_LEAST -> from(late, at);
      case LESS -> below(early, at);
      case AT_MOST -> upTo(early, at);
      case IS, IS_NOT, CONTAINS ->
          throw new IllegalArgumentException(
              "operator: got " + time.operator() + " (expected: an order)");
    };
  }

  private static Query from(String field, long value) {
    return NumericDocValuesField.newSlowRangeQuery(field, value, Long.MAX_VALUE);
  }

  private static Query upTo(String field, long value) {
    return NumericDocValuesField.newSlowRangeQuery(field, Long.MIN_VALUE, value);
  }

  private static Query above(String field, long value) {
    return value == Long.MAX_VALUE ? MatchNoDocsQuery.INSTANCE : from(field, value + 1);
  }

  private static Query below(String field, long value) {
    return value == Long.MIN_VALUE ? MatchNoDocsQuery.INSTANCE : upTo(field, value - 1);
  }
}
