package io.qrpin.bulk;

import io.qrpin.PublicApi;

/**
 * The port through which a run asks for its targets. The caller of a run decides whom it may act
 * on, because this room knows no permission.
 *
 * <p>Thread safety: implementations must be safe. Several threads of the server ask, after the
 * request that began the run may have ended.
 */
@PublicApi
@FunctionalInterface
public interface BulkTargets {

  /**
   * Looks a user up and decides.
   *
   * @param user an id or a sign-in name, as the line has it
   * @throws io.qrpin.subscriber.DirectoryUnavailable when the directory cannot answer
   */
  BulkTarget find(String user);
}
