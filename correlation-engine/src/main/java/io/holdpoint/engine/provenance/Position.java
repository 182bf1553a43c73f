// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.provenance;

/** Where in a result a value stood, the most trustworthy first. */
public enum Position {
  /** Nowhere: the agent made it up, or it came another way. */
  NOWHERE,
  /** In a field of a record, or in a line of its own. */
  FIELD,
  /** In running text. */
  PROSE,
  /** Right after a sentence that asks the reader to do something. */
  BESIDE,
  /** In a sentence that asks the reader to do something. */
  INSTRUCTION
}
