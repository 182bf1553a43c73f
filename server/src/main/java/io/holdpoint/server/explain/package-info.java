// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Explanations of detections over the control API; start at {@link
 * io.holdpoint.server.explain.ExplanationDesk}.
 */
@NullMarked
package io.holdpoint.server.explain;

import org.jspecify.annotations.NullMarked;
