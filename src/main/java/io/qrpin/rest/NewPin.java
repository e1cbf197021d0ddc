package io.qrpin.rest;

import io.qrpin.pin.Pin;
import io.qrpin.signin.PinChangeOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A change of PIN as the two doors to it tell it: alike, but for who does not get in. */
final class NewPin {

  private static final PinErrors ERRORS = new PinErrors("newPin");

  private NewPin() {}

  /** What changes the PIN: the current one and the new one, each empty where it is no PIN. */
  interface Change {
    PinChangeOutcome from(Optional<Pin> current, Optional<Pin> replacement);
  }

  /**
   * Changes it, and erases what was typed.
   *
   * @throws Refusal for every outcome but the one that changed something
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
        GraphError.of(400, "pinRecentlyUsed", "The new PIN was used not long ago.").at("newPin"));
  }
}
