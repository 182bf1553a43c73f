// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.ArrayList;
import java.util.List;

/** The words of one command while they are read, with what is sent to and from it. */
final class SimpleCommand {

  private final List<ShellWord> words = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();
  private final List<String> inputs = new ArrayList<>();
  private boolean piped;

  void add(ShellWord word) {
    words.add(word);
  }

  void writesTo(String file) {
    writes.add(file);
  }

  /** A text it reads: a here-document or here-string. */
  void reads(String text) {
    inputs.add(text);
  }

  /** It reads what another command says. */
  void readsPipe() {
    piped = true;
  }

  boolean isEmpty() {
    return words.isEmpty() && writes.isEmpty();
  }

  List<ShellWord> words() {
    return words;
  }

  List<String> writes() {
    return writes;
  }

  List<String> inputs() {
    return inputs;
  }

  boolean isPiped() {
    return piped;
  }
}
