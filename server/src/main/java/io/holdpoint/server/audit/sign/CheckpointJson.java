// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.sign;

import io.holdpoint.model.audit.Checkpoint;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A checkpoint as one line of JSON: what leaves the host. */
public final class CheckpointJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private CheckpointJson() {}

  /** The line, without its end. */
  public static String line(Checkpoint checkpoint) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", Checkpoint.FORMAT);
    json.put("journal", checkpoint.journal());
    json.put("sequence", checkpoint.sequence());
    json.put("records", checkpoint.records());
    json.put("head", checkpoint.head());
    json.put("at", checkpoint.at().toString());
    json.put("key", checkpoint.key());
    json.put("signature", checkpoint.signature());
    return JSON.writeValueAsString(json);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Checkpoint read(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      if (!json.path("format").asString("").equals(Checkpoint.FORMAT)) {
        throw new IllegalArgumentException(
            "checkpoint: got another form (expected: " + Checkpoint.FORMAT + ")");
      }
      return new Checkpoint(
          json.path("journal").asString(""),
          json.path("sequence").asLong(0),
          json.path("records").asLong(-1),
          json.path("head").asString(""),
          Instant.parse(json.path("at").asString("")),
          json.path("key").asString(""),
          json.path("signature").asString(""));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("checkpoint: got no line of JSON that is one", e);
    }
  }
}
