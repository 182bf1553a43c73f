// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What a wrapper of a stdio server and the daemon of its user say to each other; start at {@link
 * io.holdpoint.gateway.stdio.link.FrameKind}.
 */
@NullMarked
package io.holdpoint.gateway.stdio.link;

import org.jspecify.annotations.NullMarked;
