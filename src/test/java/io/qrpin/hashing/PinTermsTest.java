package io.qrpin.hashing;

import static io.qrpin.hashing.PinFixtures.HERE;
import static io.qrpin.hashing.PinFixtures.hasher;
import static io.qrpin.hashing.PinFixtures.keys;
import static io.qrpin.hashing.PinFixtures.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.hashing.PinHasher.RememberedPin;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stored PIN holds on the terms that it was sealed with, and on no others. */
class PinTermsTest {

  private static final String RIGHT = "40711385";
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
  private static final PinTerms TEMPORARY = new PinTerms(true, Optional.of(NOON));
  private static final PinTerms UNLIMITED = new PinTerms(true, Optional.empty());

  private final PinHasher hasher = hasher();

  private PinHash sealed(PinTerms terms) {
    return hasher.hash(pin(RIGHT)).sealFor(HERE, terms);
  }

  private void opens(PinHash stored, PinTerms terms) {
    assertThat(hasher.compare(pin(RIGHT), stored, HERE, terms).matches()).isTrue();
  }

  private void unreadable(PinHash stored, PinTerms terms) {
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> hasher.compare(pin(RIGHT), stored, HERE, terms))
        .withMessage("the stored PIN hash was not sealed for this place")
        .withCauseInstanceOf(AEADBadTagException.class);
  }

  static Stream<PinTerms> allTerms() {
    return Stream.of(
        PinTerms.OWN,
        UNLIMITED,
        TEMPORARY,
        new PinTerms(false, Optional.of(NOON)),
        new PinTerms(true, Optional.of(NOON.plusNanos(1_000))),
        new PinTerms(true, Optional.of(NOON.plusSeconds(1))),
        new PinTerms(true, Optional.of(NOON.plusSeconds(1L << 32))),
        new PinTerms(true, Optional.of(Instant.EPOCH)),
        new PinTerms(true, Optional.of(OffsetDateTime.MAX.toInstant())),
        new PinTerms(true, Optional.of(OffsetDateTime.MIN.toInstant())));
  }

  @ParameterizedTest
  @MethodSource("allTerms")
  void aPinOpensOnItsOwnTermsAndOnNoOthers(PinTerms terms) {
    PinHash stored = PinHash.parse(sealed(terms).encoded());
    opens(stored, terms);
    allTerms().filter(other -> !other.equals(terms)).forEach(other -> unreadable(stored, other));
  }

  @Test
  void anExpiryIsCutToTheMicrosecondsThatTheDatabaseStores() {
    PinTerms finer = new PinTerms(true, Optional.of(NOON.plusNanos(999)));
    assertThat(finer).isEqualTo(TEMPORARY);
    opens(sealed(finer), TEMPORARY);
    PinTerms beforeTheEpoch = new PinTerms(true, Optional.of(Instant.EPOCH.minusNanos(1)));
    assertThat(beforeTheEpoch.expiresAt()).contains(Instant.EPOCH.minusNanos(1_000));
  }

  @Test
  void aPinHasExpiredAtItsExpiry() {
    assertThat(TEMPORARY.isExpiredAt(NOON.minusNanos(1_000))).isFalse();
    assertThat(TEMPORARY.isExpiredAt(NOON)).isTrue();
    assertThat(UNLIMITED.isExpiredAt(NOON)).isFalse();
  }

  /** As in {@link PinHasherTest}; sealed by Node.js 20 with the associated data of the format. */
  @Test
  void rowsMadeByAnotherImplementationOpen() {
    PinHasher others = PinHasherTest.hasherOfOthers(new BouncyArgon2id(1));
    PinBinding place = new PinBinding("Zo\u00eb", "pin-1", 7);

    PinHash own = PinHash.parse(PinHashTest.OWN);
    assertThat(others.compare(pin("4071"), own, place, PinTerms.OWN).matches()).isTrue();
    assertThat(others.compare(pin("4072"), own, place, PinTerms.OWN).matches()).isFalse();
    PinHash temporary = PinHash.parse(PinHashTest.TEMPORARY);
    assertThat(others.compare(pin("4071"), temporary, place, TEMPORARY).matches()).isTrue();
    RememberedPin remembered = new RememberedPin(PinHash.parse(PinHashTest.REMEMBERED), place);
    assertThat(isAmong(others, "4071", remembered)).isTrue();
    assertThat(isAmong(others, "4072", remembered)).isFalse();
  }

  private static boolean isAmong(PinHasher hasher, String digits, RememberedPin remembered) {
    return hasher.isAmong(
        pin(digits), hasher.hash(pin(digits), remembered.hash()), List.of(remembered));
  }

  @Test
  void whatIsSealedForTheHistoryIsNoCurrentPinAndTheReverse() {
    HashedPin hashed = hasher.hash(pin(RIGHT));
    PinHash history = hashed.sealForHistory(HERE);
    PinHash current = hashed.sealFor(HERE, PinTerms.OWN);

    allTerms().forEach(terms -> unreadable(history, terms));
    assertThat(isAmong(hasher, RIGHT, new RememberedPin(history, HERE))).isTrue();
    assertThat(isAmong(hasher, RIGHT, new RememberedPin(current, HERE))).isFalse();
  }

  @Test
  void aPinOfTheFormerFormatOpensOnAnyTermsAndIsNotCurrent() {
    PinHash former = FormerSeal.of(hasher.hash(pin(RIGHT)), keys(1), HERE);

    opens(former, PinTerms.OWN);
    opens(former, TEMPORARY);
    assertThat(isAmong(hasher, RIGHT, new RememberedPin(former, HERE))).isTrue();
    assertThat(hasher.isCurrent(former)).isFalse();
    assertThat(hasher.isCurrent(sealed(TEMPORARY))).isTrue();
  }

  @Test
  void aPinOfOneFormatIsNotRelabelledAsOneOfTheOther() {
    PinHash former = FormerSeal.of(hasher.hash(pin(RIGHT)), keys(1), HERE);
    PinHash upgraded = PinHash.parse(former.encoded().replace("a256gcm$", "a256gcm-2$"));
    PinHash downgraded =
        PinHash.parse(sealed(PinTerms.OWN).encoded().replace("a256gcm-2$", "a256gcm$"));

    unreadable(upgraded, PinTerms.OWN);
    unreadable(downgraded, PinTerms.OWN);
    assertThat(isAmong(hasher, RIGHT, new RememberedPin(upgraded, HERE))).isFalse();
  }
}
