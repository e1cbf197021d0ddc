package io.qrpin.signin;

import java.time.Duration;

/** Lets time pass; a test lets it fly. */
@FunctionalInterface
public interface Pause {

  /** Returns after about this long. */
  void of(Duration length);
}
