// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Policies by themselves; start at {@link io.holdpoint.gateway.policy.BypassMatrixTest}. */
@NullMarked
package io.holdpoint.gateway.policy;

import org.jspecify.annotations.NullMarked;
