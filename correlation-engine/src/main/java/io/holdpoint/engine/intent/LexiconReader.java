// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the vocabulary; its grammar is at the top of the file. For one file. */
final class LexiconReader {
  private static final String ENGLISH = "en";

  private final LongTable words = new LongTable();
  private final LongTable groups = new LongTable();
  private List<String> directive = List.of("");
  private List<String> spoken = List.of("");
  private String language = "";
  private int languageNumber = -1;

  private LexiconReader() {}

  static Lexicon read(String text) {
    LexiconReader reader = new LexiconReader();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .forEach(reader::line);
    return new Lexicon(reader.words, reader.groups, true);
  }

  private void line(String line) {
    if (line.charAt(0) == '[') {
      language = line.substring(1, line.length() - 1);
      languageNumber++;
      directive = List.of("");
      spoken = List.of("");
      if (languageNumber >= Word.MOST_LANGUAGES) {
        throw new IllegalStateException("lexicon: got one language too many: " + language);
      }
      return;
    }
    int colon = line.indexOf(':');
    String kind = line.substring(0, colon);
    List<String> items = List.of(line.substring(colon + 1).strip().split(" +"));
    switch (kind) {
      case "endings directive" -> directive = endings(items);
      case "endings spoken" -> spoken = endings(items);
      case "group" -> group(items);
      case "function" -> all(items, 1L << (Word.FUNCTION + languageNumber));
      default -> other(kind, items);
    }
  }

  private void other(String kind, List<String> items) {
    if (kind.startsWith("ask ")) {
      long asked = (long) act(kind.substring(4)).bit() << Word.ASKED;
      items.forEach(item -> everyForm(item, asked));
      return;
    }
    long flag = flag(kind);
    if (flag != 0) {
      all(items, flag);
      return;
    }
    Act act = act(kind);
    items.forEach(item -> verb(item, act));
  }

  private void group(List<String> items) {
    long name = 0;
    for (String item : items) {
      name = name == 0 ? groups.get(stem(item)) : name;
    }
    for (String item : items) {
      groups.put(stem(item), name == 0 ? stem(items.getFirst()) : name);
    }
  }

  private void verb(String item, Act act) {
    long languages = 1L << (Word.LANGUAGES + languageNumber);
    long asks = ((long) act.bit() << Word.DIRECTIVE) | languages;
    long speaks = ((long) act.bit() << Word.SPOKEN) | languages;
    if (item.endsWith("|")) {
      String stem = item.substring(0, item.length() - 1);
      directive.forEach(ending -> put(stem + ending, asks | speaks));
      spoken.forEach(ending -> put(stem + ending, speaks));
      return;
    }
    boolean ambiguous = item.endsWith("~");
    String base = ambiguous ? item.substring(0, item.length() - 1) : item;
    put(base, asks | speaks | Word.BASE | (ambiguous ? Word.AMBIGUOUS : 0));
    if (language.equals(ENGLISH)) {
      englishForms(base)
          .forEach(form -> put(form, speaks | (ambiguous && isNoun(form) ? Word.AMBIGUOUS : 0)));
    }
  }

  /** "Orders", "parking": as often a thing as an act. */
  private static boolean isNoun(String form) {
    return form.endsWith("s") || form.endsWith("ing");
  }

  private void everyForm(String item, long flags) {
    put(item, flags);
    if (language.equals(ENGLISH) && !item.endsWith("s")) {
      put(item + "s", flags);
    }
  }

  private void all(List<String> items, long flag) {
    items.forEach(item -> put(item, flag));
  }

  private void put(String word, long flags) {
    String folded = Folding.fold(word.toLowerCase(Locale.ROOT));
    if (!folded.isEmpty()) {
      words.or(Folding.hash(folded), flags);
    }
  }

  /** Forms of an English verb that speak of it, irregular ones too. */
  private static Set<String> englishForms(String base) {
    Set<String> forms = new TreeSet<>();
    String past = irregular(base);
    if (past != null) {
      forms.addAll(List.of(past.split(" ")));
    }
    int last = base.length() - 1;
    char end = base.charAt(last);
    char before = last > 0 ? base.charAt(last - 1) : ' ';
    if (end == 'e') {
      forms.addAll(List.of(base + "s", base + "d", base.substring(0, last) + "ing"));
    } else if (end == 'y' && "aeiou".indexOf(before) < 0) {
      String stem = base.substring(0, last);
      forms.addAll(List.of(stem + "ies", stem + "ied", base + "ing"));
    } else {
      boolean hisses = "sxz".indexOf(end) >= 0 || base.endsWith("sh") || base.endsWith("ch");
      forms.addAll(List.of(base + (hisses ? "es" : "s"), base + "ed", base + "ing"));
      if ("aeiou".indexOf(before) >= 0 && "aeiouwxy".indexOf(end) < 0) {
        forms.addAll(List.of(base + end + "ed", base + end + "ing"));
      }
    }
    return forms;
  }

  private static @Nullable String irregular(String base) {
    return switch (base) {
      case "send" -> "sent";
      case "write" -> "wrote written";
      case "pay" -> "paid";
      case "buy" -> "bought";
      case "sell" -> "sold";
      case "spend" -> "spent";
      case "make" -> "made";
      case "tell" -> "told";
      case "give" -> "gave given";
      case "find" -> "found";
      case "build" -> "built";
      case "lend" -> "lent";
      case "hide" -> "hid hidden";
      case "take" -> "took taken";
      case "run" -> "ran";
      default -> null;
    };
  }

  private static long stem(String word) {
    String folded = Folding.fold(word.toLowerCase(Locale.ROOT));
    return Stem.hash(folded);
  }

  private static List<String> endings(List<String> items) {
    List<String> endings = new ArrayList<>();
    items.forEach(item -> endings.add(item.equals("-") ? "" : item));
    return List.copyOf(endings);
  }

  private static Act act(String name) {
    return Act.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static long flag(String kind) {
    return switch (kind) {
      case "skip" -> Word.SKIP;
      case "determiner" -> Word.DETERMINER;
      case "you" -> Word.YOU;
      case "modal" -> Word.MODAL;
      case "must" -> Word.MUST;
      case "ensure" -> Word.ENSURE;
      case "to" -> Word.TO;
      case "not" -> Word.NOT;
      case "norm" -> Word.NORM;
      case "do" -> Word.DO;
      case "work" -> Word.WORK;
      case "point" -> Word.POINT;
      case "money" -> Word.MONEY;
      case "secret" -> Word.SECRET;
      default -> 0;
    };
  }
}
