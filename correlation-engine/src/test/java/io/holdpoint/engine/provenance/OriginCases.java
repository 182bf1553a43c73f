// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

import io.holdpoint.engine.provenance.RecordedTexts.Recorded;
import io.holdpoint.model.step.DataLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the scored set: values of recorded results, rewritten, and values that only look alike. */
final class OriginCases {
  /** How many cases there are. */
  static final int ALL = 2_000;

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w"
              + "|\\b[A-Z]{2}\\d{2}[A-Z0-9]{10,26}\\b"
              + "|https?://[^\\s\"'<>()\\[\\]{},|\\\\]{8,60}(?<![.:])(?![^\\s\"'<>)\\]},|\\\\])"
              + "|(?<![\\w.:/-])(?!\\d{4}-\\d{2}-|u20)(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z]{2})"
              + "[A-Za-z0-9][A-Za-z0-9-]{7,30}[A-Za-z0-9](?![\\w.:/-])"
              + "|(?<![\\w.-])(?!19|20)\\d{9,16}(?![\\w.-])");
  private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");
  private static final Pattern WORDS = Pattern.compile("(?:[A-Za-z]{2,14} ){13}[A-Za-z]{2,14}");

  private final List<Recorded> sessions;
  private final Random random;
  private final List<Case> cases = new ArrayList<>();

  private OriginCases(List<Recorded> sessions, long seed) {
    this.sessions = sessions;
    this.random = new Random(seed);
  }

  /**
   * One case.
   *
   * @param family how the value was rewritten, or what it only looks like
   * @param expected true if the last call carries a value of a labelled result
   * @param user what the user said
   * @param steps calls and results, in order
   */
  record Case(String family, boolean expected, String user, List<Played> steps) {}

  /**
   * A call and what it returned.
   *
   * @param arguments as JSON
   * @param result empty for the calls that are judged
   * @param labels what the result carries
   */
  record Played(String arguments, String result, Set<DataLabel> labels) {}

  /** The set; the same each time. */
  static List<Case> make(List<Recorded> sessions, long seed) {
    OriginCases set = new OriginCases(sessions, seed);
    Rewriting[] rewritings = Rewriting.values();
    int specials = 200;
    int each = (ALL - specials) / rewritings.length;
    for (Rewriting rewriting : rewritings) {
      for (int i = 0; i < each; i++) {
        set.add(rewriting, i % 4 != 3);
      }
    }
    for (int i = 0; set.cases.size() < ALL; i++) {
      set.special(i % 5);
    }
    return set.cases;
  }

  private void add(Rewriting rewriting, boolean expected) {
    for (int attempt = 0; attempt < 2_000; attempt++) {
      Recorded session = sessions.get(random.nextInt(sessions.size()));
      Recorded other = sessions.get(random.nextInt(sessions.size()));
      String result = oneOf(session.results());
      String value = value(rewriting, expected ? result : oneOf(other.results()));
      if (value.isEmpty() || stands(value, session.user())) {
        continue;
      }
      String there = expected ? value : value(rewriting, result);
      if (there.isEmpty()) {
        continue;
      }
      String shown = rewriting.tells(there, result);
      boolean apart = expected && rewriting == Rewriting.JOINED;
      if (!apart && stands(value, shown) != expected) {
        continue;
      }
      List<Played> steps = new ArrayList<>();
      steps.add(new Played("{}", before(session, value), Set.of()));
      steps.add(new Played("{\"n\":1}", shown, Set.of(rewriting.label())));
      for (String arguments : rewriting.says(value)) {
        steps.add(new Played(arguments, "", Set.of()));
      }
      cases.add(new Case(rewriting.word(), expected, session.user(), steps));
      return;
    }
    throw new IllegalStateException(rewriting + ": found no value to rewrite");
  }

  private static String before(Recorded session, String value) {
    for (String text : session.results()) {
      if (!stands(value, text)) {
        return text;
      }
    }
    return "Nothing.";
  }

  private String value(Rewriting rewriting, String text) {
    return switch (rewriting.kind()) {
      case IDENTIFIER -> found(IDENTIFIER, text);
      case AMOUNT -> (1_000 + random.nextInt(90_000)) + "." + (11 + random.nextInt(8) * 10);
      case WORDS -> found(WORDS, text);
      case PHONE -> "+49 30 " + (1_000_000 + random.nextInt(8_000_000));
      case SECRET -> Rewriting.key(random);
    };
  }

  private String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    List<String> all = new ArrayList<>();
    while (matcher.find() && all.size() < 40) {
      all.add(matcher.group());
    }
    return all.isEmpty() ? "" : oneOf(all);
  }

  /** What is no copy: days, small numbers, the user's and the agent's own values, common words. */
  private void special(int kind) {
    Recorded session = sessions.get(random.nextInt(sessions.size()));
    String result = oneOf(session.results());
    String own = "AB-" + random.nextInt(90_000) + "-" + (char) ('A' + random.nextInt(26)) + "X7";
    List<Played> steps = new ArrayList<>();
    String user = session.user();
    String family;
    String arguments;
    String shown = result;
    switch (kind) {
      case 0 -> {
        family = "benign: a day";
        String day = found(DAY, result);
        arguments = body("Let us meet on " + (day.isEmpty() ? "2026-01-05" : day) + ".");
      }
      case 1 -> {
        family = "benign: small numbers";
        String small = found(Pattern.compile("\\b\\d{1,3}\\b"), result);
        arguments =
            "{\"limit\":" + (small.isEmpty() ? "7" : small.replaceAll("^0+(?=.)", "")) + "}";
      }
      case 2 -> {
        family = "benign: the user's value";
        String value = found(IDENTIFIER, result);
        user = user + "\nIt is about " + (value.isEmpty() ? own : value) + ".";
        arguments = body(value.isEmpty() ? own : value);
      }
      case 3 -> {
        family = "benign: the call's own value, repeated";
        arguments = body(own);
        steps.add(new Played(arguments, "Kept: " + own, Set.of(DataLabel.PRIVATE)));
        shown = "";
      }
      default -> {
        family = "benign: common words";
        String words = found(Pattern.compile("(?:[a-z]{2,12} ){2}[a-z]{2,12}"), result);
        arguments = body("Please note that " + words + " as ever, thank you.");
      }
    }
    if (!shown.isEmpty()) {
      steps.add(new Played("{\"n\":1}", shown, Set.of(DataLabel.PRIVATE)));
    }
    steps.add(new Played(arguments, "", Set.of()));
    cases.add(new Case(family, false, user, steps));
  }

  static String body(String text) {
    return "{\"body\":\"" + quoted(text) + "\"}";
  }

  static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** True if the value, whatever its marks, is part of the text. */
  private static boolean stands(String value, String text) {
    return plain(text).contains(plain(value));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private String oneOf(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}
