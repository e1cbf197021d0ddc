package io.qrpin.signin;

import io.qrpin.attempts.Lock;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of comparing a PIN. */
sealed interface Proof {

  /** It is right; its charge is to be settled. */
  record Proven(Verified verified) implements Proof {}

  /** It is wrong, or nothing could have been right; its charge is settled. */
  record Refused() implements Proof {}

  /** It was not compared, and nothing was charged. */
  record Locked(Lock lock) implements Proof {}

  default <R> R fold(Function<Verified, R> proven, Supplier<R> refused, Function<Lock, R> locked) {
    if (this instanceof Proven outcome) {
      return proven.apply(outcome.verified());
    }
    return this instanceof Locked outcome ? locked.apply(outcome.lock()) : refused.get();
  }
}
