// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The gateway as OAuth 2.1 resource server: metadata, challenges, tokens; start at {@link
 * io.holdpoint.gateway.identity.oauth.ResourceServer}.
 */
@NullMarked
package io.holdpoint.gateway.identity.oauth;

import org.jspecify.annotations.NullMarked;
