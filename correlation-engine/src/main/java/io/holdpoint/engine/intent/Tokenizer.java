// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

/**
 * Takes a text apart in one pass: words, sentence and field borders, identifiers. Keeps its
 * buffers; for one thread.
 */
public final class Tokenizer {
  private static final int WRAPPED = 50;

  /** A longer text's buffer is not kept. */
  private static final int KEPT = 128 * 1024;

  private final Lexicon lexicon;
  private final Tokens tokens = new Tokens();
  private final Identifiers identifiers = new Identifiers(tokens);
  private char[] text = new char[1024];
  private int length;
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
    String whole = Unescaping.unescape(plain);
    if (!load(whole)) {
      load(Folding.fold(whole));
    }
    tokens.clear();
    identifiers.begin(text);
    separators = Tokens.BREAK;
    lineStart = 0;
    quoted = false;
    int i = 0;
    while (i < length) {
      char c = text[i];
      if (isIdeograph(c)) {
        i = ideograph(i);
      } else if (Kind.isWord(c)) {
        i = word(i);
      } else {
        separator(i, c);
        i++;
      }
    }
    identifiers.end();
    return tokens;
  }

  /** Puts the text into the buffer; false if it is not ASCII throughout. */
  private boolean load(String whole) {
    length = whole.length();
    if (text.length < length || (text.length > KEPT && length <= KEPT)) {
      text = new char[Math.max(length, 1024)];
    }
    whole.getChars(0, length, text, 0);
    int any = 0;
    for (int i = 0; i < length; i++) {
      any |= text[i];
    }
    return any < 0x80;
  }

  private int word(int from) {
    int any = 0;
    int digits = 0;
    int marksInside = 0;
    long hash = Folding.seed();
    int to = from;
    while (to < length) {
      char c = text[to];
      int kind = Kind.of(c);
      if ((kind & Kind.WORD) != 0 && !isIdeograph(c)) {
        hash = Folding.add(hash, c, kind);
        any |= kind;
        digits += kind & Kind.DIGIT;
      } else if (c != '\'' || !isInside(to) || isPossessive(to)) {
        break;
      } else {
        marksInside++;
      }
      to++;
    }
    int marks = separators | quotedMark() | ((any & Kind.LETTER) == 0 ? Tokens.DIGIT : 0);
    if ((Kind.of(text[from]) & Kind.UPPER) != 0) {
      marks |= Tokens.CAPITAL;
    }
    int stemEnd = Stem.end(text, from, to);
    long stem = stemEnd == to && marksInside == 0 ? hash : Folding.hash(text, from, stemEnd);
    identifiers.word(from, to, any, digits / Kind.DIGIT);
    long mixed = Folding.mix(stem);
    boolean unknown =
        !lexicon.mayKnow(mixed) && (stem == hash || !lexicon.mayKnow(Folding.mix(hash)));
    if (unknown) {
      tokens.add(hash, Lexicon.meaningOfUnknown(mixed), 0, marks); // most words of most texts
    } else {
      tokens.add(hash, lexicon.meaning(stem), lexicon.word(hash), marks);
    }
    separators = 0;
    return to + (to < length && text[to] == '\'' && isPossessive(to) ? 2 : 0);
  }

  /** Scripts without spaces are read two characters at a time. */
  private int ideograph(int from) {
    int to = from + 1;
    boolean two = to < length && isIdeograph(text[to]);
    long hash = Folding.hash(text, from, two ? to + 1 : to);
    long single = lexicon.word(Folding.hash(text, from, to));
    identifiers.word(from, to, Kind.of(text[from]), 0);
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
    char before = at == 0 ? '{' : text[at - 1];
    char after = at + 1 < length ? text[at + 1] : '}';
    boolean opens = !Kind.isWord(before) && before != '.' && before != '!';
    if (opens != quoted) {
      quoted = opens && !Kind.isSpace(after);
    }
    separators |= Tokens.QUOTE;
    if (isFieldMark(after) || isFieldMark(before) || (separators & Tokens.COMMA) != 0) {
      separators |= Tokens.BREAK;
      quoted = false;
    }
  }

  /** A long line that goes on in small letters was wrapped: the sentence goes on too. */
  private void newLine(int at) {
    int line = at - lineStart;
    lineStart = at + 1;
    quoted = false;
    int next = at + 1;
    while (next < length && text[next] == ' ') {
      next++;
    }
    boolean wrapped =
        line >= WRAPPED
            && next < length
            && Kind.isWord(text[next])
            && at > 0
            && ".!?:;".indexOf(text[at - 1]) < 0;
    if (!wrapped || isLabelled(next)) {
      separators |= Tokens.BREAK;
    }
  }

  /** True if the line begins with a field's name. */
  private boolean isLabelled(int from) {
    int at = from;
    while (at < length && at - from < 24 && isNamePart(text[at])) {
      at++;
    }
    return at > from && at < length && text[at] == ':' && isSpace(at + 1);
  }

  private boolean isInside(int at) {
    return at > 0 && at + 1 < length && Kind.isLetter(text[at - 1]) && Kind.isLetter(text[at + 1]);
  }

  private boolean isPossessive(int at) {
    return at + 1 < length
        && (text[at + 1] == 's' || text[at + 1] == 'S')
        && (at + 2 == length || !Kind.isWord(text[at + 2]));
  }

  private boolean isSpace(int at) {
    return at >= length || Kind.isSpace(text[at]) || "\"'<)*".indexOf(text[at]) >= 0;
  }

  private static boolean isFieldMark(char c) {
    return c == ',' || c == ':' || c == '{' || c == '}' || c == '[' || c == ']';
  }

  private static boolean isNamePart(char c) {
    return Kind.isWord(c) || c == '_' || c == '-';
  }

  private static boolean isIdeograph(char c) {
    return c >= 0x3040
        && (c <= 0x30ff || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3));
  }
}
