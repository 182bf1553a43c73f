// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Who acts and in which execution; start at {@link io.holdpoint.model.identity.Session}. */
@NullMarked
package io.holdpoint.model.identity;

import org.jspecify.annotations.NullMarked;
