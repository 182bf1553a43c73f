// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds sentences that speak to the agent instead of describing a tool: that ask it to hide
 * something from its user, to drop what it was told before, to pass on what it should not, or that
 * pose as the system. It looks at how words stand together, in English; no whole sentence is known
 * by heart. Honest descriptions say what a tool does and what it needs, so each of the four takes
 * words of two or three kinds in one sentence.
 */
final class Orders {

  private static final Set<String> NEGATIONS =
      Set.of(
          "not", "never", "don't", "dont", "cannot", "can't", "mustn't", "without", "avoid", "no");
  private static final Set<String> TELLING =
      Set.of(
          "tell",
          "telling",
          "mention",
          "mentioning",
          "inform",
          "informing",
          "notify",
          "notifying",
          "reveal",
          "revealing",
          "disclose",
          "disclosing",
          "alert",
          "alerting",
          "warn",
          "warning");
  private static final Set<String> PEOPLE =
      Set.of(
          "user", "users", "human", "humans", "person", "operator", "developer", "anyone", "owner");
  private static final Set<String> COVERT = Set.of("secretly", "covertly", "stealthily");
  private static final Set<String> DROPPING =
      Set.of("ignore", "disregard", "forget", "override", "bypass", "neglect", "circumvent");
  private static final Set<String> TOLD =
      Set.of(
          "instruction",
          "instructions",
          "prompt",
          "prompts",
          "guideline",
          "guidelines",
          "directive",
          "directives",
          "safeguards",
          "guardrails");
  private static final Set<String> WHICH =
      Set.of(
          "previous",
          "prior",
          "earlier",
          "above",
          "all",
          "any",
          "other",
          "system",
          "existing",
          "preceding",
          "safety",
          "original",
          "your");
  private static final Set<String> DUTY =
      Set.of(
          "must",
          "always",
          "instead",
          "required",
          "mandatory",
          "necessary",
          "first",
          "before",
          "please",
          "otherwise");
  private static final Set<String> PASSING =
      Set.of(
          "read",
          "send",
          "pass",
          "include",
          "attach",
          "copy",
          "upload",
          "forward",
          "provide",
          "paste",
          "append",
          "put",
          "leak",
          "share",
          "transmit",
          "exfiltrate",
          "supply",
          "insert");
  private static final List<String> GUARDED =
      List.of(
          ".ssh",
          "id_rsa",
          "id_ed25519",
          "mcp.json",
          "/etc/passwd",
          "/etc/shadow",
          ".aws/",
          "system prompt",
          "conversation history",
          "chat history",
          "private key",
          "whole conversation",
          "entire conversation",
          "full conversation",
          ".bash_history",
          ".git-credentials");
  private static final Set<String> SENDING =
      Set.of(
          "send",
          "forward",
          "bcc",
          "cc",
          "transfer",
          "wire",
          "post",
          "upload",
          "deliver",
          "redirect");
  private static final List<String> POSING =
      List.of(
          "<important>",
          "<system>",
          "</system>",
          "<instructions>",
          "<hidden>",
          "<secret>",
          "<system-reminder>",
          "[inst]",
          "<|im_start|>",
          "<|system|>",
          "<<sys>>",
          "[system]");

  private static final int SHORTEST = 12;

  private Orders() {}

  /** Adds what is found in a text. */
  static void in(String text, Set<String> flags) {
    if (text.length() < SHORTEST) {
      return;
    }
    String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    if (POSING.stream().anyMatch(lower::contains)) {
      flags.add("poses-as-system");
    }
    for (String sentence : sentences(lower)) {
      List<String> words = words(sentence);
      if (conceals(words)) {
        flags.add("conceals");
      }
      if (overrides(words)) {
        flags.add("overrides");
      }
      if (leaks(sentence, words) || redirects(sentence, words)) {
        flags.add("leaks");
      }
    }
  }

  /** No word of this to the user; or: do it covertly. */
  private static boolean conceals(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (COVERT.contains(words.get(i))) {
        return true;
      }
      boolean tells = TELLING.contains(words.get(i));
      if (tells && near(words, i - 3, i, NEGATIONS) && near(words, i + 1, i + 7, PEOPLE)) {
        return true;
      }
    }
    return false;
  }

  /** Drop what you were told. */
  private static boolean overrides(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (DROPPING.contains(words.get(i))
          && !near(words, i - 3, i, NEGATIONS)
          && near(words, i + 1, i + 7, TOLD)
          && near(words, i + 1, i + 6, WHICH)) {
        return true;
      }
    }
    return false;
  }

  /** Read this file and put it into that argument. */
  private static boolean leaks(String sentence, List<String> words) {
    return GUARDED.stream().anyMatch(sentence::contains)
        && words.stream().anyMatch(PASSING::contains)
        && words.stream().anyMatch(DUTY::contains);
  }

  /** Send it, whatever it is, to this address. */
  private static boolean redirects(String sentence, List<String> words) {
    boolean addressed = address(sentence);
    if (!addressed || words.stream().noneMatch(Set.of("must", "always", "instead")::contains)) {
      return false;
    }
    return words.stream().anyMatch(SENDING::contains);
  }

  private static boolean address(String sentence) {
    int at = sentence.indexOf('@');
    return at > 0
        && at + 1 < sentence.length()
        && Character.isLetterOrDigit(sentence.charAt(at - 1))
        && Character.isLetterOrDigit(sentence.charAt(at + 1));
  }

  private static boolean near(List<String> words, int from, int to, Set<String> wanted) {
    for (int i = Math.max(0, from); i < Math.min(words.size(), to); i++) {
      if (wanted.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Cut at empty lines and at marks that a space follows, so that names and addresses stay whole.
   */
  private static List<String> sentences(String text) {
    List<String> sentences = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean mark = c == '.' || c == '!' || c == '?' || c == ';';
      boolean last = i + 1 == text.length();
      boolean emptyLine = c == '\n' && !last && text.charAt(i + 1) == '\n';
      if (emptyLine || (mark && (last || Character.isWhitespace(text.charAt(i + 1))))) {
        sentences.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    sentences.add(text.substring(start));
    return sentences;
  }

  private static List<String> words(String sentence) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= sentence.length(); i++) {
      char c = i < sentence.length() ? sentence.charAt(i) : ' ';
      boolean part = Character.isLetterOrDigit(c) || c == '\'';
      if (part && start < 0) {
        start = i;
      } else if (!part && start >= 0) {
        words.add(sentence.substring(start, i));
        start = -1;
      }
    }
    return words;
  }
}
