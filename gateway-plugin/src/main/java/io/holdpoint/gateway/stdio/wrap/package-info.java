// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The program that stands between a host and one of its stdio servers; start at {@link
 * io.holdpoint.gateway.stdio.wrap.Relay}. It has a start of its own with few classes: no Netty, no
 * configuration, no logging library.
 */
@NullMarked
package io.holdpoint.gateway.stdio.wrap;

import org.jspecify.annotations.NullMarked;
