package io.qrpin.credential;

import static io.qrpin.badge.QrCodeKind.STANDARD;
import static io.qrpin.badge.QrCodeKind.TEMPORARY;
import static io.qrpin.credential.CredentialFixture.ANN;
import static io.qrpin.credential.CredentialFixture.HASHER;
import static io.qrpin.credential.CredentialFixture.KIM;
import static io.qrpin.credential.CredentialFixture.NOON;
import static io.qrpin.credential.CredentialFixture.PIN;
import static io.qrpin.credential.CredentialFixture.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.badge.Validity;
import io.qrpin.configuration.GivenConfiguration;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinGenerator;
import io.qrpin.pin.PinRefusal;
import io.qrpin.subscriber.SubscriberId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PIN and method in the hands of an administrator: preparation and transaction together. */
class LifecycleTest {

  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final Instant DECEMBER = NOON.plus(Duration.ofDays(270));

  private final CredentialFixture kims = new CredentialFixture();

  private PinPreparation preparation(IssuancePolicy issuance) {
    return new PinPreparation(
        new GivenConfiguration(MethodConfiguration.DEFAULTS),
        kims.rows,
        new PinGenerator(new SecureRandom()),
        HASHER,
        new HashingPermits(1, 1, 1, 1, HashingPermits.MIN_QUEUE),
        issuance);
  }

  private PinLifecycle pins(IssuancePolicy issuance) {
    return new PinLifecycle(preparation(issuance), kims.transactions, kims.rows);
  }

  private MethodLifecycle methods(IssuancePolicy issuance) {
    return new MethodLifecycle(
        preparation(issuance),
        new GivenConfiguration(MethodConfiguration.DEFAULTS),
        kims.transactions,
        kims.rows);
  }

  private static IssuancePolicy withoutChoice() {
    return new IssuancePolicy(Duration.ZERO, false, 3);
  }

  @Test
  void anIssuedPinIsTheStoredOne() {
    Optional<Pin> chosen = Optional.of(pin(PIN));
    IssuedPin issued = (IssuedPin) pins(IssuancePolicy.STANDARD).issue(KIM, chosen, ANN);
    assertThat(issued.pin().isSameAs(pin(PIN))).isTrue();
    assertThat(issued.details()).isEqualTo(kims.pinDetails());
    assertThat(kims.opens(PIN, kims.place(1))).isTrue();
    assertThat(pins(IssuancePolicy.STANDARD).find(KIM.id())).contains(issued.details());
  }

  @Test
  void aRefusedPinChangesNothing() {
    assertThat(pins(IssuancePolicy.STANDARD).issue(KIM, Optional.of(pin("2746195")), ANN))
        .isEqualTo(new PinRefused(new PinRefusal.TooShort(7, 8)));
    assertThat(pins(withoutChoice()).issue(KIM, Optional.of(pin(PIN)), ANN))
        .isEqualTo(new ChoiceForbidden());
    assertThat(kims.happened).isEmpty();
  }

  @Test
  void aRevokedPinIsGone() {
    assertThat(pins(IssuancePolicy.STANDARD).revoke(KIM.id(), ANN)).isFalse();
    kims.withPin();
    assertThat(pins(IssuancePolicy.STANDARD).revoke(KIM.id(), ANN)).isTrue();
    assertThat(pins(IssuancePolicy.STANDARD).find(KIM.id())).isEmpty();
  }

  private Enrolment enrol(Optional<Instant> start, Optional<Instant> expiry, Optional<Pin> chosen) {
    return methods(IssuancePolicy.STANDARD).enrol(KIM, start, expiry, chosen, ANN);
  }

  private Enrolment enrol() {
    return enrol(Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void anEnrolmentHasMethodBadgeAndPinUntilItIsClosed() {
    Enrolment.Enrolled enrolled = (Enrolment.Enrolled) enrol();
    try (enrolled) {
      assertThat(enrolled.method().standard()).contains(enrolled.badge().details());
      assertThat(enrolled.badge().details().validity())
          .isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
      assertThat(enrolled.pin().details()).isEqualTo(kims.pinDetails());
      assertThat(enrolled.pin().pin().lengthDigits()).isEqualTo(8);
    }
    assertThatIllegalStateException().isThrownBy(() -> enrolled.badge().symbol().svg());
    assertThatIllegalStateException()
        .isThrownBy(() -> enrolled.pin().pin().expose(digits -> digits.length));
    assertThat(methods(IssuancePolicy.STANDARD).find(KIM.id())).contains(enrolled.method());
  }

  @Test
  void anActiveMethodIsNotEnrolledAgainAndNoPinIsPrepared() {
    kims.withBadge();
    assertThat(enrol()).isEqualTo(new Enrolment.AlreadyActive());
    assertThat(kims.happened).isEmpty();
  }

  @Test
  void aMethodWithAnActiveTemporaryCodeIsNotEnrolledAgain() {
    kims.withCode(TEMPORARY, NOON, NOON.plusSeconds(1));
    assertThat(enrol()).isEqualTo(new Enrolment.AlreadyActive());
  }

  @Test
  void aMethodWhoseCodeHasJustExpiredIsEnrolledAgain() {
    kims.withCode(STANDARD, NOON.minus(A_YEAR), NOON);
    assertThat(enrol()).isInstanceOf(Enrolment.Enrolled.class);
  }

  @Test
  void aMethodThatAnotherRequestEnrolsMeanwhileIsActive() {
    MethodLifecycle late =
        new MethodLifecycle(
            preparation(IssuancePolicy.STANDARD),
            new GivenConfiguration(MethodConfiguration.DEFAULTS),
            kims.transactions,
            new CredentialRows() {
              @Override
              Optional<MethodDetails> methodDetails(SubscriberId subscriber) {
                return Optional.empty();
              }

              @Override
              Instant now() {
                return NOON;
              }
            });
    kims.withBadge();
    assertThat(late.enrol(KIM, Optional.empty(), Optional.empty(), Optional.empty(), ANN))
        .isEqualTo(new Enrolment.AlreadyActive());
  }

  @Test
  void aRefusedEnrolmentChangesNothing() {
    assertThat(enrol(Optional.empty(), Optional.of(NOON.plusSeconds(1)), Optional.empty()))
        .isEqualTo(new Enrolment.InvalidValidity(Validity.Problem.TOO_SHORT));
    assertThat(enrol(Optional.empty(), Optional.empty(), Optional.of(pin("2746195"))))
        .isEqualTo(new PinRefused(new PinRefusal.TooShort(7, 8)));
    assertThat(
            methods(withoutChoice())
                .enrol(KIM, Optional.empty(), Optional.empty(), Optional.of(pin(PIN)), ANN))
        .isEqualTo(new ChoiceForbidden());
    assertThat(kims.happened).isEmpty();
  }

  private Enrolment enrolOneself() {
    return methods(IssuancePolicy.STANDARD)
        .enrolOneself(KIM, Optional.empty(), Optional.empty(), Optional.empty(), ANN);
  }

  @Test
  void whoNeverHadAPinEnrolsThemselves() {
    assertThat(enrolOneself()).isInstanceOf(Enrolment.Enrolled.class);
    assertThat(kims.pinDetails().changeRequired()).isTrue();
  }

  @Test
  void whoHasAMethodOrATraceOfAPinDoesNotEnrolThemselvesAndNoPinIsPrepared() {
    kims.hadPin = true;
    assertThat(enrolOneself()).isEqualTo(new Enrolment.EnrolledBefore());
    assertThat(kims.happened).containsExactly("look for traces of a PIN");
    kims.hadPin = false;
    kims.withBadge();
    assertThat(enrolOneself()).isEqualTo(new Enrolment.EnrolledBefore());
    assertThat(kims.happened).isEmpty();
  }

  @Test
  void anExpiredMethodIsNotReplacedByItsOwner() {
    kims.withCode(STANDARD, NOON.minus(A_YEAR), NOON);
    assertThat(enrolOneself()).isEqualTo(new Enrolment.EnrolledBefore());
  }

  @Test
  void anOwnersDeletionKeepsTheLedger() {
    kims.withPin();
    assertThat(methods(IssuancePolicy.STANDARD).deleteOwn(KIM.id(), ANN)).isTrue();
    assertThat(kims.happened)
        .containsExactly(
            "lock method",
            "keep ledger",
            "lock PIN",
            "remember 3",
            "remove QrPin",
            "lock codes",
            "remove Method",
            "fire MethodDeleted");
    assertThat(methods(IssuancePolicy.STANDARD).deleteOwn(KIM.id(), ANN)).isFalse();
  }

  @Test
  void codesAreIssuedExtendedAndRevokedAndAMethodIsDeleted() {
    kims.withPin();
    MethodLifecycle methods = methods(IssuancePolicy.STANDARD);
    CodeChange issued = methods.changeStandardCode(KIM, Optional.empty(), Optional.empty(), ANN);
    assertThat(((IssuedQrCode) issued).details().validity())
        .isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
    assertThat(methods.changeStandardCode(KIM, Optional.empty(), Optional.of(DECEMBER), ANN))
        .isInstanceOf(CodeChange.Extended.class);
    Validity shift = new Validity(NOON, NOON.plus(Duration.ofHours(8)));
    assertThat(methods.issueTemporaryCode(KIM, shift, ANN)).isInstanceOf(IssuedQrCode.class);
    assertThat(methods.revokeCode(KIM.id(), TEMPORARY, ANN)).isTrue();
    assertThat(methods.revokeCode(KIM.id(), TEMPORARY, ANN)).isFalse();
    assertThat(methods.delete(KIM.id(), ANN)).isTrue();
    assertThat(methods.delete(KIM.id(), ANN)).isFalse();
  }

  @Test
  void aPageOfExpiringCredentialsBeginsNowAndEndsAfterTheGivenTime() {
    ExpiringCredentials expiring =
        new ExpiringCredentials(
            new CredentialRows() {
              @Override
              Instant now() {
                return NOON;
              }

              @Override
              List<ExpiringCredentials.ExpiringCredential> expiring(
                  Instant until, ExpiringCredentials.Position after, int most) {
                assertThat(after.expiresAt()).isEqualTo(NOON);
                assertThat(most).isEqualTo(7);
                return List.of(
                    new ExpiringCredentials.ExpiringCredential(
                        ExpiringCredentials.Kind.TEMPORARY_PIN, after.id(), KIM.id(), until));
              }
            });
    assertThat(expiring.page(A_YEAR, expiring.beginning(), 7))
        .extracting(ExpiringCredentials.ExpiringCredential::expiresAt)
        .containsExactly(NOON.plus(A_YEAR));
  }

  private BulkIssuance bulk() {
    return new BulkIssuance(
        preparation(withoutChoice()),
        new GivenConfiguration(MethodConfiguration.DEFAULTS),
        kims.transactions,
        kims.rows);
  }

  @Test
  void inBulkAnEnrolmentHasARandomPinAndABadgeForTheStandardLifetime() {
    PreparedPin prepared = bulk().prepare(KIM);
    assertThat(kims.happened).isEmpty();

    Enrolment.Enrolled enrolled =
        (Enrolment.Enrolled) bulk().enrol(KIM, Optional.empty(), Optional.empty(), prepared, ANN);

    assertThat(enrolled.badge().details().validity())
        .isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
    assertThat(enrolled.pin().pin().lengthDigits()).isEqualTo(8);
    assertThat(enrolled.pin().details()).isEqualTo(kims.pinDetails());
  }

  @Test
  void inBulkARefusalIsKnownBeforeAnythingIsHashed() {
    Optional<Instant> soon = Optional.of(NOON.plus(Duration.ofHours(1)));
    assertThat(bulk().refusal(KIM, Optional.empty(), Optional.empty())).isEmpty();
    assertThat(bulk().refusal(KIM, Optional.empty(), soon))
        .contains(new Enrolment.InvalidValidity(Validity.Problem.TOO_SHORT));
    kims.withBadge();
    assertThat(bulk().refusal(KIM, Optional.empty(), Optional.empty()))
        .contains(new Enrolment.AlreadyActive());
    assertThat(kims.happened).isEmpty();
  }

  @Test
  void inBulkARefusalIsDecidedAgainInTheTransaction() {
    Optional<Instant> soon = Optional.of(NOON.plus(Duration.ofHours(1)));
    try (PreparedPin prepared = bulk().prepare(KIM)) {
      assertThat(bulk().enrol(KIM, Optional.empty(), soon, prepared, ANN))
          .isEqualTo(new Enrolment.InvalidValidity(Validity.Problem.TOO_SHORT));
      kims.withBadge();
      assertThat(bulk().enrol(KIM, Optional.empty(), Optional.empty(), prepared, ANN))
          .isEqualTo(new Enrolment.AlreadyActive());
    }
  }

  @Test
  void inBulkAResetReplacesThePin() {
    kims.withPin();
    IssuedPin issued = bulk().resetPin(KIM, bulk().prepare(KIM), ANN);
    assertThat(issued.details()).isEqualTo(kims.pinDetails());
    assertThat(kims.opens(PIN, kims.place(2))).isFalse();
  }

  @Test
  void aDiscardedPinIsErased() {
    PreparedPin prepared = bulk().prepare(KIM);
    prepared.discard();
    assertThatIllegalStateException()
        .isThrownBy(() -> prepared.pin().expose(digits -> digits.length));
  }
}
