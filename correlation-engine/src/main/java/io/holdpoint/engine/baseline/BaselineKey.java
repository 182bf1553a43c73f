// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.baseline;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.identity.FloorId;

/**
 * Whose habits: a credential's, or those of one registered version of its agent, or those at one
 * kind of task.
 *
 * @param floor the credential
 * @param version name and version the operator registered, empty for all others
 * @param task the kind of task, empty for all of them
 */
record BaselineKey(FloorId floor, String version, String task) {
  BaselineKey {
    requireNonNull(floor, "floor");
    requireNonNull(version, "version");
    requireNonNull(task, "task");
  }
}
