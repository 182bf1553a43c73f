// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
/**
 * Finds what keeps a gateway from protecting this machine; start at {@link
 * io.holdpoint.server.doctor.Doctor}.
 */
@NullMarked
package io.holdpoint.server.doctor;

import org.jspecify.annotations.NullMarked;
