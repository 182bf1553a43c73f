// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What every module's tests share; start at {@link io.holdpoint.model.testing.Fixtures}. */
@NullMarked
package io.holdpoint.model.testing;

import org.jspecify.annotations.NullMarked;
