// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.drift;

import io.holdpoint.engine.intent.Tokenizer;
import io.holdpoint.engine.intent.Tokens;
import io.holdpoint.engine.intent.ToolWords;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a session was declared to do, as words without their order: what its calls are compared
 * with, and what kind of task it is. Immutable.
 */
public final class StatedTask {
  /** The session was not declared. */
  public static final StatedTask NONE = new StatedTask(new int[0], "");

  private static final int MOST_WORDS = 512;
  private static final int MOST_CHARACTERS = 2_000;

  private final int[] words;
  private final String kind;

  private StatedTask(int[] words, String kind) {
    this.words = words;
    this.kind = kind;
  }

  /** Reads the text of a declared task; empty is none. */
  public static StatedTask of(String task, Tokenizer tokenizer) {
    if (task.isBlank()) {
      return NONE;
    }
    Tokens tokens = tokenizer.read(cut(task));
    int[] words =
        IntStream.range(0, Math.min(tokens.size(), MOST_WORDS))
            .filter(tokens::isContent)
            .map(tokens::meaning)
            .sorted()
            .distinct()
            .toArray();
    int[] general =
        IntStream.range(0, Math.min(tokens.size(), MOST_WORDS))
            .filter(i -> tokens.isContent(i) && !tokens.isQuoted(i) && !tokens.isName(i))
            .map(tokens::meaning)
            .sorted()
            .distinct()
            .toArray();
    return new StatedTask(words, general.length == 0 ? "" : hash(general));
  }

  /**
   * The class of tasks it belongs to: equal for tasks that differ in numbers, names, addresses and
   * quoted words alone. Empty if it has no other words.
   */
  public String kind() {
    return kind;
  }

  /** True if there are words to compare with. */
  boolean hasWords() {
    return words.length > 0;
  }

  /**
   * Whether the task speaks of a call.
   *
   * @param tool what its tool is named
   * @param arguments their masked view
   */
  public Asked asks(ToolWords tool, String arguments, Tokenizer tokenizer) {
    if (words.length == 0) {
      return Asked.UNKNOWN;
    }
    for (int i = 0; i < tool.objects(); i++) {
      if (speaksOf(tool.object(i))) {
        return Asked.YES;
      }
    }
    Tokens tokens = tokenizer.read(cut(arguments));
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.isContent(i) && speaksOf(tokens.meaning(i))) {
        return Asked.YES;
      }
    }
    return Asked.NO;
  }

  private boolean speaksOf(int word) {
    return Arrays.binarySearch(words, word) >= 0;
  }

  private static String cut(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
  }

  private static String hash(int[] words) {
    long hash = words.length;
    for (int word : words) {
      hash = hash * 0x9E3779B97F4A7C15L + word;
    }
    return Long.toHexString(hash);
  }
}
