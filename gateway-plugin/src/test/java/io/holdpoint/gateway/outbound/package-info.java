// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of this package. */
@NullMarked
package io.holdpoint.gateway.outbound;

import org.jspecify.annotations.NullMarked;
