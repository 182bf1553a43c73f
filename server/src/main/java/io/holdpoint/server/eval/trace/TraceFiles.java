// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;

/** The trace files of a folder: every {@code *.jsonl} and {@code *.jsonl.gz}, by name. */
public final class TraceFiles {

  private final List<Path> files;

  private TraceFiles(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Looks for trace files.
   *
   * @throws IOException if the folder cannot be read or holds none
   */
  public static TraceFiles in(Path folder) throws IOException {
    try (Stream<Path> entries =
        Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
      List<Path> found = entries.filter(TraceFiles::isTrace).sorted().toList();
      if (found.isEmpty()) {
        throw new IOException(
            "traces: got " + folder + " without a trace (expected: a folder with *.jsonl.gz)");
      }
      return new TraceFiles(found);
    }
  }

  /** The files, by name. */
  public List<Path> files() {
    return files;
  }

  /**
   * Every session of a file, in its order.
   *
   * @throws IOException if the file cannot be read, naming the line
   */
  public static List<LabelledRecording> read(Path file) throws IOException {
    List<LabelledRecording> sessions = new ArrayList<>();
    TraceReader reader = new TraceReader();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          sessions.add(read(reader, line, file + " line " + number));
        }
      }
    }
    return sessions;
  }

  private static LabelledRecording read(TraceReader reader, String line, String where)
      throws IOException {
    try {
      return reader.read(line);
    } catch (JacksonException e) {
      throw new IOException(where + ": got no JSON (expected: one object per line)", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(where + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private static boolean isTrace(Path file) {
    String name = file.toString();
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz");
  }
}
