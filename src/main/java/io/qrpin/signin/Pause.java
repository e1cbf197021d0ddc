package io.qrpin.signin;

import java.time.Duration;

/** Waits for a while. A test replaces it and does not wait. */
@FunctionalInterface
public interface Pause {

  /** Returns after about this time, or early if the thread is interrupted. */
  void of(Duration length);
}
