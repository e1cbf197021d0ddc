package io.qrpin.hashing;

import io.qrpin.PublicApi;
import java.time.Duration;

/**
 * There are more PINs to hash than this server can hash now. Nothing was done and nobody was
 * charged. It has no stack trace, because it is thrown often when it is thrown at all.
 */
@PublicApi
public final class Overloaded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  public Overloaded() {
    super("too many PINs are being hashed at once", null, false, false);
  }

  /** How long to wait before another try: whole seconds, 1 or more. */
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
