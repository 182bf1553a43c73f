// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is kept of calls beyond their masked views, and how it is made unreadable again; start at
 * {@link io.holdpoint.gateway.recording.SealedRecording}.
 */
@NullMarked
package io.holdpoint.gateway.recording;

import org.jspecify.annotations.NullMarked;
