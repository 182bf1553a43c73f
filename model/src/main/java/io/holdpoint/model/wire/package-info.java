// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON of records, steps and signals where they cross a file or process border; start at {@link
 * io.holdpoint.model.wire.WireCodec}.
 */
@NullMarked
package io.holdpoint.model.wire;

import org.jspecify.annotations.NullMarked;
