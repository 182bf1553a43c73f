// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the endpoint over several upstreams. */
@NullMarked
package io.holdpoint.gateway.federation;

import org.jspecify.annotations.NullMarked;
