// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.offer;

import java.util.Locale;

/** What kind of thing a server offers. */
public enum OfferKind {
  TOOL,
  PROMPT,
  /** A resource: data of a server, known by its address; its description is read, never pinned. */
  RESOURCE,
  /** A pattern of resource addresses. */
  TEMPLATE,
  /** What a server tells every agent about itself. */
  INSTRUCTIONS;

  /** The word used in records, the API and pages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
