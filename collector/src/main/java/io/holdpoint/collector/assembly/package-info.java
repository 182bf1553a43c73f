// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Makes sessions of steps that come in any order from several who saw them; start at {@link
 * io.holdpoint.collector.assembly.Assembly}.
 */
@NullMarked
package io.holdpoint.collector.assembly;

import org.jspecify.annotations.NullMarked;
