// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How texts are sealed on the gateway's own disk; start at {@link io.holdpoint.gateway.seal.Aes}.
 */
@NullMarked
package io.holdpoint.gateway.seal;

import org.jspecify.annotations.NullMarked;
