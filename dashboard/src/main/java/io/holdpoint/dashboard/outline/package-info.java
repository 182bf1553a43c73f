// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * All steps of a session without their payloads; start at {@link
 * io.holdpoint.dashboard.outline.Outlines}.
 */
@NullMarked
package io.holdpoint.dashboard.outline;

import org.jspecify.annotations.NullMarked;
