// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.engine.esper;

import com.espertech.esper.common.client.hook.exception.ExceptionHandler;
import com.espertech.esper.common.client.hook.exception.ExceptionHandlerFactory;
import com.espertech.esper.common.client.hook.exception.ExceptionHandlerFactoryContext;

/** Lets a rule's failure reach the caller of the runtime. Public because Esper creates it. */
public final class RethrowingHandler implements ExceptionHandlerFactory {
  @Override
  public ExceptionHandler getHandler(ExceptionHandlerFactoryContext context) {
    return failure -> {
      throw new RuleFailure(failure.getStatementName(), failure.getThrowable());
    };
  }
}
