// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.query;

import io.holdpoint.model.json.ValuePrints;
import io.holdpoint.model.query.Filter.Operator;
import io.holdpoint.model.query.FilterTokens.Kind;
import io.holdpoint.model.query.FilterTokens.Token;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads filters such as {@code agent = "billing" and tool ~ mail and risk > 60 and label:secret}.
 *
 * <pre>
 * filter = both { "or" both }
 * both   = one { [ "and" ] one }
 * one    = "not" one | "(" filter ")" | field sign value | field ":" value | word
 * </pre>
 *
 * Words that are no field's are looked for anywhere. Values with spaces, signs or nothing in them
 * stand in double quotes; a backslash takes the next character as it is. Case does not matter. The
 * page reads the same language for rows it shows already: {@code query/language.js}.
 */
public final class FilterParser {

  private static final int LONGEST = 4000;
  private static final int DEEPEST = 40;
  private static final int MOST_TERMS = 200;

  private final String text;
  private final Filter.Subject subject;
  private final List<Token> tokens;
  private int at;
  private int depth;
  private int terms;

  private FilterParser(String text, Filter.Subject subject) throws FilterException {
    if (text.length() > LONGEST) {
      throw new FilterException(
          LONGEST + 1, "got " + text.length() + " characters (expected: at most " + LONGEST + ")");
    }
    this.text = text;
    this.subject = subject;
    this.tokens = FilterTokens.of(text);
  }

  /**
   * Reads a filter.
   *
   * @param text empty for everything
   * @throws FilterException if it is none, with the place
   */
  public static Filter parse(String text, Filter.Subject subject) throws FilterException {
    FilterParser parser = new FilterParser(text, subject);
    if (parser.tokens.isEmpty()) {
      return Filter.ALL;
    }
    Filter filter = parser.either();
    if (parser.at < parser.tokens.size()) {
      Token rest = parser.tokens.get(parser.at);
      throw new FilterException(
          rest.column(), "got " + rest.value() + " (expected: and, or, or the end)");
    }
    return filter;
  }

  private Filter either() throws FilterException {
    List<Filter> parts = new ArrayList<>(List.of(both()));
    while (isWord("or")) {
      at++;
      parts.add(both());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.Or(parts);
  }

  private Filter both() throws FilterException {
    List<Filter> parts = new ArrayList<>(List.of(one()));
    while (at < tokens.size() && !isWord("or") && !isSign(")")) {
      if (isWord("and")) {
        at++;
      }
      parts.add(one());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
  }

  private Filter one() throws FilterException {
    if (at == tokens.size()) {
      throw new FilterException(text.length() + 1, "got the end (expected: one more term)");
    }
    Token token = tokens.get(at++);
    if (++terms > MOST_TERMS) {
      throw new FilterException(
          token.column(), "got more than " + MOST_TERMS + " terms (expected: fewer)");
    }
    if (depth++ > DEEPEST) {
      throw new FilterException(
          token.column(), "got more than " + DEEPEST + " levels (expected: fewer)");
    }
    try {
      if (token.kind() == Kind.SIGN) {
        return inParentheses(token);
      }
      if (token.kind() == Kind.WORD) {
        if (token.value().equalsIgnoreCase("not")) {
          return new Filter.Not(one());
        }
        Optional<Filter> named = named(token);
        if (named.isPresent()) {
          return named.get();
        }
      }
      return new Filter.Anywhere(lower(token.value()));
    } finally {
      depth--;
    }
  }

  private Filter inParentheses(Token open) throws FilterException {
    if (!open.value().equals("(")) {
      throw new FilterException(
          open.column(), "got " + open.value() + " (expected: a field or a word)");
    }
    Filter inner = either();
    if (!isSign(")")) {
      throw new FilterException(open.column(), "got no end (expected: a closing parenthesis)");
    }
    at++;
    return inner;
  }

  /** A term that begins with the name of a field, or nothing if it does not. */
  private Optional<Filter> named(Token token) throws FilterException {
    int colon = token.value().indexOf(':');
    Optional<Field> before =
        colon < 0 ? Optional.empty() : Field.named(token.value().substring(0, colon), subject);
    if (before.isPresent()) {
      String rest = token.value().substring(colon + 1);
      int column = token.column() + colon + 1;
      Token value = rest.isEmpty() ? value(before.get(), ":", column) : word(rest, column);
      return Optional.of(term(before.get(), new Token(Kind.SIGN, ":", column - 1), value));
    }
    if (at == tokens.size() || tokens.get(at).kind() != Kind.SIGN || isSign("(") || isSign(")")) {
      return Optional.empty();
    }
    Token sign = tokens.get(at++);
    Field field =
        Field.named(token.value(), subject)
            .orElseThrow(
                () ->
                    new FilterException(
                        token.column(),
                        "got " + token.value() + " (expected: one of " + names() + ")"));
    return Optional.of(
        term(field, sign, value(field, sign.value(), sign.column() + sign.value().length())));
  }

  private Token value(Field field, String sign, int column) throws FilterException {
    if (at == tokens.size() || tokens.get(at).kind() == Kind.SIGN) {
      throw new FilterException(
          column, "got nothing after " + field.word() + " " + sign + " (expected: a value)");
    }
    return tokens.get(at++);
  }

  private static Token word(String value, int column) {
    return new Token(Kind.WORD, value, column);
  }

  private static Filter term(Field field, Token sign, Token value) throws FilterException {
    List<String> operators = field.type().operators();
    if (!operators.contains(sign.value())) {
      throw new FilterException(
          sign.column(),
          "got "
              + field.word()
              + " "
              + sign.value()
              + " (expected: one of "
              + String.join(" ", operators)
              + ")");
    }
    Operator operator = operator(field, sign.value());
    return switch (field.type()) {
      case TEXT, LIST -> new Filter.Text(field, operator, lower(value.value()));
      case WORDS -> {
        if (Terms.of(value.value()).isEmpty()) {
          throw new FilterException(value.column(), "got no word (expected: letters or digits)");
        }
        yield new Filter.Text(field, operator, lower(value.value()));
      }
      case VALUE -> {
        if (!ValuePrints.isSearchable(value.value())) {
          throw new FilterException(
              value.column(), "got a value without a print (expected: " + ValuePrints.RULE + ")");
        }
        yield new Filter.Text(field, operator, value.value());
      }
      case NUMBER -> new Filter.Amount(field, operator, number(value));
      case TIME -> new Filter.Time(field, operator, time(value));
    };
  }

  private static Operator operator(Field field, String sign) {
    return switch (sign) {
      case "=" -> Operator.IS;
      case ":" -> field.type() == Field.Type.WORDS ? Operator.CONTAINS : Operator.IS;
      case "!=" -> Operator.IS_NOT;
      case "~" -> Operator.CONTAINS;
      case ">" -> Operator.MORE;
      case ">=" -> Operator.AT_LEAST;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.AT_MOST;
      default -> throw new IllegalStateException("sign: got " + sign + " (expected: a known one)");
    };
  }

  private static double number(Token value) throws FilterException {
    try {
      double number = Double.parseDouble(value.value());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, like infinity.
    }
    throw new FilterException(value.column(), "got " + value.value() + " (expected: a number)");
  }

  private static long time(Token value) throws FilterException {
    String written = value.value().toUpperCase(Locale.ROOT);
    try {
      Instant at =
          !written.contains("T")
              ? LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant()
              : written.endsWith("Z")
                  ? Instant.parse(written)
                  : LocalDateTime.parse(written).toInstant(ZoneOffset.UTC);
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw new FilterException(
          value.column(),
          "got "
              + value.value()
              + " (expected: a time of UTC such as 2026-11-22 or 2026-11-22T10:30)");
    }
  }

  private String names() {
    return Field.of(subject).stream().map(Field::word).collect(Collectors.joining(", "));
  }

  private boolean isWord(String word) {
    return at < tokens.size()
        && tokens.get(at).kind() == Kind.WORD
        && tokens.get(at).value().equalsIgnoreCase(word);
  }

  private boolean isSign(String sign) {
    return at < tokens.size()
        && tokens.get(at).kind() == Kind.SIGN
        && tokens.get(at).value().equals(sign);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
