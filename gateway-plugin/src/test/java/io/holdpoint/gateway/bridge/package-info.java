// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the parts of bridges. */
@NullMarked
package io.holdpoint.gateway.bridge;

import org.jspecify.annotations.NullMarked;
