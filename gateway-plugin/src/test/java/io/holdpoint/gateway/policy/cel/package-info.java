// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Conditions by themselves. */
@NullMarked
package io.holdpoint.gateway.policy.cel;

import org.jspecify.annotations.NullMarked;
