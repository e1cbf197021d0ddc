package io.qrpin.credential;

import static io.qrpin.credential.CredentialFixture.PIN;
import static io.qrpin.credential.CredentialFixture.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.configuration.GivenConfiguration;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.pin.PersonalData;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinGenerator;
import io.qrpin.pin.PinPolicy;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinReview;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinPreparationTest {

  private static final String NEW_PIN = "27461953";
  private static final PinPolicy POLICY = MethodConfiguration.DEFAULTS.pinPolicy();
  private static final PinHasher HASHER = CredentialFixture.HASHER;

  private static final Subscriber KIM =
      new Subscriber(
          new SubscriberId("kim-id"),
          "kim48205917@example.test",
          Optional.of("Kim"),
          Optional.of("60418375"),
          Optional.of("+49 30 71934826"),
          Optional.of(LocalDate.of(1984, 7, 26)),
          Set.of());

  private final List<String> happened = new ArrayList<>();
  private final List<Boolean> permitWasFree = new ArrayList<>();
  private final List<byte[]> tags = new ArrayList<>();
  private final Map<String, RuntimeException> failures = new HashMap<>();
  private final HashingPermits permits = new HashingPermits(1, 1, 1, 1, HashingPermits.MIN_QUEUE);
  private final GivenConfiguration configuration =
      new GivenConfiguration(MethodConfiguration.DEFAULTS);
  private Optional<PinHash> latest = Optional.empty();
  private List<StoredPin> history = List.of();

  private PinPreparation preparation(IssuancePolicy issuance) {
    return new PinPreparation(
        configuration,
        new Rows(),
        new PinGenerator(new SecureRandom()),
        PinFixtures.hasher(64, digits -> happens("hash"), tags::add),
        permits,
        issuance);
  }

  private Preparation prepare(Optional<Pin> chosen) {
    return preparation(IssuancePolicy.STANDARD).prepare(KIM, chosen);
  }

  private Preparation replace(String replacement) {
    return preparation(IssuancePolicy.STANDARD).prepareReplacement(KIM, pin(PIN), pin(replacement));
  }

  private static IssuancePolicy remembering(int pins) {
    IssuancePolicy standard = IssuancePolicy.STANDARD;
    return new IssuancePolicy(standard.temporaryPinLifetime(), standard.choiceAllowed(), pins);
  }

  private void happens(String step) {
    happened.add(step);
    permitWasFree.add(permitIsFree());
    Optional.ofNullable(failures.get(step))
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private boolean permitIsFree() {
    try {
      permits.takePermit().close();
      return true;
    } catch (Overloaded e) {
      return false;
    }
  }

  private final class Rows extends CredentialRows {

    @Override
    Optional<PinHash> latestHash(SubscriberId subscriber) {
      happens("read latest hash");
      assertThat(subscriber).isEqualTo(KIM.id());
      return latest;
    }

    @Override
    List<StoredPin> remembered(SubscriberId subscriber, int most) {
      happens("read history of " + most);
      assertThat(subscriber).isEqualTo(KIM.id());
      return history;
    }
  }

  private static PinBinding place(int generation) {
    return new PinBinding("kim-id", "pin-1", generation);
  }

  private static StoredPin remembered(String digits, int generation) {
    return StoredPins.remembered(HASHER.hash(pin(digits)), place(generation));
  }

  private static StoredPin stored(String digits, int generation, PinHasher hasher) {
    return StoredPins.stored(pin(digits), place(generation), hasher, false, Optional.empty());
  }

  private static String saltOf(PinHash hash) {
    return hash.encoded().split("\\$")[4];
  }

  private static PinHash sealed(Preparation preparation) {
    return ((PreparedPin) preparation).sealFor(place(9), PinTerms.OWN);
  }

  // An administrator's PIN.

  @Test
  void aChosenPinIsForbiddenWhenTheSettingsAllowOnlyRandomOnes() {
    IssuancePolicy noChoice =
        new IssuancePolicy(IssuancePolicy.MIN_TEMPORARY_PIN_LIFETIME, false, 3);
    assertThat(preparation(noChoice).prepare(KIM, Optional.of(pin(PIN))))
        .isEqualTo(new ChoiceForbidden());
    assertThat(happened).isEmpty();
    assertThat(preparation(noChoice).prepare(KIM, Optional.empty()))
        .isInstanceOf(PreparedPin.class);
  }

  @Test
  void aChosenPinThatThePolicyRefusesIsNeitherReadForNorHashed() {
    assertThat(prepare(Optional.of(pin("2746195"))))
        .isEqualTo(new PinRefused(new PinRefusal.TooShort(7, 8)));
    assertThat(happened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60418375", "71934826", "26071984", "48205917"})
  void aPinFromPersonalDataIsRefused(String digits) {
    PersonalData kims =
        new PersonalData(
            KIM.birthDate(),
            KIM.phoneNumber(),
            KIM.employeeNumber(),
            Optional.of(KIM.userPrincipalName()));
    PinReview refusal = POLICY.review(pin(digits), kims);
    assertThat(refusal).isNotEqualTo(POLICY.review(pin(digits), PersonalData.NONE));
    assertThat(prepare(Optional.of(pin(digits)))).isEqualTo(new PinRefused((PinRefusal) refusal));
    assertThat(replace(digits)).isEqualTo(new PinRefused((PinRefusal) refusal));
  }

  @Test
  void thePolicyIsThatOfTheConfiguration() {
    MethodConfiguration defaults = MethodConfiguration.DEFAULTS;
    configuration.value =
        new MethodConfiguration(true, 10, 365, defaults.include(), defaults.exclude());
    assertThat(prepare(Optional.of(pin(PIN))))
        .isEqualTo(new PinRefused(new PinRefusal.TooShort(8, 10)));
    PreparedPin random = (PreparedPin) prepare(Optional.empty());
    assertThat(random.pin().lengthDigits()).isEqualTo(10);
  }

  @Test
  void aRandomPinIsOneThatThePolicyAccepts() {
    PreparedPin random = (PreparedPin) prepare(Optional.empty());
    assertThat(POLICY.review(random.pin(), PersonalData.NONE))
        .isInstanceOf(PinReview.Accepted.class);
    assertThat(
            HASHER
                .compare(
                    random.pin(), random.sealFor(place(1), PinTerms.OWN), place(1), PinTerms.OWN)
                .matches())
        .isTrue();
  }

  @Test
  void aChosenPinIsHashedAndKept() {
    PreparedPin prepared = (PreparedPin) prepare(Optional.of(pin(PIN)));
    assertThat(prepared.pin().isSameAs(pin(PIN))).isTrue();
    assertThat(
            HASHER
                .compare(pin(PIN), prepared.sealFor(place(1), PinTerms.OWN), place(1), PinTerms.OWN)
                .matches())
        .isTrue();
    assertThat(happened).containsExactly("read latest hash", "hash");
  }

  @Test
  void aPreparedPinThatIsClosedCannotBeSealedAndStillShowsThePin() {
    PreparedPin prepared = (PreparedPin) prepare(Optional.of(pin(PIN)));
    prepared.close();
    assertThat(tags.get(0)).containsOnly(0);
    assertThatThrownBy(() -> prepared.sealFor(place(1), PinTerms.OWN))
        .isInstanceOf(IllegalStateException.class);
    assertThat(prepared.pin().isSameAs(pin(PIN))).isTrue();
  }

  // The salt.

  @Test
  void aNewPinHasTheSaltOfTheLatestOne() {
    latest = stored(PIN, 1, HASHER).readableHash();
    String salt = saltOf(latest.orElseThrow());
    assertThat(saltOf(sealed(prepare(Optional.empty())))).isEqualTo(salt);
    assertThat(saltOf(sealed(replace(NEW_PIN)))).isEqualTo(salt);
  }

  @Test
  void aFirstPinHasARandomSalt() {
    assertThat(saltOf(sealed(prepare(Optional.of(pin(PIN))))))
        .isNotEqualTo(saltOf(sealed(prepare(Optional.of(pin(PIN))))));
  }

  @Test
  void withoutAHistoryEverySaltIsRandomAndTheLatestHashIsNotRead() {
    latest = stored(PIN, 1, HASHER).readableHash();
    Preparation prepared = preparation(remembering(0)).prepare(KIM, Optional.empty());
    assertThat(saltOf(sealed(prepared))).isNotEqualTo(saltOf(latest.orElseThrow()));
    assertThat(happened).containsExactly("hash");
  }

  // Permits.

  @Test
  void aPermitIsHeldOnlyWhileThePinIsHashed() {
    assertThat(prepare(Optional.empty())).isInstanceOf(PreparedPin.class);
    assertThat(happened).containsExactly("read latest hash", "hash");
    assertThat(permitWasFree).containsExactly(true, false);
    assertThat(permitIsFree()).isTrue();
  }

  @Test
  void thePermitIsFreeAfterAHashThatFailed() {
    HashingUnavailable noMemory = new HashingUnavailable("no memory");
    failures.put("hash", noMemory);
    assertThatThrownBy(() -> prepare(Optional.empty())).isSameAs(noMemory);
    assertThat(permitIsFree()).isTrue();
  }

  @Test
  void withoutAPermitNothingIsHashed() {
    Permit taken = permits.takePermit();
    try (taken) {
      assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> prepare(Optional.empty()));
      assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> replace(NEW_PIN));
    }
    assertThat(happened).doesNotContain("hash");
  }

  // The owner's PIN.

  @Test
  void aNewPinThatThePolicyRefusesIsNeitherReadForNorHashed() {
    assertThat(replace("2746195")).isEqualTo(new PinRefused(new PinRefusal.TooShort(7, 8)));
    assertThat(happened).isEmpty();
  }

  @Test
  void theCurrentPinIsRecentlyUsedAndCostsNoHash() {
    assertThat(replace(PIN)).isEqualTo(new RecentlyUsed());
    assertThat(happened).isEmpty();
  }

  @Test
  void aNewPinThatIsNotInTheHistoryIsPrepared() {
    StoredPin current = stored(PIN, 3, HASHER);
    latest = current.readableHash();
    history = List.of(StoredPins.withTheSaltOf(current, pin("70318264"), place(2), HASHER));
    PreparedPin prepared = (PreparedPin) replace(NEW_PIN);
    assertThat(prepared.pin().isSameAs(pin(NEW_PIN))).isTrue();
    assertThat(
            HASHER
                .compare(
                    pin(NEW_PIN), prepared.sealFor(place(4), PinTerms.OWN), place(4), PinTerms.OWN)
                .matches())
        .isTrue();
    assertThat(happened).containsExactly("read history of 3", "read latest hash", "hash");
    assertThat(permitWasFree).containsExactly(true, true, false);
    assertThat(permitIsFree()).isTrue();
  }

  @Test
  void aPinInTheHistoryIsRecentlyUsedAtTheCostOfOneHashAndTheHashIsErased() {
    StoredPin current = stored(PIN, 3, HASHER);
    latest = current.readableHash();
    history =
        List.of(
            StoredPins.withTheSaltOf(current, pin("70318264"), place(2), HASHER),
            StoredPins.withTheSaltOf(current, pin(NEW_PIN), place(1), HASHER));
    assertThat(replace(NEW_PIN)).isEqualTo(new RecentlyUsed());
    assertThat(happened).containsExactly("read history of 3", "read latest hash", "hash");
    assertThat(tags).hasSize(1).allSatisfy(tag -> assertThat(tag).containsOnly(0));
    assertThat(permitIsFree()).isTrue();
  }

  @Test
  void aPinInTheHistoryWithAnotherSaltIsHashedUnderAPermitToo() {
    latest = stored(PIN, 3, HASHER).readableHash();
    history = List.of(remembered(NEW_PIN, 1));
    assertThat(replace(NEW_PIN)).isEqualTo(new RecentlyUsed());
    assertThat(happened).containsExactly("read history of 3", "read latest hash", "hash", "hash");
    assertThat(permitWasFree).endsWith(false, false);
  }

  @Test
  void theHistoryIsAsLongAsThePolicySays() {
    preparation(remembering(7)).prepareReplacement(KIM, pin(PIN), pin(NEW_PIN));
    assertThat(happened).contains("read history of 7");
  }

  @Test
  void aMalformedEntryOfTheHistoryIsPassedOver() {
    history = List.of(StoredPins.malformed(place(2)), remembered(NEW_PIN, 1));
    assertThat(replace(NEW_PIN)).isEqualTo(new RecentlyUsed());
    history = List.of(StoredPins.malformed(place(2)));
    assertThat(replace(NEW_PIN)).isInstanceOf(PreparedPin.class);
  }

  @Test
  void theHashIsErasedAndThePermitFreeWhenTheHistoryCannotBeCompared() {
    history = List.of(remembered("70318264", 1));
    HashingUnavailable noMemory = new HashingUnavailable("no memory");
    PinHasher failsAtTheSecondHash =
        PinFixtures.hasher(
            64,
            digits -> {
              if (!tags.isEmpty()) {
                throw noMemory;
              }
            },
            tags::add);
    PinPreparation preparation =
        new PinPreparation(
            configuration,
            new Rows(),
            new PinGenerator(new SecureRandom()),
            failsAtTheSecondHash,
            permits,
            IssuancePolicy.STANDARD);
    assertThatThrownBy(() -> preparation.prepareReplacement(KIM, pin(PIN), pin(NEW_PIN)))
        .isSameAs(noMemory);
    assertThat(tags).hasSize(1).allSatisfy(tag -> assertThat(tag).containsOnly(0));
    assertThat(permitIsFree()).isTrue();
  }
}
