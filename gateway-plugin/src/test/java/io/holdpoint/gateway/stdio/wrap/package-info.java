// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.holdpoint.gateway.stdio.wrap;

import org.jspecify.annotations.NullMarked;
