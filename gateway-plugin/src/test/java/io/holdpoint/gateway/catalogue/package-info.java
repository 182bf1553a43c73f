// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of the tool catalogue; start at {@code DocumentToolCatalogueTest}. */
@NullMarked
package io.holdpoint.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
