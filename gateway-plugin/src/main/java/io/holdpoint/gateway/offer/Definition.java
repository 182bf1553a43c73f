// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.offer;

import static java.util.Objects.requireNonNull;

import io.holdpoint.gateway.catalogue.ListedTool;
import io.holdpoint.gateway.catalogue.ListedTool.Hint;
import io.holdpoint.gateway.mcp.ObjectReader;
import io.holdpoint.gateway.mcp.RawMember;
import io.holdpoint.gateway.mcp.RawObject;
import io.holdpoint.model.json.CanonicalJson;
import io.holdpoint.model.json.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server says of an offer: everything its agent would read.
 *
 * @param digest SHA-256 over the canonical form, in hexadecimal
 * @param text the canonical form; empty if it is longer than is kept
 * @param listed its hints
 */
record Definition(String digest, String text, ListedTool listed) {

  /** Longer definitions are known by their digest only. */
  static final int LONGEST_KEPT = 16 * 1024;

  Definition {
    requireNonNull(digest, "digest");
    requireNonNull(text, "text");
    requireNonNull(listed, "listed");
  }

  /** The definition of a listed item. */
  static Definition of(String name, String json) {
    String canonical = CanonicalJson.of(json);
    String digest = Hashes.sha256Hex(64, canonical);
    String kept = canonical.length() <= LONGEST_KEPT ? canonical : "";
    return new Definition(digest, kept, listed(name, digest, canonical));
  }

  /** A definition as a journal kept it. */
  static Definition kept(String name, String digest, String text) {
    return new Definition(digest, text, listed(name, digest, text));
  }

  private static ListedTool listed(String name, String digest, String json) {
    RawObject hints = hints(json);
    return new ListedTool(
        name,
        digest,
        hint(hints, "readOnlyHint"),
        hint(hints, "destructiveHint"),
        hint(hints, "openWorldHint"));
  }

  private static RawObject hints(String json) {
    if (!json.startsWith("{")) {
      return RawObject.NONE;
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    RawMember annotations =
        ObjectReader.members(new RawMember("", bytes, 0, bytes.length)).get("annotations");
    return annotations == null ? RawObject.NONE : ObjectReader.members(annotations);
  }

  private static Hint hint(RawObject hints, String name) {
    String raw = hints.raw(name);
    return raw.equals("true") ? Hint.YES : raw.equals("false") ? Hint.NO : Hint.ABSENT;
  }

  /** The names of the members that differ from {@code other}, as far as both are kept. */
  List<String> changed(Definition other) {
    return Differences.between(other.text, text);
  }
}
