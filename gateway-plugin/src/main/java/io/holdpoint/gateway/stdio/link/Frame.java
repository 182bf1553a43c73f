// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.stdio.link;

import static java.util.Objects.requireNonNull;

/**
 * One line of the link.
 *
 * @param body without the kind's letter and without a line end
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never copied or compared.
public record Frame(FrameKind kind, byte[] body) {

  public Frame {
    requireNonNull(kind, "kind");
  }
}
