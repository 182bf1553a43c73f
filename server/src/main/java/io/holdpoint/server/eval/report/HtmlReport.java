// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.holdpoint.server.eval.Outcomes;
import io.holdpoint.server.eval.trace.TraceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The figures as one file for a browser: plots, tables, and every session that was missed or
 * stopped without need, step by step. It asks nobody for anything, and it shows recorded texts in
 * the clear.
 */
public final class HtmlReport {

  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * Writes the file.
   *
   * @param tree the figures, as {@link JsonReport} tells them
   * @param files where the recordings of the shown sessions are read again
   * @throws IOException if a trace cannot be read or the file not be written
   */
  public void write(Path target, ObjectNode tree, Outcomes outcomes, TraceFiles files)
      throws IOException {
    ObjectNode data = json.createObjectNode();
    data.set("figures", tree);
    new CaseReport(json).add(data, new Cases(outcomes).all(), files);
    String page =
        resource("report.html")
            .replace("/*STYLE*/", resource("report.css"))
            .replace("/*SCRIPT*/", resource("report.js"))
            .replace("/*DATA*/", embedded(data));
    Files.writeString(target, page);
  }

  /** No recorded text can end the script it lies in. */
  private String embedded(ObjectNode data) {
    return json.writeValueAsString(data).replace("<", "\\u003c");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + ": not in the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
