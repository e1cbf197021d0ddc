package io.qrpin.rest;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.pin.Pin;
import io.qrpin.signin.PinChangeOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The change of a PIN, as both resources that offer it read and answer it. */
final class NewPin {

  private static final PinErrors ERRORS = new PinErrors("newPin");

  private NewPin() {}

  /** Changes the PIN. A text that is not a PIN is given as empty. */
  interface Change {
    PinChangeOutcome from(Optional<Pin> current, Optional<Pin> replacement);
  }

  /**
   * Changes the PIN and erases both PINs from memory.
   *
   * @param refused the answer if the current PIN is not proven
   * @param throttled the answer during a lock; its argument is the rest of the lock, empty if only
   *     a reset ends it
   * @throws Refusal for every outcome but a changed PIN
   */
  static void change(
      String typedCurrent,
      String typedReplacement,
      Change change,
      Supplier<Refusal> refused,
      Function<Optional<Duration>, Refusal> throttled) {
    Optional<Pin> current = Pin.of(typedCurrent);
    Optional<Pin> replacement = Pin.of(typedReplacement);
    try {
      Optional<Refusal> refusal =
          change
              .from(current, replacement)
              .fold(
                  changed -> Optional.empty(),
                  () -> Optional.of(refused.get()),
                  remaining -> Optional.of(throttled.apply(remaining)),
                  () -> Optional.of(ERRORS.notDigits()),
                  review -> Optional.of(ERRORS.refusal(review)),
                  () -> Optional.of(recentlyUsed()));
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    } finally {
      current.ifPresent(Pin::erase);
      replacement.ifPresent(Pin::erase);
    }
  }

  private static Refusal recentlyUsed() {
    return new Refusal(
        GraphError.of(400, "pinRecentlyUsed", "The new PIN was used recently.").at("newPin"));
  }
}
