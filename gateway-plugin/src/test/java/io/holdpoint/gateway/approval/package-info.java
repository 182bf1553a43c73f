// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of {@link io.holdpoint.gateway.approval}. */
@NullMarked
package io.holdpoint.gateway.approval;

import org.jspecify.annotations.NullMarked;
