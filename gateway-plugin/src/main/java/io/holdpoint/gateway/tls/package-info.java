// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * TLS of the gateway's own listener, and the certificates its callers show; start at {@link
 * io.holdpoint.gateway.tls.ListenerTls}.
 */
@NullMarked
package io.holdpoint.gateway.tls;

import org.jspecify.annotations.NullMarked;
