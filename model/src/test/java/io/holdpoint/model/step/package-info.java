// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.holdpoint.model.step}. */
@NullMarked
package io.holdpoint.model.step;

import org.jspecify.annotations.NullMarked;
