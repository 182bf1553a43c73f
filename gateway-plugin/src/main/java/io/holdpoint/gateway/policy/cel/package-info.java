// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The conditions of policies: what they may speak of, checked before they are used; start at {@link
 * io.holdpoint.gateway.policy.cel.PolicyLanguage}.
 */
@NullMarked
package io.holdpoint.gateway.policy.cel;

import org.jspecify.annotations.NullMarked;
