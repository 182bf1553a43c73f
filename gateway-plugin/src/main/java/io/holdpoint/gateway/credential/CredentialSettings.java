// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
package io.holdpoint.gateway.credential;

/**
 * How an operator said that an upstream is opened. None of them shows a secret in {@link
 * Object#toString}.
 */
public sealed interface CredentialSettings
    permits UpstreamSecret, ReferredSecret, OAuthGrant, RefreshGrant, ExchangeGrant, OnApproval {}
