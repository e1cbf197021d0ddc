package io.qrpin.credential;

import static io.qrpin.badge.QrCodeKind.STANDARD;
import static io.qrpin.badge.QrCodeKind.TEMPORARY;
import static io.qrpin.credential.CredentialFixture.ANN;
import static io.qrpin.credential.CredentialFixture.KIM;
import static io.qrpin.credential.CredentialFixture.NOON;
import static io.qrpin.credential.CredentialFixture.PIN;
import static io.qrpin.credential.CredentialFixture.prepared;
import static io.qrpin.credential.CredentialFixture.unsealable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.attempts.Charge;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.QrCodeExtended;
import io.qrpin.audit.CredentialEvent.QrCodeIssued;
import io.qrpin.audit.CredentialEvent.QrCodeRevoked;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.CredentialTransactions.Enrolled;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.PinBinding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTransactionsTest {

  private static final String NEW_PIN = "27461953";
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration A_WEEK = Duration.ofDays(7);
  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final Duration A_SHIFT = Duration.ofHours(12);
  private static final Instant LATER = NOON.plusSeconds(5);
  private static final UUID CODE = new UUID(3, 4);

  /** An instant as it is stored, and as a client sends it back that keeps milliseconds. */
  private static final Instant ODD = NOON.minusSeconds(3).plusNanos(123_456_000);

  private static final Instant CUT = NOON.minusSeconds(3).plusNanos(123_000_000);

  private final CredentialFixture kims = new CredentialFixture();

  private PinDetails setPin(PreparedPin pin) {
    return kims.transactions.setPin(KIM.id(), pin, ANN);
  }

  // An administrator sets a PIN.

  @Test
  void theFirstPinCreatesTheMethodAndIsStoredBeforeTheEventIsFired() {
    setPin(prepared(PIN));
    assertThat(kims.happened)
        .containsExactly(
            "create and lock method",
            "reset ledger",
            "lock PIN",
            "lock codes",
            "store QrPin",
            "fire PinCreated");
  }

  @Test
  void aResetLocksThenResetsTheLedgerThenRemembersThenStoresThenFires() {
    kims.withPin();
    setPin(prepared(NEW_PIN));
    assertThat(kims.happened)
        .containsExactly(
            "create and lock method",
            "reset ledger",
            "lock PIN",
            "remember 3",
            "lock codes",
            "store QrPin",
            "fire PinReset");
  }

  @Test
  void aResetKeepsTheRowAndMakesThePinTemporary() {
    PinDetails first = kims.withPin().pinDetails();
    kims.at(LATER);
    PinDetails second = setPin(prepared(NEW_PIN));
    assertThat(second)
        .isEqualTo(new PinDetails(first.id(), true, NOON, LATER, Optional.of(LATER.plus(A_WEEK))))
        .isEqualTo(kims.pinDetails());
  }

  @Test
  void theEventOfAResetHasSubscriberActorAndTime() {
    kims.withPin().at(LATER);
    setPin(prepared(NEW_PIN));
    assertThat(kims.fired).containsExactly(new CredentialEvent.PinReset(KIM.id(), ANN, LATER));
  }

  @Test
  void theHashIsSealedForSubscriberRowAndGenerationAndOpensOnlyThere() {
    setPin(prepared(PIN));
    PinBinding place = kims.place(1);
    String pinId = place.pinId();
    assertThat(kims.opens(PIN, place)).isTrue();
    assertThat(kims.opens(NEW_PIN, place)).isFalse();
    assertThat(kims.opens(PIN, new PinBinding("lee-id", pinId, 1))).isFalse();
    assertThat(kims.opens(PIN, new PinBinding("kim-id", CODE.toString(), 1))).isFalse();
    assertThat(kims.opens(PIN, kims.place(0))).isFalse();
    assertThat(kims.opens(PIN, kims.place(2))).isFalse();
  }

  @Test
  void eachPinIsSealedForTheGenerationThatTheLedgerGave() {
    kims.withPin();
    setPin(prepared(NEW_PIN));
    assertThat(kims.opens(NEW_PIN, kims.place(2))).isTrue();
    setPin(prepared(PIN));
    assertThat(kims.opens(PIN, kims.place(3))).isTrue();
  }

  @Test
  void aFirstPinThatCannotBeSealedIsNotStoredAndFiresNothing() {
    assertThatExceptionOfType(HashingUnavailable.class).isThrownBy(() -> setPin(unsealable()));
    assertThat(kims.store.pin).isEmpty();
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void aResetWhosePinCannotBeSealedChangesNothingAndFiresNothing() {
    PinDetails before = kims.withPin().pinDetails();
    String hash = kims.storedHash();
    kims.at(LATER);
    assertThatExceptionOfType(HashingUnavailable.class).isThrownBy(() -> setPin(unsealable()));
    assertThat(kims.pinDetails()).isEqualTo(before);
    assertThat(kims.storedHash()).isEqualTo(hash);
    assertThat(kims.happened).doesNotContain("store QrPin", "flush");
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void aPreparedPinThatWasClosedIsNotStored() {
    PreparedPin closed = prepared(PIN);
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> setPin(closed));
    assertThat(kims.store.pin).isEmpty();
  }

  @Test
  void theLifetimeOfATemporaryPinBeginsWhenTheFirstCodeBecomesValid() {
    kims.withCode(STANDARD, NOON.plus(A_WEEK), NOON.plus(A_YEAR));
    assertThat(setPin(prepared(PIN)).expiresAt()).contains(NOON.plus(A_WEEK).plus(A_WEEK));
    kims.withCode(TEMPORARY, NOON.plus(A_DAY), NOON.plus(A_DAY).plus(Duration.ofHours(2)));
    assertThat(setPin(prepared(PIN)).expiresAt()).contains(NOON.plus(A_DAY).plus(A_WEEK));
  }

  @Test
  void theLifetimeOfATemporaryPinBeginsNowIfACodeIsValid() {
    kims.withCode(STANDARD, NOON.minus(A_DAY), NOON.plus(A_YEAR));
    kims.withCode(TEMPORARY, NOON.plus(A_DAY), NOON.plus(A_DAY).plus(Duration.ofHours(2)));
    assertThat(setPin(prepared(PIN)).expiresAt()).contains(NOON.plus(A_WEEK));
  }

  @Test
  void theHistoryHasAsManyPinsAsThePolicySays() {
    kims.withPin();
    kims.transactions(new IssuancePolicy(Duration.ZERO, true, 10))
        .setPin(KIM.id(), prepared(PIN), ANN);
    assertThat(kims.happened).contains("remember 10");
  }

  // Somebody enrols themselves.

  private Optional<Enrolled> enrolOneself() {
    Validity validity = new Validity(NOON, NOON.plus(A_YEAR));
    return kims.transactions.enrolOneself(KIM, validity, prepared(PIN), ANN);
  }

  @Test
  void whoNeverHadAPinEnrolsThemselves() {
    assertThat(enrolOneself()).isPresent();
    assertThat(kims.happened).contains("look for traces of a PIN", "reset ledger", "store QrPin");
  }

  @Test
  void whoseTraceOfAPinIsFoundUnderTheLockDoesNotEnrolThemselvesAndNothingStays() {
    kims.hadPin = true;
    assertThat(enrolOneself()).isEmpty();
    assertThat(kims.happened)
        .containsExactly(
            "create and lock method", "look for traces of a PIN", "lock method", "remove Method");
    assertThat(kims.store.method).isEmpty();
  }

  @Test
  void whoHasAMethodDoesNotEnrolThemselvesAndItStays() {
    kims.withCode(STANDARD, NOON.minus(A_YEAR), NOON);
    assertThat(enrolOneself()).isEmpty();
    assertThat(kims.happened).containsExactly("create and lock method");
    assertThat(kims.store.method).isPresent();
  }

  // The owner changes a PIN.

  private Optional<PinDetails> changePin(Charge charge, Optional<UUID> code, PreparedPin pin) {
    return kims.transactions.changePin(charge, code, pin, ANN);
  }

  @Test
  void aChangeLocksThenSettlesThenRemembersThenStoresThenFires() {
    Charge charge = kims.withPin().charge();
    changePin(charge, Optional.of(CODE), prepared(NEW_PIN));
    assertThat(kims.happened)
        .containsExactly(
            "lock method", "change by badge", "lock PIN", "remember 3", "flush", "fire PinChanged");
  }

  @Test
  void aPinThatItsOwnerChoseIsSealedForTheNextGenerationAndDoesNotExpire() {
    Charge charge = kims.withPin().charge();
    PinDetails before = kims.pinDetails();
    kims.at(LATER);
    Optional<PinDetails> changed = changePin(charge, Optional.empty(), prepared(NEW_PIN));
    assertThat(changed)
        .contains(new PinDetails(before.id(), false, NOON, LATER, Optional.empty()))
        .contains(kims.pinDetails());
    assertThat(kims.opens(NEW_PIN, kims.place(2))).isTrue();
    assertThat(kims.fired).containsExactly(new CredentialEvent.PinChanged(KIM.id(), ANN, LATER));
    assertThat(kims.happened).contains("change by owner");
  }

  @Test
  void aVoidChargeChangesNothing() {
    Charge charge = kims.withPin().charge();
    kims.ledger.setPin(KIM.id());
    PinDetails before = kims.pinDetails();
    String hash = kims.storedHash();
    assertThat(changePin(charge, Optional.of(CODE), prepared(NEW_PIN))).isEmpty();
    assertThat(kims.happened).containsExactly("lock method", "change by badge");
    assertThat(kims.pinDetails()).isEqualTo(before);
    assertThat(kims.storedHash()).isEqualTo(hash);
  }

  @Test
  void aChangeWithoutAMethodDoesNotReachTheLedger() {
    Charge charge = kims.withPin().charge();
    kims.transactions.deleteMethod(KIM.id(), ANN);
    kims.forgettingSteps();
    assertThat(changePin(charge, Optional.of(CODE), prepared(NEW_PIN))).isEmpty();
    assertThat(kims.happened).containsExactly("lock method");
  }

  @Test
  void aChangeWhosePinCannotBeSealedChangesNothingAndFiresNothing() {
    Charge charge = kims.withPin().charge();
    PinDetails before = kims.pinDetails();
    kims.at(LATER);
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> changePin(charge, Optional.of(CODE), unsealable()));
    assertThat(kims.pinDetails()).isEqualTo(before);
    assertThat(kims.happened).doesNotContain("flush");
    assertThat(kims.fired).isEmpty();
  }

  // Deletion.

  @Test
  void aPinIsRememberedAndDeletedAndTheCodesStay() {
    kims.withPin().withBadge().at(LATER);
    assertThat(kims.transactions.deletePin(KIM.id(), ANN)).isTrue();
    assertThat(kims.happened)
        .containsExactly(
            "lock method",
            "reset ledger",
            "lock PIN",
            "remember 3",
            "remove QrPin",
            "fire PinRevoked",
            "lock codes");
    assertThat(kims.fired).containsExactly(new CredentialEvent.PinRevoked(KIM.id(), ANN, LATER));
    assertThat(kims.store.pin).isEmpty();
    assertThat(kims.store.method).isPresent();
    assertThat(kims.code(STANDARD)).isPresent();
  }

  @Test
  void theLastCredentialTakesTheMethodWithItWhenItIsThePin() {
    kims.withPin();
    assertThat(kims.transactions.deletePin(KIM.id(), ANN)).isTrue();
    assertThat(kims.happened).endsWith("remove Method");
    assertThat(kims.store.method).isEmpty();
  }

  @Test
  void withoutAMethodThereIsNoPinToDelete() {
    assertThat(kims.transactions.deletePin(KIM.id(), ANN)).isFalse();
    assertThat(kims.happened).containsExactly("lock method");
  }

  @Test
  void withoutAPinNothingIsDeletedAndTheLedgerIsNotReset() {
    kims.withBadge();
    assertThat(kims.transactions.deletePin(KIM.id(), ANN)).isFalse();
    assertThat(kims.happened).containsExactly("lock method");
    assertThat(kims.store.method).isPresent();
  }

  @Test
  void aMethodIsDeletedWithPinAndCodesAndTheLedgerIsReset() {
    kims.withPin().withBadge().withCode(TEMPORARY, NOON, NOON.plus(A_DAY)).at(LATER);
    assertThat(kims.transactions.deleteMethod(KIM.id(), ANN)).isTrue();
    assertThat(kims.happened)
        .containsExactly(
            "lock method",
            "reset ledger",
            "lock PIN",
            "remember 3",
            "remove QrPin",
            "lock codes",
            "remove StoredCode",
            "remove StoredCode",
            "remove Method",
            "fire MethodDeleted");
    assertThat(kims.fired).containsExactly(new CredentialEvent.MethodDeleted(KIM.id(), ANN, LATER));
    assertThat(kims.store.codes).isEmpty();
  }

  @Test
  void withoutAMethodNothingIsDeletedAndTheLedgerIsNotReset() {
    assertThat(kims.transactions.deleteMethod(KIM.id(), ANN)).isFalse();
    assertThat(kims.happened).containsExactly("lock method");
  }

  // Enrolment.

  private Optional<Enrolled> enrol(Instant start) {
    Validity validity = new Validity(start, start.plus(A_YEAR));
    return kims.transactions.enrol(KIM, validity, prepared(PIN), ANN);
  }

  @Test
  void anEnrolmentCreatesMethodBadgeAndPin() {
    Enrolled enrolled = enrol(NOON).orElseThrow();
    assertThat(enrolled.method().createdAt()).isEqualTo(NOON);
    assertThat(enrolled.method().standard()).contains(enrolled.badge().details());
    assertThat(enrolled.method().pin()).contains(kims.pinDetails());
    assertThat(enrolled.badge().details().validity())
        .isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
    assertThat(kims.opens(PIN, kims.place(1))).isTrue();
    assertThat(kims.fired)
        .containsExactly(
            new CredentialEvent.MethodCreated(KIM.id(), ANN, NOON),
            new QrCodeIssued(KIM.id(), ANN, NOON, enrolled.badge().details().id()),
            new CredentialEvent.PinCreated(KIM.id(), ANN, NOON));
    assertThat(kims.happened).startsWith("create and lock method", "lock method");
    assertThat(kims.happened).containsSubsequence("lock codes", "reset ledger", "lock PIN");
  }

  @Test
  void anEnrolmentReplacesAMethodWithoutAnActiveCode() {
    kims.withCode(STANDARD, NOON.minus(A_WEEK), NOON)
        .withCode(TEMPORARY, NOON.minus(A_DAY), NOON)
        .withPin();
    PinDetails formerPin = kims.pinDetails();
    UUID formerMethod = kims.store.method.orElseThrow().givenId;
    List<UUID> formerCodes = kims.store.codes.stream().map(code -> code.details().id()).toList();
    kims.at(LATER);

    Enrolled enrolled = enrol(LATER).orElseThrow();

    assertThat(enrolled.method().id()).isNotEqualTo(formerMethod);
    assertThat(enrolled.method().createdAt()).isEqualTo(LATER);
    assertThat(enrolled.method().temporary()).isEmpty();
    assertThat(kims.pinDetails().id()).isNotEqualTo(formerPin.id());
    assertThat(kims.pinDetails().createdAt()).isEqualTo(LATER);
    assertThat(kims.opens(PIN, kims.place(2))).isTrue();
    assertThat(kims.happened).containsSubsequence("remember 3", "remove QrPin", "store QrPin");
    assertThat(kims.fired)
        .containsExactly(
            new QrCodeRevoked(KIM.id(), ANN, LATER, formerCodes.get(1)),
            new CredentialEvent.MethodCreated(KIM.id(), ANN, LATER),
            new QrCodeRevoked(KIM.id(), ANN, LATER, formerCodes.get(0)),
            new QrCodeIssued(KIM.id(), ANN, LATER, enrolled.badge().details().id()),
            new CredentialEvent.PinReset(KIM.id(), ANN, LATER));
  }

  @ParameterizedTest
  @EnumSource
  void anEnrolmentRefusesAMethodWithAnActiveCode(QrCodeKind kind) {
    kims.withCode(kind, NOON.minus(A_DAY), NOON.plusNanos(1_000));
    assertThat(enrol(NOON)).isEmpty();
    assertThat(kims.happened)
        .containsExactly("create and lock method", "lock method", "lock codes");
  }

  @Test
  void theLifetimeOfAnEnrolledPinBeginsWithTheBadge() {
    enrol(NOON.plus(A_DAY));
    assertThat(kims.pinDetails().expiresAt()).contains(NOON.plus(A_DAY).plus(A_WEEK));
  }

  @Test
  void theLifetimeOfAnEnrolledPinDoesNotBeginInThePast() {
    enrol(NOON.minus(A_DAY));
    assertThat(kims.pinDetails().expiresAt()).contains(NOON.plus(A_WEEK));
  }

  @Test
  void anEnrolmentWhosePinCannotBeSealedStoresNoPin() {
    Validity validity = new Validity(NOON, NOON.plus(A_YEAR));
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> kims.transactions.enrol(KIM, validity, unsealable(), ANN));
    assertThat(kims.store.pin).isEmpty();
  }

  // The standard code.

  private CodeChange changeStandardCode(Optional<Instant> start, Optional<Instant> expiry) {
    return kims.transactions.changeStandardCode(KIM, start, expiry, A_YEAR, ANN);
  }

  @Test
  void withoutAMethodNoStandardCodeIsIssued() {
    assertThat(changeStandardCode(Optional.empty(), Optional.empty()))
        .isEqualTo(new CodeChange.NoMethod());
    assertThat(kims.happened).containsExactly("lock method");
  }

  @Test
  void aStandardCodeBeginsNowAndLastsTheGivenLifetime() {
    kims.withPin();
    IssuedQrCode issued = (IssuedQrCode) changeStandardCode(Optional.empty(), Optional.empty());
    assertThat(issued.details().kind()).isEqualTo(STANDARD);
    assertThat(issued.details().createdAt()).isEqualTo(NOON);
    assertThat(issued.details().validity()).isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
    assertThat(kims.code(STANDARD)).contains(issued.details());
    assertThat(kims.fired)
        .containsExactly(new QrCodeIssued(KIM.id(), ANN, NOON, issued.details().id()));
    assertThat(kims.happened)
        .containsExactly(
            "lock method", "lock codes", "lock codes", "store StoredCode", "fire QrCodeIssued");
  }

  @Test
  void theLifetimeOfAStandardCodeIsCountedFromItsStart() {
    kims.withPin();
    Instant start = NOON.plus(A_WEEK);
    IssuedQrCode issued = (IssuedQrCode) changeStandardCode(Optional.of(start), Optional.empty());
    assertThat(issued.details().validity()).isEqualTo(new Validity(start, start.plus(A_YEAR)));
  }

  @Test
  void anExpiryThatIsGivenCounts() {
    kims.withPin();
    Instant expiry = NOON.plus(A_WEEK);
    IssuedQrCode issued = (IssuedQrCode) changeStandardCode(Optional.empty(), Optional.of(expiry));
    assertThat(issued.details().validity()).isEqualTo(new Validity(NOON, expiry));
  }

  @Test
  void anExpiredStandardCodeIsReplaced() {
    kims.withCode(STANDARD, NOON.minus(A_WEEK), NOON);
    UUID expired = kims.code(STANDARD).orElseThrow().id();
    IssuedQrCode issued = (IssuedQrCode) changeStandardCode(Optional.empty(), Optional.empty());
    assertThat(kims.store.codes).hasSize(1);
    assertThat(kims.code(STANDARD)).contains(issued.details());
    assertThat(kims.fired)
        .containsExactly(
            new QrCodeRevoked(KIM.id(), ANN, NOON, expired),
            new QrCodeIssued(KIM.id(), ANN, NOON, issued.details().id()));
  }

  @Test
  void anActiveStandardCodeIsExtended() {
    kims.withBadge().at(LATER);
    QrCodeDetails before = kims.code(STANDARD).orElseThrow();
    Instant until = NOON.plus(Duration.ofDays(395));
    QrCodeDetails extended =
        new QrCodeDetails(before.id(), STANDARD, NOON, new Validity(NOON, until), Optional.empty());
    assertThat(changeStandardCode(Optional.empty(), Optional.of(until)))
        .isEqualTo(new CodeChange.Extended(extended));
    assertThat(kims.code(STANDARD)).contains(extended);
    assertThat(kims.fired)
        .containsExactly(new QrCodeExtended(KIM.id(), ANN, LATER, before.id(), until));
    assertThat(kims.happened)
        .containsExactly("lock method", "lock codes", "flush", "fire QrCodeExtended");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_000, 1_000})
  void anotherStartIsRefusedWhileAStandardCodeIsActive(long nanosLater) {
    kims.withBadge();
    Optional<Instant> another = Optional.of(NOON.plusNanos(nanosLater));
    assertThat(changeStandardCode(another, Optional.of(NOON.plus(A_WEEK))))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(changeStandardCode(another, Optional.empty()))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void anActiveStandardCodeIsExtendedAlsoIfItsOwnStartIsSentBack() {
    kims.withBadge().at(LATER);
    QrCodeDetails before = kims.code(STANDARD).orElseThrow();
    Instant until = NOON.plus(Duration.ofDays(395));
    assertThat(changeStandardCode(Optional.of(NOON), Optional.of(until)))
        .isInstanceOf(CodeChange.Extended.class);
    assertThat(kims.code(STANDARD).orElseThrow().validity()).isEqualTo(new Validity(NOON, until));
    assertThat(kims.fired)
        .containsExactly(new QrCodeExtended(KIM.id(), ANN, LATER, before.id(), until));
  }

  @Test
  void whatAnActiveStandardCodeHasAlreadyIsNoChange() {
    kims.withBadge().at(LATER);
    QrCodeDetails before = kims.code(STANDARD).orElseThrow();
    Optional<Instant> start = Optional.of(before.validity().start());
    Optional<Instant> expiry = Optional.of(before.validity().expiry());
    CodeChange same = new CodeChange.Extended(before);

    assertThat(changeStandardCode(start, expiry)).isEqualTo(same);
    assertThat(changeStandardCode(start, Optional.empty())).isEqualTo(same);
    assertThat(changeStandardCode(Optional.empty(), expiry)).isEqualTo(same);
    assertThat(kims.fired).isEmpty();
    assertThat(kims.happened).doesNotContain("flush");
  }

  @Test
  void whatAClientCutToMillisecondsIsNoChangeOfAnActiveStandardCode() {
    kims.withCode(STANDARD, ODD, ODD.plus(A_YEAR)).at(LATER);
    QrCodeDetails before = kims.code(STANDARD).orElseThrow();
    Optional<Instant> start = Optional.of(CUT);
    Optional<Instant> expiry = Optional.of(CUT.plus(A_YEAR));
    CodeChange same = new CodeChange.Extended(before);

    assertThat(changeStandardCode(start, expiry)).isEqualTo(same);
    assertThat(changeStandardCode(start, Optional.empty())).isEqualTo(same);
    assertThat(changeStandardCode(Optional.empty(), expiry)).isEqualTo(same);
    assertThat(kims.code(STANDARD)).contains(before);
    assertThat(kims.fired).isEmpty();
    assertThat(kims.happened).doesNotContain("flush");
  }

  @Test
  void anExtensionWithAStartThatWasCutKeepsTheStoredStart() {
    kims.withCode(STANDARD, ODD, ODD.plus(A_YEAR)).at(LATER);
    Instant until = NOON.plus(Duration.ofDays(380));
    assertThat(changeStandardCode(Optional.of(CUT), Optional.of(until)))
        .isInstanceOf(CodeChange.Extended.class);
    assertThat(kims.code(STANDARD).orElseThrow().validity()).isEqualTo(new Validity(ODD, until));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_000_000, -1_000, 1_000, 455_000, 457_000, 1_000_000})
  void whatIsNeitherTheStoredInstantNorItsMillisecondIsAnother(long nanosAfterTheCut) {
    kims.withCode(STANDARD, ODD, ODD.plus(A_YEAR)).at(LATER);
    Instant another = CUT.plusNanos(nanosAfterTheCut);
    assertThat(changeStandardCode(Optional.of(another), Optional.empty()))
        .isEqualTo(new CodeChange.ActiveExists());

    changeStandardCode(Optional.empty(), Optional.of(another.plus(A_YEAR)));

    assertThat(kims.code(STANDARD).orElseThrow().validity())
        .isEqualTo(new Validity(ODD, another.plus(A_YEAR)));
    assertThat(kims.fired).hasSize(1);
  }

  @Test
  void anActiveStandardCodeStaysWhenNothingIsAsked() {
    kims.withBadge();
    assertThat(changeStandardCode(Optional.empty(), Optional.empty()))
        .isEqualTo(new CodeChange.NothingAsked());
    assertThat(kims.fired).isEmpty();
  }

  // The bounds of a validity.

  @ParameterizedTest
  @CsvSource({
    "PT23H55M, NONE",
    "PT9480H5M, NONE",
    "PT23H54M59S, TOO_SHORT",
    "PT9480H5M1S, TOO_LONG",
    "P3650D, TOO_LONG",
    "PT0S, INVALID_RANGE",
    "PT-1S, INVALID_RANGE",
  })
  void theValidityOfANewStandardCodeHasBounds(Duration lifetime, Validity.Problem problem) {
    kims.withPin();
    assertBounds(changeStandardCode(Optional.empty(), Optional.of(NOON.plus(lifetime))), problem);
  }

  @ParameterizedTest
  @CsvSource({
    "PT23H55M, NONE",
    "PT9480H5M, NONE",
    "PT23H54M59S, TOO_SHORT",
    "PT9480H5M1S, TOO_LONG",
    "PT0S, INVALID_RANGE",
  })
  void theValidityOfAnExtendedCodeHasBounds(Duration lifetime, Validity.Problem problem) {
    kims.withBadge();
    QrCodeDetails before = kims.code(STANDARD).orElseThrow();
    CodeChange change = changeStandardCode(Optional.empty(), Optional.of(NOON.plus(lifetime)));
    if (problem == Validity.Problem.NONE) {
      assertThat(change).isInstanceOf(CodeChange.Extended.class);
    } else {
      assertThat(change).isEqualTo(new CodeChange.InvalidValidity(problem));
      assertThat(kims.code(STANDARD)).contains(before);
      assertThat(kims.fired).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT55M, NONE",
    "PT12H5M, NONE",
    "PT54M59S, TOO_SHORT",
    "PT12H5M1S, TOO_LONG",
    "P3650D, TOO_LONG",
    "PT0S, INVALID_RANGE",
  })
  void theValidityOfATemporaryCodeHasBounds(Duration lifetime, Validity.Problem problem) {
    kims.withPin();
    assertBounds(issueTemporaryCode(NOON, lifetime), problem);
  }

  private void assertBounds(CodeChange change, Validity.Problem problem) {
    if (problem == Validity.Problem.NONE) {
      assertThat(change).isInstanceOf(IssuedQrCode.class);
    } else {
      assertThat(change).isEqualTo(new CodeChange.InvalidValidity(problem));
      assertThat(kims.store.codes).isEmpty();
      assertThat(kims.fired).isEmpty();
    }
  }

  // Another badge.

  private CodeChange replaceStandardCode(Optional<Instant> start, Optional<Instant> expiry) {
    return kims.transactions.replaceStandardCode(KIM, start, expiry, A_YEAR, ANN);
  }

  @Test
  void anotherBadgeReplacesTheOneThatIsThereAndThePinStays() {
    kims.withPin().withBadge();
    QrCodeDetails lost = kims.code(STANDARD).orElseThrow();
    String hash = kims.storedHash();

    IssuedQrCode issued = (IssuedQrCode) replaceStandardCode(Optional.empty(), Optional.empty());

    assertThat(kims.code(STANDARD)).contains(issued.details());
    assertThat(issued.details().id()).isNotEqualTo(lost.id());
    assertThat(issued.details().validity()).isEqualTo(new Validity(NOON, NOON.plus(A_YEAR)));
    assertThat(kims.storedHash()).isEqualTo(hash);
    assertThat(kims.fired)
        .containsExactly(
            new CredentialEvent.QrCodeRevoked(KIM.id(), ANN, NOON, lost.id()),
            new CredentialEvent.QrCodeIssued(KIM.id(), ANN, NOON, issued.details().id()));
  }

  @Test
  void whereThereIsNoBadgeThereIsOneAfterwards() {
    kims.withPin();
    assertThat(replaceStandardCode(Optional.empty(), Optional.empty()))
        .isInstanceOf(IssuedQrCode.class);
  }

  @Test
  void withoutAMethodThereIsNoBadgeToReplace() {
    assertThat(replaceStandardCode(Optional.empty(), Optional.empty()))
        .isEqualTo(new CodeChange.NoMethod());
  }

  @Test
  void aBadgeIsNotReplacedByOneThatIsNotAllowed() {
    kims.withBadge();
    Optional<QrCodeDetails> before = kims.code(STANDARD);
    assertThat(replaceStandardCode(Optional.of(NOON), Optional.of(NOON.plus(Duration.ofHours(1)))))
        .isEqualTo(new CodeChange.InvalidValidity(Validity.Problem.TOO_SHORT));
    assertThat(kims.code(STANDARD)).isEqualTo(before);
  }

  // The temporary code.

  @Test
  void aTemporaryCodeWithoutDatesBeginsNowAndLastsAShift() {
    kims.withPin();
    IssuedQrCode issued =
        (IssuedQrCode)
            kims.transactions.issueTemporaryCode(
                KIM, Optional.empty(), Optional.empty(), A_SHIFT, ANN);
    assertThat(issued.details().validity()).isEqualTo(new Validity(NOON, NOON.plus(A_SHIFT)));
  }

  private CodeChange issueTemporaryCode(Instant start, Duration lifetime) {
    return kims.transactions.issueTemporaryCode(
        KIM, Optional.of(start), Optional.of(start.plus(lifetime)), A_SHIFT, ANN);
  }

  @Test
  void withoutAMethodNoTemporaryCodeIsIssued() {
    assertThat(issueTemporaryCode(NOON, Duration.ofHours(8))).isEqualTo(new CodeChange.NoMethod());
    assertThat(kims.happened).containsExactly("lock method");
  }

  @Test
  void aTemporaryCodeStandsBesideTheStandardCode() {
    kims.withBadge();
    QrCodeDetails standard = kims.code(STANDARD).orElseThrow();
    IssuedQrCode issued = (IssuedQrCode) issueTemporaryCode(NOON, Duration.ofHours(8));
    assertThat(issued.details().kind()).isEqualTo(TEMPORARY);
    assertThat(kims.code(TEMPORARY)).contains(issued.details());
    assertThat(kims.code(STANDARD)).contains(standard);
  }

  @Test
  void aSecondTemporaryCodeIsRefusedWhileOneIsActive() {
    kims.withCode(TEMPORARY, NOON, NOON.plusNanos(1_000));
    assertThat(issueTemporaryCode(NOON, Duration.ofHours(8)))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void theTemporaryCodeThatIsActiveAlreadyIsNoChange() {
    kims.withCode(TEMPORARY, NOON, NOON.plus(Duration.ofHours(8))).at(LATER);
    QrCodeDetails before = kims.code(TEMPORARY).orElseThrow();
    assertThat(issueTemporaryCode(NOON, Duration.ofHours(8)))
        .isEqualTo(new CodeChange.Extended(before));
    assertThat(issueTemporaryCode(NOON, Duration.ofHours(9)))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(issueTemporaryCode(NOON.plusNanos(1_000), Duration.ofHours(8)))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(kims.code(TEMPORARY)).contains(before);
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void whatAClientCutToMillisecondsIsNoChangeOfAnActiveTemporaryCode() {
    Duration shift = Duration.ofHours(8);
    kims.withCode(TEMPORARY, ODD, ODD.plus(shift)).at(LATER);
    QrCodeDetails before = kims.code(TEMPORARY).orElseThrow();

    for (Instant start : List.of(ODD, CUT)) {
      for (Instant expiry : List.of(ODD.plus(shift), CUT.plus(shift))) {
        assertThat(issueTemporaryCode(start, Duration.between(start, expiry)))
            .isEqualTo(new CodeChange.Extended(before));
      }
    }
    assertThat(issueTemporaryCode(CUT.plusNanos(1_000), shift))
        .isEqualTo(new CodeChange.ActiveExists());
    assertThat(kims.code(TEMPORARY)).contains(before);
    assertThat(kims.fired).isEmpty();
  }

  @Test
  void anExpiredTemporaryCodeIsReplaced() {
    kims.withCode(TEMPORARY, NOON.minus(A_DAY), NOON);
    assertThat(issueTemporaryCode(NOON, Duration.ofHours(8))).isInstanceOf(IssuedQrCode.class);
    assertThat(kims.store.codes).hasSize(1);
    assertThat(kims.happened).containsSubsequence("fire QrCodeRevoked", "fire QrCodeIssued");
  }

  // The end of a code.

  @Test
  void aRevokedCodeLeavesPinAndOtherCode() {
    kims.withPin().withBadge().withCode(TEMPORARY, NOON, NOON.plus(A_DAY));
    UUID code = kims.code(TEMPORARY).orElseThrow().id();
    assertThat(kims.transactions.revokeCode(KIM.id(), TEMPORARY, ANN)).isTrue();
    assertThat(kims.code(TEMPORARY)).isEmpty();
    assertThat(kims.code(STANDARD)).isPresent();
    assertThat(kims.store.pin).isPresent();
    assertThat(kims.store.method).isPresent();
    assertThat(kims.fired).containsExactly(new QrCodeRevoked(KIM.id(), ANN, NOON, code));
    assertThat(kims.happened).doesNotContain("reset ledger");
  }

  @Test
  void theLastCodeLeavesTheMethodWhileThereIsAPin() {
    kims.withPin().withBadge();
    assertThat(kims.transactions.revokeCode(KIM.id(), STANDARD, ANN)).isTrue();
    assertThat(kims.store.method).isPresent();
  }

  @Test
  void theLastCredentialTakesTheMethodWithItWhenItIsACode() {
    kims.withBadge();
    assertThat(kims.transactions.revokeCode(KIM.id(), STANDARD, ANN)).isTrue();
    assertThat(kims.store.method).isEmpty();
  }

  @Test
  void withoutSuchACodeNothingIsRevoked() {
    assertThat(kims.transactions.revokeCode(KIM.id(), STANDARD, ANN)).isFalse();
    kims.withBadge();
    assertThat(kims.transactions.revokeCode(KIM.id(), TEMPORARY, ANN)).isFalse();
    assertThat(kims.fired).isEmpty();
    assertThat(kims.store.method).isPresent();
  }

  // The badge of an issued code.

  private BadgeText issued() {
    kims.withPin();
    Validity validity = new Validity(NOON, NOON.plus(Duration.ofHours(8)));
    IssuedQrCode issued =
        (IssuedQrCode)
            issueTemporaryCode(
                validity.start(), Duration.between(validity.start(), validity.expiry()));
    byte[] content = issued.symbol().rawContent();
    return BadgeText.parse(new String(content, StandardCharsets.UTF_8)).orElseThrow();
  }

  @Test
  void theSymbolHoldsTheTokenWhoseDigestIsStored() {
    assertThat(issued().token().matches(kims.storedDigest())).isTrue();
  }

  @Test
  void theSymbolNamesNeitherOwnerNorCode() {
    assertThat(issued().codeId()).isEmpty();
  }
}
