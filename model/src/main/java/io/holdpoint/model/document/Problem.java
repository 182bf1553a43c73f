// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.document;

/**
 * Something is wrong in a document.
 *
 * @param position where
 * @param message {@code what: got <value> (expected: <rule>)}, without secrets
 */
public record Problem(Position position, String message) {

  @Override
  public String toString() {
    return position + ": " + message;
  }
}
