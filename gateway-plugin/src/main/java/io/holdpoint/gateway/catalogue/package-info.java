// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What tools can do and what may be shown of their payloads; start at {@link
 * io.holdpoint.gateway.catalogue.ToolCatalogue}.
 */
@NullMarked
package io.holdpoint.gateway.catalogue;

import org.jspecify.annotations.NullMarked;
