// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The way of one request through the gateway; start at {@link io.holdpoint.gateway.call.FrontDoor},
 * then {@link io.holdpoint.gateway.call.JudgedCall}.
 */
@NullMarked
package io.holdpoint.gateway.call;

import org.jspecify.annotations.NullMarked;
