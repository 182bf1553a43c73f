// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Reading messages. */
@NullMarked
package io.holdpoint.gateway.mcp;

import org.jspecify.annotations.NullMarked;
