// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server.eval.trace;

import static java.util.Objects.requireNonNull;

/**
 * A recorded session and, apart from it, its labels.
 *
 * @param recording goes through the monitor
 * @param truth does not
 */
public record LabelledRecording(Recording recording, Truth truth) {

  public LabelledRecording {
    requireNonNull(recording, "recording");
    requireNonNull(truth, "truth");
  }
}
