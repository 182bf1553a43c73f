// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/** What an agent does; start at {@link io.holdpoint.model.step.Step}. */
@NullMarked
package io.holdpoint.model.step;

import org.jspecify.annotations.NullMarked;
