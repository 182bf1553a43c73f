// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.model.audit;

/** Kinds of records that may be kept for different times. All others are kept for good. */
public enum RecordClass {
  /** What agents did: attempts, decisions, dispatches, completions, counts, ends of sessions. */
  CALLS,
  /** Held calls and what people said of them. */
  APPROVALS,
  /** What operators looked at. */
  VIEWS,
  /** What operators did. */
  ACTIONS
}
