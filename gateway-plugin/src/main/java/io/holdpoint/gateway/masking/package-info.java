// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Finds what is sensitive in a payload and puts something else in its place; start at {@link
 * io.holdpoint.gateway.masking.Masking}, then {@link io.holdpoint.gateway.masking.TextScan}.
 */
@NullMarked
package io.holdpoint.gateway.masking;

import org.jspecify.annotations.NullMarked;
