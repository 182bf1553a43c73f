// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Which session a request belongs to; start at {@link
 * io.holdpoint.gateway.session.SessionResolver}.
 */
@NullMarked
package io.holdpoint.gateway.session;

import org.jspecify.annotations.NullMarked;
