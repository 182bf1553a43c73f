// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * The engine's input in sealed files; start at {@link
 * io.holdpoint.engine.record.file.SealedRecord}.
 */
@NullMarked
package io.holdpoint.engine.record.file;

import org.jspecify.annotations.NullMarked;
