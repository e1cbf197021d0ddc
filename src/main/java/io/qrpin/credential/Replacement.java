package io.qrpin.credential;

import io.qrpin.pin.PinRefusal;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an owner's change of PIN ended. Only {@link Replaced} changed anything. */
public sealed interface Replacement {

  /** The new PIN holds. */
  record Replaced(PinDetails details) implements Replacement {}

  /** The policy does not accept the new PIN. */
  record Refused(PinRefusal review) implements Replacement {}

  /** The new PIN is the current one, or one of those before it. */
  record RecentlyUsed() implements Replacement {}

  /** The proof does not hold any more: the PIN was reset meanwhile, or the code has ended. */
  record ProofVoid() implements Replacement {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<PinDetails, R> replaced,
      Function<PinRefusal, R> refused,
      Supplier<R> recentlyUsed,
      Supplier<R> proofVoid) {
    if (this instanceof Replaced outcome) {
      return replaced.apply(outcome.details());
    }
    if (this instanceof Refused outcome) {
      return refused.apply(outcome.review());
    }
    return this instanceof RecentlyUsed ? recentlyUsed.get() : proofVoid.get();
  }
}
