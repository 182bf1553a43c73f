// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** The data path of Holdpoint; start at {@link io.holdpoint.gateway.Gateway}. */
@NullMarked
package io.holdpoint.gateway;

import org.jspecify.annotations.NullMarked;
