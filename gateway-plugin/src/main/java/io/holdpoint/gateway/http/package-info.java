// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP/1.1 on Netty, both sides, without any knowledge of MCP; start at {@link
 * io.holdpoint.gateway.http.HttpServer} and {@link io.holdpoint.gateway.http.UpstreamClient}.
 */
@NullMarked
package io.holdpoint.gateway.http;

import org.jspecify.annotations.NullMarked;
