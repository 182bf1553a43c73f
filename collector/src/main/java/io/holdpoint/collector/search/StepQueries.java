// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.collector.search;

import io.holdpoint.model.query.Field;
import io.holdpoint.model.query.Filter;
import io.holdpoint.model.query.Filter.Operator;
import io.holdpoint.model.query.Terms;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/** Filters as queries of the index. */
final class StepQueries {

  private final UnaryOperator<String> print;
  private final Expansion expansion;

  /** The words of the index that begin with a text, at most a few. */
  @FunctionalInterface
  interface Expansion {
    List<Term> of(Term prefix);
  }

  /**
   * @param print gives the keyed print of a value
   * @param expansion needed where the last of several words is only the beginning of one
   */
  StepQueries(UnaryOperator<String> print, Expansion expansion) {
    this.print = print;
    this.expansion = expansion;
  }

  /** Steps of a tenant. */
  Query of(String tenant, Filter filter) {
    return new ConstantScoreQuery(
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(StepDocuments.TENANT, tenant)), Occur.FILTER)
            .add(of(filter), Occur.FILTER)
            .build());
  }

  private Query of(Filter filter) {
    return switch (filter) {
      case Filter.And and when and.parts().isEmpty() -> MatchAllDocsQuery.INSTANCE;
      case Filter.And and -> all(and.parts(), Occur.FILTER);
      case Filter.Or or -> all(or.parts(), Occur.SHOULD);
      case Filter.Not not -> not(of(not.part()));
      case Filter.Anywhere anywhere -> words(anywhere.text());
      case Filter.Text text -> text(text);
      case Filter.Amount amount -> number(amount);
      case Filter.Time time -> time(time);
    };
  }

  private Query all(List<Filter> parts, Occur occur) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(of(part), occur));
    return query.build();
  }

  private static Query not(Query query) {
    return new BooleanQuery.Builder()
        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
        .add(query, Occur.MUST_NOT)
        .build();
  }

  private Query text(Filter.Text text) {
    return switch (text.field().type()) {
      case WORDS -> words(text.value());
      case VALUE -> new TermQuery(new Term(text.field().word(), print.apply(text.value())));
      case TEXT, LIST, NUMBER, TIME -> {
        Query query = term(text);
        yield text.operator() == Operator.IS_NOT ? not(query) : query;
      }
    };
  }

  private static Query term(Filter.Text text) {
    String name = text.field().word();
    String value = text.value();
    if (text.operator() == Operator.CONTAINS) {
      return new WildcardQuery(new Term(name, "*" + escaped(value) + "*"));
    }
    if (value.indexOf('*') < 0) {
      return new TermQuery(new Term(name, value));
    }
    return new WildcardQuery(new Term(name, escaped(value).replace("\\*", "*")));
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

  private Query words(String wanted) {
    String field = Field.TEXT.word();
    List<String> words = Terms.of(wanted);
    if (words.isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    Term last = new Term(field, words.getLast());
    if (words.size() == 1) {
      return Terms.isOpen(wanted) ? new PrefixQuery(last) : new TermQuery(last);
    }
    if (!Terms.isOpen(wanted)) {
      return new PhraseQuery(field, words.toArray(new String[0]));
    }
    List<Term> ends = expansion.of(last);
    if (ends.isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
    words.subList(0, words.size() - 1).forEach(word -> phrase.add(new Term(field, word)));
    return phrase.add(ends.toArray(new Term[0])).build();
  }

  /** The index has the very numbers that a row is asked for. */
  private static Query number(Filter.Amount number) {
    String field = number.field().word();
    double value = number.value();
    return switch (number.operator()) {
      case IS -> DoublePoint.newExactQuery(field, value);
      case IS_NOT -> not(DoublePoint.newExactQuery(field, value));
      case MORE ->
          DoublePoint.newRangeQuery(field, DoublePoint.nextUp(value), Double.POSITIVE_INFINITY);
      case AT_LEAST -> DoublePoint.newRangeQuery(field, value, Double.POSITIVE_INFINITY);
      case LESS ->
          DoublePoint.newRangeQuery(field, Double.NEGATIVE_INFINITY, DoublePoint.nextDown(value));
      case AT_MOST -> DoublePoint.newRangeQuery(field, Double.NEGATIVE_INFINITY, value);
      case CONTAINS ->
          throw new IllegalArgumentException("operator: got CONTAINS (expected: order)");
    };
  }

  private static Query time(Filter.Time time) {
    long at = time.epochNanos();
    return switch (time.operator()) {
      case MORE -> at == Long.MAX_VALUE ? MatchNoDocsQuery.INSTANCE : from(at + 1);
      case AT_LEAST -> from(at);
      case LESS -> not(from(at));
      case AT_MOST -> at == Long.MAX_VALUE ? MatchAllDocsQuery.INSTANCE : not(from(at + 1));
      case IS, IS_NOT, CONTAINS ->
          throw new IllegalArgumentException(
              "operator: got " + time.operator() + " (expected: an order)");
    };
  }

  private static Query from(long at) {
    return LongPoint.newRangeQuery(StepDocuments.AT, at, Long.MAX_VALUE);
  }
}
