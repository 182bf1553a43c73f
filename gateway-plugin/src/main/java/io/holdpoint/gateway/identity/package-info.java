// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Who calls; start at {@link io.holdpoint.gateway.identity.CredentialTable}. */
@NullMarked
package io.holdpoint.gateway.identity;

import org.jspecify.annotations.NullMarked;
