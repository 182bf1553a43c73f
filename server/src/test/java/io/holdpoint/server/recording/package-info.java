// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** Recordings of real calls, as operators see and erase them. */
@NullMarked
package io.holdpoint.server.recording;

import org.jspecify.annotations.NullMarked;
