// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The matrix: real clients against real servers through the gateway. Start at {@link
 * io.holdpoint.gateway.clients.ClientMatrixIT}.
 */
@NullMarked
package io.holdpoint.gateway.clients;

import org.jspecify.annotations.NullMarked;
