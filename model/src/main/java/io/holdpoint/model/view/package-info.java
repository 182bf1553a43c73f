// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is stored and shown of steps and sessions; start at {@link io.holdpoint.model.view.StepRow}.
 */
@NullMarked
package io.holdpoint.model.view;

import org.jspecify.annotations.NullMarked;
