// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Who calls. */
@NullMarked
package io.holdpoint.gateway.identity;

import org.jspecify.annotations.NullMarked;
