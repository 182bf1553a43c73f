// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the wire format; start at {@code WireCodecTest}. */
@NullMarked
package io.holdpoint.model.wire;

import org.jspecify.annotations.NullMarked;
