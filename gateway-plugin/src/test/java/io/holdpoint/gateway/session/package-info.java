// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** Tests of sessions. */
@NullMarked
package io.holdpoint.gateway.session;

import org.jspecify.annotations.NullMarked;
