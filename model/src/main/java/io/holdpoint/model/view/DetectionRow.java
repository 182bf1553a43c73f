// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.view;

import static java.util.Objects.requireNonNull;

import io.holdpoint.model.verdict.Detection;

/**
 * A detection as stored and shown.
 *
 * @param tenant whose
 * @param detection what was detected
 */
public record DetectionRow(String tenant, Detection detection) {

  public DetectionRow {
    requireNonNull(tenant, "tenant");
    requireNonNull(detection, "detection");
  }
}
