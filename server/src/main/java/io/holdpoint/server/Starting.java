// SPDX-FileCopyrightText: 2026 The Holdpoint authors
// SPDX-License-Identifier: GPL-2.0-or-later
package io.holdpoint.server;

import io.holdpoint.gateway.journal.JournalException;
import io.holdpoint.model.document.DocumentException;
import io.holdpoint.server.data.DataFolderException;
import io.holdpoint.server.remote.trust.TrustException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Starts parts so that a failure leaves none of them running. */
final class Starting {

  private Starting() {}

  /** What starts parts, adding each to what is to be closed. */
  interface Start<T> {
    T with(Closing closing) throws IOException;
  }

  /**
   * What {@code start} made.
   *
   * @throws StartFailure if a part cannot start
   * @throws DocumentException if a file that is read at the start is wrong
   */
  static <T> T orClose(Start<T> start) {
    Closing closing = new Closing();
    boolean started = false;
    try {
      T made = start.with(closing);
      started = true;
      return made;
    } catch (IOException | UncheckedIOException e) {
      throw new StartFailure(said(e), e);
    } catch (DataFolderException
        | JournalException
        | TrustException
        | IllegalStateException e) { // a part that says what is wrong
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    } finally {
      if (!started) {
        closing.close();
      }
    }
  }

  private static String said(Exception e) {
    Throwable root = e.getCause() instanceof IOException cause ? cause : e;
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }
}
