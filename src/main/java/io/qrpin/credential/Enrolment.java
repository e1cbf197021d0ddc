package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.Validity;

/** The result of enrolling a subscriber. Only {@link Enrolled} changed anything. */
@PublicApi
public sealed interface Enrolment
    permits Enrolment.Enrolled,
        Enrolment.AlreadyActive,
        Enrolment.EnrolledBefore,
        Enrolment.InvalidValidity,
        PinRefused,
        ChoiceForbidden {

  /** A new method with badge and PIN, to be shown once and then closed. */
  record Enrolled(MethodDetails method, IssuedQrCode badge, IssuedPin pin)
      implements Enrolment, AutoCloseable {

    /** Erases badge and PIN. */
    @Override
    public void close() {
      badge.close();
      pin.close();
    }
  }

  /** The subscriber already has an active method. */
  record AlreadyActive() implements Enrolment {}

  /** The person has or had a PIN, and so does not enrol themselves. */
  record EnrolledBefore() implements Enrolment {}

  /** The validity of the badge is not allowed. */
  record InvalidValidity(Validity.Problem problem) implements Enrolment {}

  /** One method for each outcome. */
  interface Cases<R> {
    R enrolled(Enrolled enrolled);

    R alreadyActive(AlreadyActive active);

    R enrolledBefore(EnrolledBefore before);

    R invalidValidity(InvalidValidity invalid);

    R pinRefused(PinRefused refused);

    R choiceForbidden(ChoiceForbidden forbidden);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Enrolled outcome) {
      return cases.enrolled(outcome);
    }
    if (this instanceof AlreadyActive outcome) {
      return cases.alreadyActive(outcome);
    }
    if (this instanceof EnrolledBefore outcome) {
      return cases.enrolledBefore(outcome);
    }
    if (this instanceof InvalidValidity outcome) {
      return cases.invalidValidity(outcome);
    }
    if (this instanceof PinRefused outcome) {
      return cases.pinRefused(outcome);
    }
    return cases.choiceForbidden((ChoiceForbidden) this);
  }
}
