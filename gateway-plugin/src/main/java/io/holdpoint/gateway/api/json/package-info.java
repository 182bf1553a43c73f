// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The decision API as JSON, whatever carries it; start at {@link
 * io.holdpoint.gateway.api.json.HostApi}.
 */
@NullMarked
package io.holdpoint.gateway.api.json;

import org.jspecify.annotations.NullMarked;
