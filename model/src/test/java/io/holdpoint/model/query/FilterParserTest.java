// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdpoint.model.query.Filter.Amount;
import io.holdpoint.model.query.Filter.And;
import io.holdpoint.model.query.Filter.Anywhere;
import io.holdpoint.model.query.Filter.Not;
import io.holdpoint.model.query.Filter.Operator;
import io.holdpoint.model.query.Filter.Or;
import io.holdpoint.model.query.Filter.Subject;
import io.holdpoint.model.query.Filter.Text;
import io.holdpoint.model.query.Filter.Time;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterParserTest {

  @Test
  void reads_the_filter_of_the_documentation() throws FilterException {
    assertThat(parse("agent = \"billing\" and tool ~ \"mail\" and risk > 60 and label:secret"))
        .isEqualTo(
            new And(
                List.of(
                    new Text(Field.AGENT, Operator.IS, "billing"),
                    new Text(Field.TOOL, Operator.CONTAINS, "mail"),
                    new Amount(Field.RISK, Operator.MORE, 60),
                    new Text(Field.LABEL, Operator.IS, "secret"))));
  }

  @Test
  void binds_and_tighter_than_or_and_not_tightest() throws FilterException {
    Filter a = new Anywhere("a");
    Filter b = new Anywhere("b");
    Filter c = new Anywhere("c");
    assertThat(parse("a or b and not c"))
        .isEqualTo(new Or(List.of(a, new And(List.of(b, new Not(c))))));
    assertThat(parse("(a or b) c")).isEqualTo(new And(List.of(new Or(List.of(a, b)), c)));
    assertThat(parse("NOT NOT a")).isEqualTo(new Not(new Not(a)));
  }

  @Test
  void takes_everything_for_nothing() throws FilterException {
    assertThat(parse("  ")).isEqualTo(Filter.ALL);
  }

  @Test
  void reads_colons_of_fields_only() throws FilterException {
    assertThat(parse("label:\"two words\""))
        .isEqualTo(new Text(Field.LABEL, Operator.IS, "two words"));
    assertThat(parse("agent:bill*")).isEqualTo(new Text(Field.AGENT, Operator.IS, "bill*"));
    assertThat(parse("mcp:thing")).isEqualTo(new Anywhere("mcp:thing"));
    assertThat(parse("\"label:secret\"")).isEqualTo(new Anywhere("label:secret"));
  }

  @Test
  void reads_quotes_escapes_and_capitals() throws FilterException {
    assertThat(parse("TASK = \"Say \\\"Hi\\\" \\\\ now\""))
        .isEqualTo(new Text(Field.TASK, Operator.IS, "say \"hi\" \\ now"));
    assertThat(parse("agent=\"\"")).isEqualTo(new Text(Field.AGENT, Operator.IS, ""));
  }

  @Test
  void reads_times_of_utc() throws FilterException {
    assertThat(parse("at >= 1970-01-02"))
        .isEqualTo(new Time(Field.AT, Operator.AT_LEAST, 86_400_000_000_000L));
    assertThat(parse("at < 1970-01-01T00:00:01z"))
        .isEqualTo(new Time(Field.AT, Operator.LESS, 1_000_000_000L));
    assertThat(parse("at < \"1970-01-01T01:00\""))
        .isEqualTo(new Time(Field.AT, Operator.LESS, 3_600_000_000_000L));
  }

  @Test
  void keeps_a_value_that_is_searched_out_of_its_text() throws FilterException {
    assertThat(parse("value = \"DE89 3704 0044 0532 0130 00\"").toString()).doesNotContain("3704");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "foo = bar|1|got foo (expected: one of agent,",
        "agent = |8|got nothing after agent = (expected: a value)",
        "agent > 3|7|got agent > (expected: one of : = != ~)",
        "risk > high|8|got high (expected: a number)",
        "risk ~ 3|6|got risk ~ (expected: one of : = != > >= < <=)",
        "risk:|6|got nothing after risk : (expected: a value)",
        "risk:x|6|got x (expected: a number)",
        "a and|6|got the end (expected: one more term)",
        "(a or b|1|got no end (expected: a closing parenthesis)",
        "a)|2|got ) (expected: and, or, or the end)",
        "= a|1|got = (expected: a field or a word)",
        "a \"b|3|got a text without an end (expected: a closing quote)",
        "a ! b|3|got ! (expected: != or not)",
        "at > yesterday|6|got yesterday (expected: a time of UTC",
        "value = open|9|got a value without a print (expected:",
        "text ~ \"--\"|8|got no word (expected: letters or digits)",
      })
  void says_what_is_wrong_and_where(String text, int column, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            FilterException.class,
            e -> {
              assertThat(e.column()).isEqualTo(column);
              assertThat(e)
                  .hasMessageStartingWith("filter, column " + column + ": ")
                  .hasMessageContaining(message);
            });
  }

  @Test
  void refuses_what_is_too_deep_or_too_long() {
    assertThatThrownBy(() -> parse("(".repeat(100) + "a" + ")".repeat(100)))
        .hasMessageContaining("got more than 40 levels (expected: fewer)");
    assertThatThrownBy(() -> parse("a ".repeat(2001)))
        .hasMessageContaining("got 4002 characters (expected: at most 4000)");
  }

  private static Filter parse(String text) throws FilterException {
    return FilterParser.parse(text, Subject.SESSIONS);
  }
}
