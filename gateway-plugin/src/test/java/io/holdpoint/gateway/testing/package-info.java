// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What the tests of the data path share; start at {@link io.holdpoint.gateway.testing.Rig}. */
@NullMarked
package io.holdpoint.gateway.testing;

import org.jspecify.annotations.NullMarked;
