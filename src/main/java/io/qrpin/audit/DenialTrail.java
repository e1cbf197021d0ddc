package io.qrpin.audit;

import io.qrpin.PublicApi;
import java.util.Optional;

/**
 * Records that a permission check refused somebody. An application that checks its own permissions
 * can use it as the doors of qrpin do. Thread safety: safe.
 */
@PublicApi
public interface DenialTrail {

  /**
   * Counts a denial. It is written in the background, one row a minute for each caller and
   * operation, so that nobody fills the audit trail; a server that is killed may lose those of the
   * last minute. It does not wait for the database.
   *
   * @param operation the name of what was denied; empty if it has none
   * @param by a caller whom the application knows; the text of a stranger is not one
   */
  void denied(Optional<String> operation, Actor by);
}
