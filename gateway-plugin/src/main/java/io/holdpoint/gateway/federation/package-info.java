// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * One endpoint over several upstreams; start at {@link io.holdpoint.gateway.federation.Federation}.
 */
@NullMarked
package io.holdpoint.gateway.federation;

import org.jspecify.annotations.NullMarked;
