// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * What the figures would be on tasks that were not looked at; start at {@link
 * io.holdpoint.server.eval.validate.Validation}.
 */
@NullMarked
package io.holdpoint.server.eval.validate;

import org.jspecify.annotations.NullMarked;
