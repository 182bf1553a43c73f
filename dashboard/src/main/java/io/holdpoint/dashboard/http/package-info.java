// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** The listener with its routes; start at {@link io.holdpoint.dashboard.http.HttpListener}. */
@NullMarked
package io.holdpoint.dashboard.http;

import org.jspecify.annotations.NullMarked;
