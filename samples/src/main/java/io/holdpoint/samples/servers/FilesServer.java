// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.samples.servers;

import static io.holdpoint.samples.servers.SampleTool.Parameter.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder of text files. Nothing outside its root can be named, by dots or by links. */
final class FilesServer {

  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final int MAX_HITS = 50;

  private final Path root;

  /**
   * Serves a folder.
   *
   * @param root an existing folder
   */
  FilesServer(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  List<SampleTool> tools() {
    return List.of(
        new SampleTool(
            "list_directory", "Lists a folder.", true, List.of(text("path")), this::list),
        new SampleTool("read_file", "Reads a text file.", true, List.of(text("path")), this::read),
        new SampleTool(
            "write_file",
            "Writes a text file, replacing what was there.",
            false,
            List.of(text("path"), text("content")),
            this::write),
        new SampleTool(
            "search_files",
            "Finds lines of files that contain a text.",
            true,
            List.of(text("path"), text("query")),
            this::search));
  }

  private String list(Arguments arguments) throws ToolFailure {
    Path folder = inside(arguments.text("path"));
    try (Stream<Path> entries = Files.list(folder)) {
      return String.join("\n", entries.sorted().map(FilesServer::entry).toList());
    } catch (IOException e) {
      throw new ToolFailure("cannot list " + name(folder), e);
    }
  }

  private static String entry(Path path) {
    return path.getFileName() + (Files.isDirectory(path) ? "/" : "");
  }

  private String read(Arguments arguments) throws ToolFailure {
    Path file = inside(arguments.text("path"));
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
        throw new ToolFailure(
            name(file) + ": got no file or a large one (expected: a file up to 1 MiB)");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new ToolFailure("cannot read " + name(file) + " as UTF-8 text", e);
    }
  }

  private String write(Arguments arguments) throws ToolFailure {
    Path file = inside(arguments.text("path"));
    byte[] content = arguments.text("content").getBytes(StandardCharsets.UTF_8);
    if (content.length > MAX_FILE_BYTES) {
      throw new ToolFailure("content: got " + content.length + " bytes (expected: up to 1 MiB)");
    }
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, content);
      return "wrote " + content.length + " bytes to " + name(file);
    } catch (IOException e) {
      throw new ToolFailure("cannot write " + name(file), e);
    }
  }

  private String search(Arguments arguments) throws ToolFailure {
    Path folder = inside(arguments.text("path"));
    String query = arguments.text("query").toLowerCase(Locale.ROOT);
    List<String> hits = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(FilesServer::isPlainFile).sorted().toList()) {
        matches(file, query, hits);
      }
    } catch (IOException e) {
      throw new ToolFailure("cannot search " + name(folder), e);
    }
    return hits.isEmpty()
        ? "no match"
        : String.join("\n", hits.subList(0, Math.min(MAX_HITS, hits.size())));
  }

  private void matches(Path file, String query, List<String> hits) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      return;
    }
    int number = 0;
    for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
      number++;
      if (line.toLowerCase(Locale.ROOT).contains(query)) {
        hits.add(name(file) + ":" + number + ": " + line.strip());
      }
    }
  }

  private static boolean isPlainFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The path asked for, if it stays below the root after following every link on the way. */
  private Path inside(String asked) throws ToolFailure {
    try {
      Path path = root.resolve(asked).normalize();
      if (path.startsWith(root) && realPathOfExistingPart(path).startsWith(root)) {
        return path;
      }
    } catch (InvalidPathException | IOException e) {
      throw new ToolFailure("path: got \"" + asked + "\" (expected: a path below the root)", e);
    }
    throw new ToolFailure("path: got \"" + asked + "\" (expected: a path below the root)");
  }

  private static Path realPathOfExistingPart(Path path) throws IOException {
    Path part = path;
    while (!Files.exists(part, LinkOption.NOFOLLOW_LINKS) && part.getParent() != null) {
      part = part.getParent();
    }
    return part.toRealPath();
  }

  private String name(Path path) {
    return root.relativize(path).toString();
  }
}
