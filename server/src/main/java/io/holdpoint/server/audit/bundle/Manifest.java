// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.audit.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle says of itself; this is what is signed.
 *
 * @param journal which journal it comes from
 * @param session whose evidence it is
 * @param madeAt when
 * @param madeBy who asked for it
 * @param version of the product
 * @param records how many records there are
 * @param first the number of the first of the session
 * @param last the number of the last of the session
 * @param upTo how far the journal was read
 * @param notes what is not in it, and why
 * @param files every other entry
 */
record Manifest(
    String journal,
    String session,
    Instant madeAt,
    String madeBy,
    String version,
    long records,
    long first,
    long last,
    long upTo,
    List<String> notes,
    List<Entry> files) {

  private static final JsonMapper JSON = JsonMapper.shared();

  Manifest {
    notes = List.copyOf(notes);
    files = List.copyOf(files);
  }

  /**
   * An entry of the ZIP file.
   *
   * @param size in bytes
   * @param sha256 in hexadecimal
   */
  record Entry(String name, long size, String sha256) {}

  byte[] json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", BundleFormat.FORMAT);
    json.put("journal", journal);
    json.put("session", session);
    json.put("madeAt", madeAt.toString());
    json.put("madeBy", madeBy);
    json.put("version", version);
    json.put("records", records);
    json.put("first", first);
    json.put("last", last);
    json.put("upTo", upTo);
    ArrayNode said = json.putArray("notes");
    notes.forEach(said::add);
    ArrayNode listed = json.putArray("files");
    for (Entry file : files) {
      listed
          .addObject()
          .put("name", file.name())
          .put("size", file.size())
          .put("sha256", file.sha256());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Manifest read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!json.path("format").asString("").equals(BundleFormat.FORMAT)) {
        throw new IllegalArgumentException(
            "manifest: got another form (expected: " + BundleFormat.FORMAT + ")");
      }
      List<String> notes = new ArrayList<>();
      json.path("notes").forEach(note -> notes.add(note.asString("")));
      List<Entry> files = new ArrayList<>();
      for (JsonNode file : json.path("files")) {
        files.add(
            new Entry(
                file.path("name").asString(""),
                file.path("size").asLong(-1),
                file.path("sha256").asString("")));
      }
      return new Manifest(
          json.path("journal").asString(""),
          json.path("session").asString(""),
          Instant.parse(json.path("madeAt").asString("")),
          json.path("madeBy").asString(""),
          json.path("version").asString(""),
          json.path("records").asLong(-1),
          json.path("first").asLong(-1),
          json.path("last").asLong(-1),
          json.path("upTo").asLong(-1),
          notes,
          files);
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("manifest: got no JSON of a bundle", e);
    }
  }
}
