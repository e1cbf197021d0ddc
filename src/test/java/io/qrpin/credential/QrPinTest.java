package io.qrpin.credential;

import static io.qrpin.credential.CredentialFixture.HASHER;
import static io.qrpin.credential.CredentialFixture.PIN;
import static io.qrpin.credential.CredentialFixture.pin;
import static io.qrpin.credential.CredentialFixture.prepared;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.subscriber.SubscriberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QrPinTest {

  private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000001");
  private static final Instant CREATED = Instant.parse("2025-10-01T12:00:00.123456Z");
  private static final IssuancePolicy A_WEEK = new IssuancePolicy(Duration.ofDays(7), true, 3);
  private static final IssuancePolicy FOR_EVER = new IssuancePolicy(Duration.ZERO, true, 3);

  private final QrPin pin = new QrPin(new SubscriberId("worker-1"), ID, CREATED);
  private int generation;

  private PinDetails resetAt(Instant now) {
    pin.resetTo(prepared(PIN), ++generation, now, now, A_WEEK);
    return pin.details();
  }

  @Test
  void rightAfterCreationUpdatedEqualsCreated() {
    PinDetails details = resetAt(CREATED);
    assertThat(details.id()).isEqualTo(ID);
    assertThat(details.createdAt()).isEqualTo(CREATED);
    assertThat(details.updatedAt()).isEqualTo(CREATED);
  }

  @Test
  void aResetKeepsIdAndCreatedAndMovesUpdated() {
    resetAt(CREATED);
    PinDetails details = resetAt(CREATED.plusSeconds(60));
    assertThat(details.id()).isEqualTo(ID);
    assertThat(details.createdAt()).isEqualTo(CREATED);
    assertThat(details.updatedAt()).isEqualTo(CREATED.plusSeconds(60));
  }

  @Test
  void everyPinThatAnAdministratorSetsMustBeChanged() {
    assertThat(resetAt(CREATED).changeRequired()).isTrue();
    assertThat(resetAt(CREATED.plusSeconds(60)).changeRequired()).isTrue();
  }

  @Test
  void everyGenerationHasAPlaceOfItsOwnInTheSameRow() {
    assertThat(List.of(pin.bindingOf(1), pin.bindingOf(2), pin.bindingOf(3)))
        .containsExactly(
            new PinBinding("worker-1", ID.toString(), 1),
            new PinBinding("worker-1", ID.toString(), 2),
            new PinBinding("worker-1", ID.toString(), 3));
  }

  @Test
  void thePlaceOfAGenerationIsTheSameAfterAReset() {
    PinBinding before = pin.bindingOf(2);
    resetAt(CREATED);
    assertThat(pin.bindingOf(2)).isEqualTo(before);
  }

  @Test
  void aPinThatItsOwnerChoseIsNeitherTemporaryNorExpires() {
    PinDetails temporary = resetAt(CREATED);
    pin.changeTo(prepared(PIN), 2, CREATED.plusSeconds(60));
    PinDetails own = pin.details();
    assertThat(own.id()).isEqualTo(temporary.id());
    assertThat(own.changeRequired()).isFalse();
    assertThat(own.expiresAt()).isEmpty();
    assertThat(own.createdAt()).isEqualTo(CREATED);
    assertThat(own.updatedAt()).isEqualTo(CREATED.plusSeconds(60));
  }

  @Test
  void aPinIsTemporaryAgainAfterAReset() {
    resetAt(CREATED);
    pin.changeTo(prepared(PIN), ++generation, CREATED.plusSeconds(60));
    assertThat(resetAt(CREATED.plusSeconds(120)).changeRequired()).isTrue();
  }

  @Test
  void aClockThatWentBackDoesNotMakeThePinOlderThanItsRow() {
    resetAt(CREATED);
    PinDetails details = resetAt(CREATED.minusNanos(1_000));
    assertThat(details.createdAt()).isEqualTo(CREATED);
    assertThat(details.updatedAt()).isEqualTo(CREATED);
    assertThat(details.expiresAt()).contains(CREATED.plus(Duration.ofDays(7)));
  }

  @Test
  void aTemporaryPinExpiresItsLifetimeAfterItWasSet() {
    assertThat(resetAt(CREATED).expiresAt()).contains(CREATED.plus(Duration.ofDays(7)));
    Instant later = CREATED.plusSeconds(60);
    assertThat(resetAt(later).expiresAt()).contains(later.plus(Duration.ofDays(7)));
  }

  @Test
  void theLifetimeOfATemporaryPinBeginsWhenItsBadgeStarts() {
    Instant start = CREATED.plus(Duration.ofDays(30));
    pin.resetTo(prepared(PIN), 1, CREATED, start, A_WEEK);
    assertThat(pin.details().updatedAt()).isEqualTo(CREATED);
    assertThat(pin.details().expiresAt()).contains(start.plus(Duration.ofDays(7)));
  }

  @Test
  void aPinWithoutExpiryReplacesTheExpiryOfThePinBefore() {
    resetAt(CREATED);
    pin.resetTo(prepared(PIN), 2, CREATED.plusSeconds(60), CREATED, FOR_EVER);
    assertThat(pin.details().expiresAt()).isEmpty();
  }

  @Test
  void theColumnsOfTheTermsAreThoseThatAreSealedToTheMicrosecond() {
    IssuancePolicy fine = new IssuancePolicy(Duration.ofDays(7).plusNanos(1_999), true, 3);

    pin.resetTo(prepared(PIN), 1, CREATED, CREATED, fine);

    Instant expiry = CREATED.plus(Duration.ofDays(7)).plusNanos(1_000);
    assertThat(pin.details().expiresAt()).contains(expiry);
    assertThat(opens(new PinTerms(true, Optional.of(expiry)))).isTrue();
    assertThat(opens(PinTerms.OWN)).isFalse();
    pin.changeTo(prepared(PIN), 1, CREATED);
    assertThat(opens(PinTerms.OWN)).isTrue();
    assertThat(opens(new PinTerms(true, Optional.of(expiry)))).isFalse();
  }

  private boolean opens(PinTerms terms) {
    PinHash stored = PinHash.parse(CredentialFixture.hashOf(pin));
    try {
      return HASHER.compare(pin(PIN), stored, pin.bindingOf(1), terms).matches();
    } catch (UnreadablePinHash e) {
      return false;
    }
  }

  @Test
  void thePinForTheHistoryIsSealedForThatOnly() {
    resetAt(CREATED);
    PinHash kept = PinHash.parse(CredentialFixture.rememberedHashOf(pin));
    RememberedPin remembered = new RememberedPin(kept, pin.bindingOf(1));

    assertThat(HASHER.isAmong(pin(PIN), HASHER.hash(pin(PIN), kept), List.of(remembered))).isTrue();
    assertThat(kept.encoded()).isNotEqualTo(CredentialFixture.hashOf(pin));
  }

  @Test
  void theDetailsDoNotShowTheHash() {
    assertThat(resetAt(CREATED).toString()).doesNotContain("argon2id", "AAAA");
  }
}
