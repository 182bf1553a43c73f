// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.holdpoint.model.json}. */
@NullMarked
package io.holdpoint.model.json;

import org.jspecify.annotations.NullMarked;
