// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of what hosts tell and ask. */
@NullMarked
package io.holdpoint.gateway.api;

import org.jspecify.annotations.NullMarked;
