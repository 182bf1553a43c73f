// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the organisation says of single steps, as written in policy files; start at {@link
 * io.holdpoint.gateway.policy.Policies}, then {@link io.holdpoint.gateway.policy.Policy}.
 */
@NullMarked
package io.holdpoint.gateway.policy;

import org.jspecify.annotations.NullMarked;
