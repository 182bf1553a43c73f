// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway's own credentials towards upstreams; start at {@link
 * io.holdpoint.gateway.credential.CredentialedUpstream}.
 */
@NullMarked
package io.holdpoint.gateway.credential;

import org.jspecify.annotations.NullMarked;
