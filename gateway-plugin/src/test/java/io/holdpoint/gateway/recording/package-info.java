// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Recordings that nobody can read without their keys. */
@NullMarked
package io.holdpoint.gateway.recording;

import org.jspecify.annotations.NullMarked;
