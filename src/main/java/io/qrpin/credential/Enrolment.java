package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.Validity;
import io.qrpin.pin.PinRefusal;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to enrol a subscriber ended. After a refusal nothing has changed. */
@PublicApi
public sealed interface Enrolment {

  /** Badge and PIN are there, each to be shown this once. */
  record Enrolled(MethodDetails method, IssuedQrCode badge, IssuedPin pin)
      implements Enrolment, AutoCloseable {

    /** Erases badge and PIN. */
    @Override
    public void close() {
      badge.close();
      pin.close();
    }
  }

  /** The subscriber has an active method already. */
  record AlreadyActive() implements Enrolment {}

  /** The badge's validity is refused. */
  record InvalidValidity(Validity.Problem problem) implements Enrolment {}

  /** The policy does not accept the chosen PIN. */
  record PinRefused(PinRefusal review) implements Enrolment {}

  /** PINs are generated here, and one was chosen. */
  record ChoiceForbidden() implements Enrolment {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<Enrolled, R> enrolled,
      Supplier<R> alreadyActive,
      Function<Validity.Problem, R> invalidValidity,
      Function<PinRefusal, R> pinRefused,
      Supplier<R> choiceForbidden) {
    if (this instanceof Enrolled outcome) {
      return enrolled.apply(outcome);
    }
    if (this instanceof AlreadyActive) {
      return alreadyActive.get();
    }
    if (this instanceof InvalidValidity outcome) {
      return invalidValidity.apply(outcome.problem());
    }
    if (this instanceof PinRefused outcome) {
      return pinRefused.apply(outcome.review());
    }
    return choiceForbidden.get();
  }
}
