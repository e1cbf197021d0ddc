package io.qrpin.bulk;

import io.qrpin.audit.Actor;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.bulk.LineOutcome.Done;
import io.qrpin.credential.BulkIssuance;
import io.qrpin.credential.ChoiceForbidden;
import io.qrpin.credential.CodeChange;
import io.qrpin.credential.Enrolment;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.credential.PreparedPin;
import io.qrpin.subscriber.Subscriber;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out one line after the other for a run; many threads may do so at once. A PIN is hashed
 * before the transaction of its line begins.
 *
 * @param run the run that remembers the lines; empty if none does
 * @param by the person or application that asks for the run
 */
record BulkWork(
    BulkIssuance issuance,
    MethodLifecycle methods,
    BulkTransactions transactions,
    BulkTargets targets,
    Optional<UUID> run,
    Actor by) {

  /** Never throws, because a line that breaks stops no other. */
  LineOutcome carryOut(BulkLine.Asked line) {
    try {
      BulkTarget target = targets.find(line.user());
      if (target instanceof BulkTarget.Allowed allowed) {
        return carryOut(line, allowed.subscriber());
      }
      return target instanceof BulkTarget.Unknown
          ? new LineOutcome.UnknownUser()
          : new LineOutcome.Denied();
    } catch (RuntimeException e) {
      return new LineOutcome.Broken(e);
    }
  }

  private LineOutcome carryOut(BulkLine.Asked line, Subscriber subscriber) {
    return switch (line.mode()) {
      case ENROL -> enrol(line, subscriber);
      case RESET_PIN -> withPin(line, subscriber, pin -> reset(subscriber, pin));
      case REPLACE_BADGE -> once(line, subscriber, () -> replaceBadge(line, subscriber));
      case TEMPORARY_BADGE -> once(line, subscriber, () -> lendBadge(line, subscriber));
    };
  }

  /** Nothing is hashed for somebody who cannot be enrolled. */
  private LineOutcome enrol(BulkLine.Asked line, Subscriber subscriber) {
    Optional<Enrolment> refusal = issuance.refusal(subscriber, line.start(), line.expiry());
    return refusal.isPresent()
        ? refusal.get().match(new EnrolmentOutcome(subscriber))
        : withPin(
            line,
            subscriber,
            pin ->
                issuance
                    .enrol(subscriber, line.start(), line.expiry(), pin, by)
                    .match(new EnrolmentOutcome(subscriber)));
  }

  private LineOutcome reset(Subscriber subscriber, PreparedPin pin) {
    return new Done(
        subscriber.id(), Optional.empty(), Optional.of(issuance.resetPin(subscriber, pin, by)));
  }

  private LineOutcome replaceBadge(BulkLine.Asked line, Subscriber subscriber) {
    return methods
        .replaceStandardCode(subscriber, line.start(), line.expiry(), by)
        .match(new CodeOutcome(subscriber, QrCodeKind.STANDARD));
  }

  private LineOutcome lendBadge(BulkLine.Asked line, Subscriber subscriber) {
    return methods
        .issueTemporaryCode(subscriber, line.start(), line.expiry(), by)
        .match(new CodeOutcome(subscriber, QrCodeKind.TEMPORARY));
  }

  /** A PIN that is not issued is erased, however the line ends. */
  private LineOutcome withPin(
      BulkLine.Asked line, Subscriber subscriber, Function<PreparedPin, LineOutcome> change) {
    PreparedPin pin = issuance.prepare(subscriber);
    boolean isIssued = false;
    try {
      LineOutcome outcome = once(line, subscriber, () -> change.apply(pin));
      isIssued = outcome instanceof Done;
      return outcome;
    } finally {
      if (isIssued) {
        pin.close();
      } else {
        pin.discard();
      }
    }
  }

  private LineOutcome once(
      BulkLine.Asked line, Subscriber subscriber, Supplier<LineOutcome> change) {
    return transactions.once(run, line.name(), subscriber.id(), change);
  }

  private record EnrolmentOutcome(Subscriber subscriber) implements Enrolment.Cases<LineOutcome> {

    @Override
    public LineOutcome enrolled(Enrolment.Enrolled enrolled) {
      return new Done(subscriber.id(), Optional.of(enrolled.badge()), Optional.of(enrolled.pin()));
    }

    @Override
    public LineOutcome alreadyActive(Enrolment.AlreadyActive active) {
      return new LineOutcome.ActiveMethod();
    }

    @Override
    public LineOutcome enrolledBefore(Enrolment.EnrolledBefore before) {
      throw new IllegalStateException("a run enrols nobody who asks for it themselves");
    }

    @Override
    public LineOutcome invalidValidity(Enrolment.InvalidValidity invalid) {
      return new LineOutcome.InvalidValidity(QrCodeKind.STANDARD, invalid.problem());
    }

    @Override
    public LineOutcome pinRefused(PinRefused refused) {
      throw new IllegalStateException("a run chooses no PIN");
    }

    @Override
    public LineOutcome choiceForbidden(ChoiceForbidden forbidden) {
      throw new IllegalStateException("a run chooses no PIN");
    }
  }

  private record CodeOutcome(Subscriber subscriber, QrCodeKind kind)
      implements CodeChange.Cases<LineOutcome> {

    @Override
    public LineOutcome issued(IssuedQrCode issued) {
      return new Done(subscriber.id(), Optional.of(issued), Optional.empty());
    }

    /** The active temporary code has these dates already, and its symbol is not known any more. */
    @Override
    public LineOutcome extended(CodeChange.Extended extended) {
      return new LineOutcome.ActiveTemporaryCode();
    }

    @Override
    public LineOutcome activeExists(CodeChange.ActiveExists exists) {
      return new LineOutcome.ActiveTemporaryCode();
    }

    @Override
    public LineOutcome nothingAsked(CodeChange.NothingAsked nothing) {
      throw new IllegalStateException("a run extends no badge");
    }

    @Override
    public LineOutcome noMethod(CodeChange.NoMethod none) {
      return new LineOutcome.NoMethod();
    }

    @Override
    public LineOutcome invalidValidity(CodeChange.InvalidValidity invalid) {
      return new LineOutcome.InvalidValidity(kind, invalid.problem());
    }
  }
}
