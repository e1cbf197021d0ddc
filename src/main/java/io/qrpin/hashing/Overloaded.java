package io.qrpin.hashing;

import io.qrpin.PublicApi;
import java.time.Duration;

/**
 * There is more to hash than this server can do now; nothing was done and nobody was charged. It
 * carries no stack trace: when it is thrown, it is thrown often.
 */
@PublicApi
public final class Overloaded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  public Overloaded() {
    super("too many PINs are being hashed at once", null, false, false);
  }

  /** When it is worth another try: whole seconds, 1 or more. */
  public Duration retryAfter() {
    return RETRY_AFTER;
  }
}
