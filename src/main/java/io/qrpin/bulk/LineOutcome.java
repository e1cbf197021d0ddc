package io.qrpin.bulk;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;

/** The end of one line. Only {@link Done} has changed anything now. */
@PublicApi
public sealed interface LineOutcome
    permits LineOutcome.Done,
        LineOutcome.AlreadyDone,
        LineOutcome.Malformed,
        LineOutcome.Denied,
        LineOutcome.UnknownUser,
        LineOutcome.NoMethod,
        LineOutcome.ActiveMethod,
        LineOutcome.ActiveTemporaryCode,
        LineOutcome.InvalidValidity,
        LineOutcome.Broken {

  /**
   * The change is made. Show badge and PIN once and close it.
   *
   * @param badge the badge that was issued, standard or temporary; empty for a reset
   * @param pin the PIN that was issued; empty if only a badge was
   */
  record Done(SubscriberId subscriber, Optional<IssuedQrCode> badge, Optional<IssuedPin> pin)
      implements LineOutcome, AutoCloseable {

    /** Erases badge and PIN. */
    @Override
    public void close() {
      badge.ifPresent(IssuedQrCode::close);
      pin.ifPresent(IssuedPin::close);
    }
  }

  /** An earlier run of the same key, or one at the same time, has made the change. */
  record AlreadyDone(SubscriberId subscriber) implements LineOutcome {}

  /** The line says nothing that can be carried out; the fields are those of the line. */
  record Malformed(Optional<String> target, String problem) implements LineOutcome {}

  /** The caller may not act on that user. */
  record Denied() implements LineOutcome {}

  /** There is no such user. */
  record UnknownUser() implements LineOutcome {}

  /** The worker has no method, so there is no badge to replace and none to lend. */
  record NoMethod() implements LineOutcome {}

  /** The worker has an active method already. */
  record ActiveMethod() implements LineOutcome {}

  /** The worker has an active temporary code already. */
  record ActiveTemporaryCode() implements LineOutcome {}

  /** The validity of the badge is not allowed. */
  record InvalidValidity(QrCodeKind kind, Validity.Problem problem) implements LineOutcome {}

  /**
   * The server failed. Whether the change was made is not known, unless the run has a key and the
   * list is sent again.
   */
  record Broken(RuntimeException failure) implements LineOutcome {}

  /** One method for each outcome. */
  interface Cases<R> {
    R done(Done done);

    R alreadyDone(AlreadyDone done);

    R malformed(Malformed malformed);

    R denied(Denied denied);

    R unknownUser(UnknownUser unknown);

    R noMethod(NoMethod none);

    R activeMethod(ActiveMethod active);

    R activeTemporaryCode(ActiveTemporaryCode active);

    R invalidValidity(InvalidValidity invalid);

    R broken(Broken broken);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Done outcome) {
      return cases.done(outcome);
    }
    if (this instanceof AlreadyDone outcome) {
      return cases.alreadyDone(outcome);
    }
    if (this instanceof Malformed outcome) {
      return cases.malformed(outcome);
    }
    if (this instanceof Denied outcome) {
      return cases.denied(outcome);
    }
    if (this instanceof UnknownUser outcome) {
      return cases.unknownUser(outcome);
    }
    if (this instanceof NoMethod outcome) {
      return cases.noMethod(outcome);
    }
    if (this instanceof ActiveMethod outcome) {
      return cases.activeMethod(outcome);
    }
    if (this instanceof ActiveTemporaryCode outcome) {
      return cases.activeTemporaryCode(outcome);
    }
    if (this instanceof InvalidValidity outcome) {
      return cases.invalidValidity(outcome);
    }
    return cases.broken((Broken) this);
  }
}
