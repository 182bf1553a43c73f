// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.export;

/** What a line of an export looks like. */
public enum RecordFormat {
  /** Our own: JSON with everything. */
  JSONL("application/x-ndjson"),
  /** Open Cybersecurity Schema Framework, one event a line. */
  OCSF("application/x-ndjson"),
  /** ArcSight Common Event Format. */
  CEF("text/plain; charset=utf-8");

  private final String mediaType;

  RecordFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The media type of many lines. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RecordFormat of(String name) {
    return switch (name) {
      case "jsonl" -> JSONL;
      case "ocsf" -> OCSF;
      case "cef" -> CEF;
      default ->
          throw new IllegalArgumentException(
              "format: got \"" + name + "\" (expected: jsonl, ocsf or cef)");
    };
  }
}
