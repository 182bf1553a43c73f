// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What servers offer: pinned, read for hidden text, shown and callable only where it may be; start
 * at {@link io.holdpoint.gateway.offer.OfferBook}.
 */
@NullMarked
package io.holdpoint.gateway.offer;

import org.jspecify.annotations.NullMarked;
