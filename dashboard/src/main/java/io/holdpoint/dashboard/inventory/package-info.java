// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Which agents there are, as far as sessions tell; start at {@link
 * io.holdpoint.dashboard.inventory.Inventory}.
 */
@NullMarked
package io.holdpoint.dashboard.inventory;

import org.jspecify.annotations.NullMarked;
