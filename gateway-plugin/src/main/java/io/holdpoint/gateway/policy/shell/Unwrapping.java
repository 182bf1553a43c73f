// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.policy.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks into commands that run others: those are commands too. */
final class Unwrapping {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_]\\w*(\\[[^]]*])?\\+?=.*", Pattern.DOTALL);
  private static final Set<String> RUNS = Set.of("-exec", "-execdir", "-ok", "-okdir");
  private static final Set<String> CONTAINERS = Set.of("docker", "podman", "kubectl");
  private static final Wrappers WRAPPERS = new Wrappers();

  private final List<ShellCommand> found;
  private final int depth;

  Unwrapping(List<ShellCommand> found, int depth) {
    this.found = found;
    this.depth = depth;
  }

  void take(SimpleCommand command) {
    take(command.words(), command, depth);
  }

  private void take(List<ShellWord> given, SimpleCommand command, int level) {
    if (level > ShellReading.DEEPEST || found.size() > ShellReading.MOST) {
      found.add(ShellCommand.UNREADABLE);
      return;
    }
    List<ShellWord> words = withoutAssignments(given);
    if (words.isEmpty()) {
      if (!command.writes().isEmpty()) {
        found.add(new ShellCommand("", List.of(), command.writes(), false, false));
      }
      return;
    }
    List<String> texts = words.stream().map(ShellWord::text).toList();
    ShellWord first = words.getFirst();
    String name = first.changes() ? "" : first.text().substring(first.text().lastIndexOf('/') + 1);
    boolean partial = words.stream().skip(1).anyMatch(ShellWord::changes);
    int place = found.size();
    boolean hides = looksInto(name, words, command, level);
    boolean unclear = name.isEmpty() || hides;
    found.add(
        Math.min(place, found.size()),
        new ShellCommand(name, texts, command.writes(), unclear, partial));
  }

  private static List<ShellWord> withoutAssignments(List<ShellWord> words) {
    int from = 0;
    while (from < words.size() && ASSIGNMENT.matcher(words.get(from).text()).matches()) {
      from++;
    }
    return words.subList(from, words.size());
  }

  /** Finds the commands within; true if there may be some that cannot be read. */
  private boolean looksInto(String name, List<ShellWord> words, SimpleCommand command, int level) {
    if (Wrappers.SHELLS.contains(name)) {
      return shell(words, command);
    }
    if (Wrappers.isInterpreter(name)) {
      return true;
    }
    return switch (name) {
      case "eval" -> script(joined(words, 1));
      case "trap" -> words.size() > 1 && script(words.get(1));
      case "alias" -> aliases(words);
      case "find", "fd" -> find(words, command, level);
      case "su" -> optionOf(words, "c", "command", false);
      default -> wrapped(name, words, command, level);
    };
  }

  private boolean wrapped(String name, List<ShellWord> words, SimpleCommand command, int level) {
    Wrappers.Wrapper wrapper = WRAPPERS.find(name);
    if (wrapper == null) {
      return false;
    }
    if (CONTAINERS.contains(name)) {
      return container(words, command, level);
    }
    boolean inOption =
        switch (name) {
          case "flock", "runuser", "script" -> optionOf(words, "c", "command", false);
          case "env" -> optionOf(words, "S", "split-string", true);
          default -> false;
        };
    int at = 1;
    int operands = wrapper.operands();
    boolean unsure = inOption;
    while (at < words.size()) {
      String word = words.get(at).text();
      boolean option = word.length() > 1 && word.startsWith("-");
      if (word.equals("--")) {
        at++;
        break;
      } else if (option) {
        at += takesNext(word, wrapper.withValue()) ? 2 : 1;
      } else if (operands > 0 || ASSIGNMENT.matcher(word).matches()) {
        operands -= ASSIGNMENT.matcher(word).matches() ? 0 : 1;
        at++;
      } else {
        break;
      }
    }
    List<ShellWord> inner = words.subList(Math.min(at, words.size()), words.size());
    boolean splitsAgain = name.equals("ssh") || name.equals("watch") || name.equals("parallel");
    if (splitsAgain && !inner.isEmpty()) {
      return script(joined(inner, 0)) || unsure;
    }
    if (!inner.isEmpty()) {
      take(inner, command, level + 1);
    }
    return unsure;
  }

  /** What runs in a container is what follows the first word that is a shell or a separator. */
  private boolean container(List<ShellWord> words, SimpleCommand command, int level) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      String base = word.substring(word.lastIndexOf('/') + 1);
      if (word.equals("--") || Wrappers.SHELLS.contains(base) || Wrappers.isInterpreter(base)) {
        take(words.subList(word.equals("--") ? i + 1 : i, words.size()), command, level + 1);
        return false;
      }
    }
    String verb = words.size() > 1 ? words.get(1).text() : "";
    return verb.equals("exec") || verb.equals("run");
  }

  private static boolean takesNext(String option, Set<String> withValue) {
    if (option.startsWith("--")) {
      return option.indexOf('=') < 0 && withValue.contains(option.substring(2));
    }
    // A value may stand in the same word: -n10, -uroot.
    for (int i = 1; i < option.length(); i++) {
      if (withValue.contains(String.valueOf(option.charAt(i)))) {
        return i == option.length() - 1;
      }
    }
    return false;
  }

  /** A shell reads its script from {@code -c}, a file, or what it is sent. */
  private boolean shell(List<ShellWord> words, SimpleCommand command) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      if (word.equals("-o") || word.equals("+o") || word.equals("--rcfile")) {
        i++;
      } else if (word.startsWith("-") && !word.startsWith("--") && word.indexOf('c') > 0) {
        int at = i + 1;
        while (at < words.size() && words.get(at).text().startsWith("-")) {
          at++;
        }
        return at >= words.size() || script(words.get(at));
      } else if (words.get(i).changes() || (!word.startsWith("-") && !word.startsWith("+"))) {
        return true;
      }
    }
    boolean unsure = command.isPiped() || command.inputs().isEmpty();
    for (String input : command.inputs()) {
      ShellReading.read(input, depth + 1, found);
    }
    return unsure;
  }

  private boolean optionOf(
      List<ShellWord> words, String letter, String longName, boolean separateWords) {
    boolean unsure = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      String value = null;
      if (word.startsWith("--" + longName + "=")) {
        value = word.substring(longName.length() + 3);
      } else if (word.equals("--" + longName)
          || (word.startsWith("-") && !word.startsWith("--") && word.endsWith(letter))) {
        value = i + 1 < words.size() ? words.get(i + 1).text() : "";
      } else if (separateWords && word.startsWith("-" + letter)) {
        value = word.substring(2);
      }
      if (value != null) {
        unsure |= script(new ShellWord(value, words.get(i).changes()));
      }
    }
    return unsure;
  }

  private boolean find(List<ShellWord> words, SimpleCommand command, int level) {
    for (int i = 1; i < words.size(); i++) {
      if (RUNS.contains(words.get(i).text())
          || (words.getFirst().text().endsWith("fd")
              && words.get(i).text().matches("-x|-X|--exec.*"))) {
        int end = i + 1;
        while (end < words.size() && !words.get(end).text().matches("[;+]")) {
          end++;
        }
        take(words.subList(i + 1, end), command, level + 1);
        i = end;
      }
    }
    return false;
  }

  private boolean aliases(List<ShellWord> words) {
    boolean unsure = false;
    for (ShellWord word : words) {
      int is = word.text().indexOf('=');
      if (is > 0) {
        unsure |= script(new ShellWord(word.text().substring(is + 1), word.changes()));
      }
    }
    return unsure;
  }

  private boolean script(ShellWord script) {
    ShellReading.read(script.text(), depth + 1, found);
    return script.changes();
  }

  private static ShellWord joined(List<ShellWord> words, int from) {
    List<String> texts = new ArrayList<>();
    boolean changes = false;
    for (ShellWord word : words.subList(from, words.size())) {
      texts.add(word.text());
      changes |= word.changes();
    }
    return new ShellWord(String.join(" ", texts), changes);
  }
}
