// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Operators log in at their own identity provider (OpenID Connect, authorization code with PKCE);
 * start at {@link io.holdpoint.dashboard.oidc.OidcLogin}.
 */
@NullMarked
package io.holdpoint.dashboard.oidc;

import org.jspecify.annotations.NullMarked;
