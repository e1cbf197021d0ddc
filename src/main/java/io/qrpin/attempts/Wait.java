package io.qrpin.attempts;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a wrong guess costs the worker. Immutable. */
public sealed interface Wait {

  /** Nothing: the next guess may follow at once. */
  record None() implements Wait {}

  /**
   * No guess for a while.
   *
   * @param length how long, above zero
   */
  record Lasting(Duration length) implements Wait {}

  /** No guess ever again: the PIN is spent until an administrator resets it. */
  record Spent() implements Wait {}

  /** Maps every case: the one function that fits is called, and its result returned. */
  default <R> R fold(Supplier<R> none, Function<Duration, R> lasting, Supplier<R> spent) {
    if (this instanceof Lasting wait) {
      return lasting.apply(wait.length());
    }
    return this instanceof None ? none.get() : spent.get();
  }
}
