// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/** What operators may ask of the policy in force; start reading at {@code PolicyDesk}. */
@NullMarked
package io.holdpoint.server.policy;

import org.jspecify.annotations.NullMarked;
