// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/**
 * Takes a text apart in one pass: words, sentence and field borders, identifiers. Keeps its buffer;
 * for one thread.
 */
public final class Tokenizer {
  private static final int WRAPPED = 50;

  private final Lexicon lexicon;
  private final Tokens tokens = new Tokens();
  private final Identifiers identifiers = new Identifiers(tokens);
  private String text = "";
  private int separators;
  private int lineStart;
  private boolean quoted;

  public Tokenizer(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** The vocabulary it reads with. */
  public Lexicon lexicon() {
    return lexicon;
  }

  /** The words of {@code plain}; valid until the next call. */
  public Tokens read(String plain) {
    text = Folding.fold(Unescaping.unescape(plain));
    tokens.clear();
    identifiers.begin(text);
    separators = Tokens.BREAK;
    lineStart = 0;
    quoted = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isIdeograph(c)) {
        i = ideograph(i);
      } else if (Character.isLetterOrDigit(c)) {
        i = word(i);
      } else {
        separator(i, c);
        i++;
      }
    }
    identifiers.end();
    return tokens;
  }

  private int word(int from) {
    boolean digits = Character.isDigit(text.charAt(from));
    long hash = Folding.seed();
    int to = from;
    while (to < text.length()) {
      char c = text.charAt(to);
      if (c == '\'' && isInside(to)) {
        if (isPossessive(to)) {
          break;
        }
      } else if (!Character.isLetterOrDigit(c) || isIdeograph(c)) {
        break;
      } else {
        hash = Folding.add(hash, c);
        digits &= Character.isDigit(c);
      }
      to++;
    }
    long word = lexicon.word(hash);
    int marks = separators | (quoted ? Tokens.QUOTED : 0) | (digits ? Tokens.DIGIT : 0);
    if (Character.isUpperCase(text.charAt(from))) {
      marks |= Tokens.CAPITAL;
    }
    identifiers.word(from, to);
    tokens.add(hash, lexicon.meaning(Stem.hash(text, from, to)), word, marks);
    separators = 0;
    return to + (to < text.length() && text.charAt(to) == '\'' && isPossessive(to) ? 2 : 0);
  }

  /** Scripts without spaces are read two characters at a time. */
  private int ideograph(int from) {
    int to = from + 1;
    boolean two = to < text.length() && isIdeograph(text.charAt(to));
    long hash = Folding.hash(text, from, two ? to + 1 : to);
    long single = lexicon.word(Folding.hash(text, from, to));
    identifiers.word(from, to);
    tokens.add(hash, lexicon.meaning(hash), lexicon.word(hash) | single, separators | quotedMark());
    separators = 0;
    return to;
  }

  private int quotedMark() {
    return quoted ? Tokens.QUOTED : 0;
  }

  private void separator(int at, char c) {
    identifiers.separator(at, c);
    switch (c) {
      case '\n', '\r' -> newLine(at);
      case '.', '!', '?', ';' -> {
        if (isSpace(at + 1)) {
          separators |= Tokens.BREAK;
        }
      }
      case ':' -> {
        if (isSpace(at + 1)) {
          separators |= Tokens.BREAK | Tokens.LABEL;
        }
      }
      case '\t', '|', '<', '>', '{', '}', '[', ']', '*', '#', '•', '=' ->
          separators |= Tokens.BREAK;
      case ',' -> {
        separators |= Tokens.COMMA;
        if ((separators & Tokens.QUOTE) != 0) {
          separators |= Tokens.BREAK;
        }
      }
      case '"', '\'', '`' -> quote(at);
      case '$', '€', '£', '¥' -> separators |= Tokens.CURRENCY;
      default -> {}
    }
  }

  /** A quotation mark beside a comma, a colon or a bracket borders a field of a record. */
  private void quote(int at) {
    char before = at == 0 ? '{' : text.charAt(at - 1);
    char after = at + 1 < text.length() ? text.charAt(at + 1) : '}';
    boolean opens = !Character.isLetterOrDigit(before) && before != '.' && before != '!';
    if (opens != quoted) {
      quoted = opens && !Character.isWhitespace(after);
    }
    separators |= Tokens.QUOTE;
    if (isFieldMark(after) || isFieldMark(before) || (separators & Tokens.COMMA) != 0) {
      separators |= Tokens.BREAK;
      quoted = false;
    }
  }

  /** A long line that goes on in small letters was wrapped: the sentence goes on too. */
  private void newLine(int at) {
    int length = at - lineStart;
    lineStart = at + 1;
    quoted = false;
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    boolean wrapped =
        length >= WRAPPED
            && next < text.length()
            && Character.isLetterOrDigit(text.charAt(next))
            && at > 0
            && ".!?:;".indexOf(text.charAt(at - 1)) < 0;
    if (!wrapped || isLabelled(next)) {
      separators |= Tokens.BREAK;
    }
  }

  /** True if the line begins with a field's name. */
  private boolean isLabelled(int from) {
    int at = from;
    while (at < text.length() && at - from < 24 && isNamePart(text.charAt(at))) {
      at++;
    }
    return at > from && at < text.length() && text.charAt(at) == ':' && isSpace(at + 1);
  }

  private boolean isInside(int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetter(text.charAt(at - 1))
        && Character.isLetter(text.charAt(at + 1));
  }

  private boolean isPossessive(int at) {
    return at + 1 < text.length()
        && (text.charAt(at + 1) == 's' || text.charAt(at + 1) == 'S')
        && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)));
  }

  private boolean isSpace(int at) {
    return at >= text.length()
        || Character.isWhitespace(text.charAt(at))
        || "\"'<)*".indexOf(text.charAt(at)) >= 0;
  }

  private static boolean isFieldMark(char c) {
    return c == ',' || c == ':' || c == '{' || c == '}' || c == '[' || c == ']';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  private static boolean isIdeograph(char c) {
    return (c >= 0x3040 && c <= 0x30ff)
        || (c >= 0x3400 && c <= 0x9fff)
        || (c >= 0xac00 && c <= 0xd7a3);
  }
}
