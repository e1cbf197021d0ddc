package io.qrpin.hashing;

import io.qrpin.PublicApi;
import java.time.Duration;

/** This server has too many PINs to hash now. Nothing was done and nobody was charged. */
@PublicApi
public final class Overloaded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Has no stack trace, because an overload throws many. */
  public Overloaded() {
    super("too many PINs are being hashed at once", null, false, false);
  }

  /** How long to wait before another try: whole seconds, 1 or more. */
  public Duration retryAfter() {
    return Duration.ofSeconds(1);
  }
}
