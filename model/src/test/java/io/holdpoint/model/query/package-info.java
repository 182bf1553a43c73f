// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.holdpoint.model.query}. */
@NullMarked
package io.holdpoint.model.query;

import org.jspecify.annotations.NullMarked;
