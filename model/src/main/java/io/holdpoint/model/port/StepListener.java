// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.port;

import io.holdpoint.model.view.DetectionRow;
import io.holdpoint.model.view.StepRow;
import java.util.List;

/** Is told of steps once they are stored. Called on the projecting thread: it must not block. */
public interface StepListener {

  /** New or replaced steps, and detections that came with them. */
  void stored(List<StepRow> steps, List<DetectionRow> detections);
}
