// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.document;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A parsed document that still knows where everything stood. */
public sealed interface DocumentNode {

  /** Where the node begins. */
  Position position();

  /**
   * A single value.
   *
   * @param position where it begins
   * @param text as written, quotes removed
   * @param isNull true for an empty or null value
   */
  record Scalar(Position position, String text, boolean isNull) implements DocumentNode {
    public Scalar {
      requireNonNull(position, "position");
      requireNonNull(text, "text");
    }
  }

  /**
   * A list.
   *
   * @param position where it begins
   * @param items in order
   */
  record Sequence(Position position, List<DocumentNode> items) implements DocumentNode {
    public Sequence {
      requireNonNull(position, "position");
      items = List.copyOf(items);
    }
  }

  /**
   * Named members.
   *
   * @param position where it begins
   * @param members in the order written
   */
  record Mapping(Position position, SequencedMap<String, DocumentNode> members)
      implements DocumentNode {
    public Mapping {
      requireNonNull(position, "position");
      members = new LinkedHashMap<>(members);
    }

    /** An empty mapping, for a part of a document that was left out. */
    public static Mapping empty(Position position) {
      return new Mapping(position, new LinkedHashMap<>(Map.of()));
    }
  }
}
