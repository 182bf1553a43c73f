// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The ways to an upstream; nobody else knows which one it is. Start at {@link
 * io.holdpoint.gateway.upstream.UpstreamTransport}.
 */
@NullMarked
package io.holdpoint.gateway.upstream;

import org.jspecify.annotations.NullMarked;
