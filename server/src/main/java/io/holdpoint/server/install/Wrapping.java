// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a host's configuration: the command of every stdio server becomes a wrapper around it.
 * The original command and arguments stand, character for character, behind the {@code --} of the
 * wrapper's arguments, so that unwrapping gives back the very text.
 */
final class Wrapping {

  private static final String WRAP = "wrap";
  private static final String NAME = "--name";
  private static final String NO_ARGUMENTS = "--no-args";
  private static final String COMMAND_FOLLOWS = "--";
  private static final int LONGEST_NAME = 63;

  private final String launcher;

  /**
   * @param launcher the path of the command {@code holdpoint}
   */
  Wrapping(String launcher) {
    this.launcher = launcher;
  }

  /**
   * What became of a text.
   *
   * @param text the new one
   * @param changed the servers that are wrapped, or unwrapped, now and were not before
   * @param unchanged stdio servers that were so already
   */
  record Result(String text, List<String> changed, List<String> unchanged) {
    Result {
      changed = List.copyOf(changed);
      unchanged = List.copyOf(unchanged);
    }
  }

  private record Edit(int start, int end, String text) {}

  /** Wraps every stdio server that is not wrapped. */
  Result wrap(String text) throws Jsonc.NotJson {
    List<Edit> edits = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    servers(Jsonc.read(text))
        .forEach(
            server -> {
              if (isWrapped(server.getValue())) {
                unchanged.add(server.getKey());
              } else {
                wrap(text, server.getKey(), server.getValue(), edits);
                changed.add(server.getKey());
              }
            });
    return new Result(applied(text, edits), changed, unchanged);
  }

  /** Unwraps every wrapped server. */
  Result unwrap(String text) throws Jsonc.NotJson {
    List<Edit> edits = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    servers(Jsonc.read(text))
        .forEach(
            server -> {
              if (isWrapped(server.getValue())) {
                unwrap(text, server.getValue(), edits);
                changed.add(server.getKey());
              } else {
                unchanged.add(server.getKey());
              }
            });
    return new Result(applied(text, edits), changed, unchanged);
  }

  /** Every stdio server of the text, wherever hosts keep theirs. */
  private static List<Map.Entry<String, Jsonc.Value>> servers(Jsonc.Value root) {
    List<Map.Entry<String, Jsonc.Value>> found = new ArrayList<>();
    add(root.get("mcpServers"), found);
    add(root.get("servers"), found);
    Jsonc.Value projects = root.get("projects");
    if (projects != null && projects.members() != null) {
      projects.members().values().forEach(project -> add(project.get("mcpServers"), found));
    }
    return found;
  }

  private static void add(
      Jsonc.@Nullable Value servers, List<Map.Entry<String, Jsonc.Value>> found) {
    SequencedMap<String, Jsonc.Value> members = servers == null ? null : servers.members();
    if (members == null) {
      return;
    }
    members.forEach(
        (name, server) -> {
          Jsonc.Value command = server.get("command");
          Jsonc.Value arguments = server.get("args");
          boolean plain = arguments == null || arguments.items() != null;
          if (command != null && command.string() != null && plain) {
            found.add(Map.entry(name, server));
          }
        });
  }

  private static boolean isWrapped(Jsonc.Value server) {
    return indexOfCommand(server) > 0;
  }

  /** Where the original command stands among a wrapper's arguments; -1 if it is no wrapper. */
  private static int indexOfCommand(Jsonc.Value server) {
    Jsonc.Value arguments = server.get("args");
    List<Jsonc.Value> items = arguments == null ? null : arguments.items();
    boolean wraps =
        items != null
            && items.size() >= 5
            && WRAP.equals(items.getFirst().string())
            && NAME.equals(items.get(1).string());
    if (items == null || !wraps) {
      return -1;
    }
    for (int i = 1; i < items.size() - 1 && i < 5; i++) {
      if (COMMAND_FOLLOWS.equals(items.get(i).string())) {
        return i + 1;
      }
    }
    return -1;
  }

  private void wrap(String text, String name, Jsonc.Value server, List<Edit> edits) {
    Jsonc.Value command = required(server, "command");
    Jsonc.Value arguments = server.get("args");
    String original = text.substring(command.start(), command.end());
    StringBuilder words = new StringBuilder("[");
    for (String word :
        arguments == null
            ? List.of(WRAP, NAME, plain(name), NO_ARGUMENTS, COMMAND_FOLLOWS)
            : List.of(WRAP, NAME, plain(name), COMMAND_FOLLOWS)) {
      words.append(quoted(word)).append(", ");
    }
    words.append(original);
    edits.add(new Edit(command.start(), command.end(), quoted(launcher)));
    if (arguments == null) {
      edits.add(new Edit(command.end(), command.end(), ", \"args\": " + words + "]"));
      return;
    }
    String inner = text.substring(arguments.start() + 1, arguments.end() - 1);
    boolean none = arguments.items() == null || arguments.items().isEmpty();
    edits.add(
        new Edit(arguments.start(), arguments.end(), words + (none ? "" : ",") + inner + "]"));
  }

  private static void unwrap(String text, Jsonc.Value server, List<Edit> edits) {
    Jsonc.Value command = required(server, "command");
    Jsonc.Value arguments = required(server, "args");
    List<Jsonc.Value> items = arguments.items() == null ? List.of() : arguments.items();
    int index = indexOfCommand(server);
    Jsonc.Value original = items.get(index);
    edits.add(
        new Edit(command.start(), command.end(), text.substring(original.start(), original.end())));
    boolean hadNone =
        items.subList(0, index).stream().anyMatch(i -> NO_ARGUMENTS.equals(i.string()));
    if (hadNone && arguments.start() > command.end()) {
      edits.add(new Edit(command.end(), arguments.end(), ""));
      return;
    }
    String rest = text.substring(original.end(), arguments.end() - 1);
    String inner = rest.startsWith(",") ? rest.substring(1) : rest;
    edits.add(new Edit(arguments.start(), arguments.end(), "[" + inner + "]"));
  }

  private static Jsonc.Value required(Jsonc.Value server, String name) {
    Jsonc.Value value = server.get(name);
    if (value == null) {
      throw new IllegalStateException(name + ": got none (expected: one)");
    }
    return value;
  }

  private static String applied(String text, List<Edit> edits) {
    StringBuilder out = new StringBuilder(text);
    edits.stream()
        .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end).reversed())
        .forEach(edit -> out.replace(edit.start(), edit.end(), edit.text()));
    return out.toString();
  }

  /** A name as rules and catalogues take it. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[-_]+", "");
    String cut = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
    return cut.isEmpty() ? "server" : cut;
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
