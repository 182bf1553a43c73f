// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway's own requests to addresses that others name (identity providers); start at {@link
 * io.holdpoint.gateway.outbound.OutboundClient}.
 */
@NullMarked
package io.holdpoint.gateway.outbound;

import org.jspecify.annotations.NullMarked;
