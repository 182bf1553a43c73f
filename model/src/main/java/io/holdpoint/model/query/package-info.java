// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What people ask for when they filter sessions and steps; start at {@link
 * io.holdpoint.model.query.FilterParser}.
 */
@NullMarked
package io.holdpoint.model.query;

import org.jspecify.annotations.NullMarked;
