// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of finding and masking; start at {@code EntityTypeTest}. */
@NullMarked
package io.holdpoint.gateway.masking;

import org.jspecify.annotations.NullMarked;
