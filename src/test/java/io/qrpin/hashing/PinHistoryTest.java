package io.qrpin.hashing;

import static io.qrpin.hashing.PinFixtures.CHEAP;
import static io.qrpin.hashing.PinFixtures.keys;
import static io.qrpin.hashing.PinFixtures.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.hashing.PinFixtures.RememberingArgon2id;
import io.qrpin.hashing.PinHasher.RememberedPin;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new PIN against those that the subscriber had before. */
class PinHistoryTest {

  private static final Argon2Parameters DEARER = new Argon2Parameters(128, 2);

  private final RememberingArgon2id argon2id = new RememberingArgon2id();
  private final PinHasher hasher = hasherAt(CHEAP);

  private PinHasher hasherAt(Argon2Parameters cost) {
    return new PinHasher(argon2id, cost, keys(1), new SecureRandom());
  }

  private static PinBinding place(int generation) {
    return new PinBinding("worker-1", "pin-1", generation);
  }

  /** As a subscriber leaves them: the first with a salt of its own, the others with that one. */
  private static List<RememberedPin> remembered(PinHasher by, int count) {
    List<RememberedPin> remembered = new ArrayList<>();
    PinHash first = by.hash(pin("40711380")).sealForHistory(place(0));
    remembered.add(new RememberedPin(first, place(0)));
    for (int i = 1; i < count; i++) {
      PinHash next = by.hash(pin("4071138" + i), first).sealForHistory(place(i));
      remembered.add(new RememberedPin(next, place(i)));
    }
    return remembered;
  }

  private boolean isAmong(String digits, HashedPin fresh, List<RememberedPin> remembered) {
    argon2id.costs.clear();
    return hasher.isAmong(pin(digits), fresh, remembered);
  }

  @Test
  void allHashesOfOneSubscriberHaveOneSaltAndLookDifferent() {
    PinHash first = hasher.hash(pin("40711380")).sealFor(place(1), PinTerms.OWN);
    PinHash again = hasher.hash(pin("40711380"), first).sealFor(place(2), PinTerms.OWN);
    assertThat(again.salt()).isEqualTo(first.salt());
    assertThat(again.sealed()).isNotEqualTo(first.sealed());
    assertThat(hasher.compare(pin("40711380"), again, place(2), PinTerms.OWN).matches()).isTrue();
    assertThat(hasher.compare(pin("40711381"), again, place(2), PinTerms.OWN).matches()).isFalse();
  }

  @Test
  void theSaltIsKeptAndTheCostIsTodays() {
    PinHash old = hasher.hash(pin("40711380")).sealFor(place(1), PinTerms.OWN);
    HashedPin fresh = hasherAt(DEARER).hash(pin("40711380"), old);
    assertThat(fresh.salt()).isEqualTo(old.salt());
    assertThat(fresh.parameters()).isEqualTo(DEARER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9})
  void eachOfTenRememberedPinsIsFoundForNoFurtherHash(int which) {
    List<RememberedPin> remembered = remembered(hasher, 10);
    HashedPin fresh = hasher.hash(pin("4071138" + which), remembered.get(4).hash());
    assertThat(isAmong("4071138" + which, fresh, remembered)).isTrue();
    assertThat(argon2id.costs).isEmpty();
  }

  @Test
  void aPinThatTheSubscriberNeverHadIsNotFoundForNoFurtherHash() {
    List<RememberedPin> remembered = remembered(hasher, 10);
    HashedPin fresh = hasher.hash(pin("51822491"), remembered.get(0).hash());
    assertThat(isAmong("51822491", fresh, remembered)).isFalse();
    assertThat(argon2id.costs).isEmpty();
  }

  @Test
  void nothingIsAmongNone() {
    assertThat(isAmong("40711380", hasher.hash(pin("40711380")), List.of())).isFalse();
    assertThat(argon2id.costs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40711380", "40711382", "51822491"})
  void oneMoreHashComparesAllThatHaveAnotherSalt(String digits) {
    List<RememberedPin> remembered = remembered(hasher, 3);
    boolean known = !digits.equals("51822491");
    assertThat(isAmong(digits, hasher.hash(pin(digits)), remembered)).isEqualTo(known);
    assertThat(argon2id.costs).containsExactly(CHEAP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40711380", "40711382", "51822491"})
  void oneMoreHashComparesAllThatHaveOlderParameters(String digits) {
    List<RememberedPin> remembered = remembered(hasherAt(DEARER), 3);
    HashedPin fresh = hasher.hash(pin(digits), remembered.get(0).hash());
    boolean known = !digits.equals("51822491");
    assertThat(isAmong(digits, fresh, remembered)).isEqualTo(known);
    assertThat(argon2id.costs).containsExactly(DEARER);
  }

  /** The first two are found at once or not at all; the work is the same. */
  @ParameterizedTest
  @ValueSource(strings = {"40711380", "40711381", "51822491"})
  void theWorkDoesNotShowWhichOneItWas(String digits) {
    List<RememberedPin> mixed = new ArrayList<>(remembered(hasher, 2));
    mixed.addAll(remembered(hasherAt(DEARER), 2));
    mixed.addAll(remembered(hasher, 2));
    HashedPin fresh = hasher.hash(pin(digits), mixed.get(0).hash());
    isAmong(digits, fresh, mixed);
    assertThat(argon2id.costs).containsExactly(DEARER, CHEAP);
  }

  @ParameterizedTest
  @CsvSource({"40711380, true", "40711381, true", "51822491, false"})
  void oneThatDoesNotOpenIsPassedOver(String digits, boolean known) {
    List<RememberedPin> remembered = new ArrayList<>();
    remembered.add(new RememberedPin(remembered(hasher, 1).get(0).hash(), place(7)));
    remembered.addAll(remembered(hasher, 2));
    HashedPin fresh = hasher.hash(pin(digits), remembered.get(1).hash());
    assertThat(isAmong(digits, fresh, remembered)).isEqualTo(known);
  }

  @Test
  void onesOwnPinIsNotFoundByARowThatDoesNotOpen() {
    RememberedPin moved = new RememberedPin(remembered(hasher, 1).get(0).hash(), place(7));
    HashedPin fresh = hasher.hash(pin("40711380"), moved.hash());
    assertThat(isAmong("40711380", fresh, List.of(moved))).isFalse();
  }

  @Test
  void aRowWhoseKeyIsMissingIsPassedOver() {
    List<RememberedPin> remembered = remembered(hasher, 2);
    PinHasher without = new PinHasher(argon2id, CHEAP, keys(2), new SecureRandom());
    HashedPin fresh = without.hash(pin("40711380"), remembered.get(0).hash());
    assertThat(without.isAmong(pin("40711380"), fresh, remembered)).isFalse();
  }

  @Test
  void whatARowSaysIsNotSpentBeforeItWasAuthenticated() {
    PinHash stored = hasher.hash(pin("40711380")).sealForHistory(place(1));
    PinHash forged = PinHash.parse(stored.encoded().replace("t=1", "t=64"));
    assertThat(forged.parameters().passes()).isEqualTo(64);
    HashedPin fresh = hasher.hash(pin("40711380"), forged);
    assertThat(isAmong("40711380", fresh, List.of(new RememberedPin(forged, place(1))))).isFalse();
    assertThat(argon2id.costs).isEmpty();
  }

  @Test
  void theFurtherHashesAreErasedAndTheFreshOneIsNot() {
    List<RememberedPin> remembered = new ArrayList<>(remembered(hasherAt(DEARER), 1));
    remembered.addAll(remembered(hasher, 1));
    HashedPin fresh = hasher.hash(pin("51822491"));
    argon2id.tags.clear();
    argon2id.secrets.clear();
    isAmong("51822491", fresh, remembered);
    assertThat(argon2id.tags).hasSize(2).allSatisfy(tag -> assertThat(tag).containsOnly(0));
    assertThat(argon2id.secrets).hasSize(2).allSatisfy(pin -> assertThat(pin).containsOnly(0));
    PinHash bound = fresh.sealFor(place(9), PinTerms.OWN);
    assertThat(hasher.compare(pin("51822491"), bound, place(9), PinTerms.OWN).matches()).isTrue();
  }

  @Test
  void theFurtherHashesAreErasedWhenALaterOneDoesNotOpen() {
    List<RememberedPin> remembered = new ArrayList<>(remembered(hasherAt(DEARER), 1));
    remembered.add(new RememberedPin(remembered.get(0).hash(), place(7)));
    HashedPin fresh = hasher.hash(pin("51822491"));
    argon2id.tags.clear();
    assertThat(isAmong("51822491", fresh, remembered)).isFalse();
    assertThat(argon2id.tags).hasSize(1).allSatisfy(tag -> assertThat(tag).containsOnly(0));
  }

  @Test
  void anErasedHashIsNotCompared() {
    List<RememberedPin> remembered = remembered(hasher, 1);
    HashedPin fresh = hasher.hash(pin("40711380"), remembered.get(0).hash());
    fresh.erase();
    assertThatIllegalStateException()
        .isThrownBy(() -> isAmong("40711380", fresh, remembered))
        .withMessage("the hashed PIN was erased");
  }
}
