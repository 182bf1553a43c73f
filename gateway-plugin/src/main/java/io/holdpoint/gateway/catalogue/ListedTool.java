// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.catalogue;

import static java.util.Objects.requireNonNull;

/**
 * What an upstream said of a tool in its last {@code tools/list}. It is an untrusted hint.
 *
 * @param name the tool's name
 * @param digest SHA-256 over the canonical definition, in hexadecimal
 * @param readOnlyHint default false
 * @param destructiveHint default true
 * @param openWorldHint default true
 */
public record ListedTool(
    String name,
    String digest,
    boolean readOnlyHint,
    boolean destructiveHint,
    boolean openWorldHint) {

  public ListedTool {
    requireNonNull(name, "name");
    requireNonNull(digest, "digest");
  }
}
