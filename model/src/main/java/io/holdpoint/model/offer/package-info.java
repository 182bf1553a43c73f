// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What servers offer and what was said of it; start at {@link io.holdpoint.model.offer.Offer}. */
@NullMarked
package io.holdpoint.model.offer;

import org.jspecify.annotations.NullMarked;
