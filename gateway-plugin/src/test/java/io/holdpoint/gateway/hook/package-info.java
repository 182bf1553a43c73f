// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of hooks. */
@NullMarked
package io.holdpoint.gateway.hook;

import org.jspecify.annotations.NullMarked;
