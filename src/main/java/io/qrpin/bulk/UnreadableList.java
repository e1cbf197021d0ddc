package io.qrpin.bulk;

import io.qrpin.PublicApi;

/**
 * A list cannot be read as a whole, so nothing of it was done. The message says why, and in which
 * line where that is known. It carries no stack trace.
 */
@PublicApi
public final class UnreadableList extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableList(String problem) {
    super(problem, null, false, false);
  }
}
