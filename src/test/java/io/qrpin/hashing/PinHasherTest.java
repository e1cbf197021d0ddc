package io.qrpin.hashing;

import static io.qrpin.hashing.PinFixtures.CHEAP;
import static io.qrpin.hashing.PinFixtures.HERE;
import static io.qrpin.hashing.PinFixtures.hasher;
import static io.qrpin.hashing.PinFixtures.keys;
import static io.qrpin.hashing.PinFixtures.pin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.hashing.PinFixtures.CountingRandom;
import io.qrpin.hashing.PinFixtures.RememberingArgon2id;
import io.qrpin.hashing.PinFixtures.TokenKey;
import io.qrpin.hashing.PinFixtures.UnpluggableKey;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.pin.Pin;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PinHasherTest {

  private static final String RIGHT = "40711385";
  private static final String WRONG = "40711386";

  private static PinHash stored(PinHasher hasher) {
    return hasher.hash(pin(RIGHT)).sealFor(HERE, PinTerms.OWN);
  }

  private static void unreadable(PinHasher hasher, PinHash stored, PinBinding binding) {
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> hasher.compare(pin(RIGHT), stored, binding, PinTerms.OWN))
        .withMessage("the stored PIN hash was not sealed for this place")
        .withCauseInstanceOf(AEADBadTagException.class);
  }

  @Test
  void theRightPinMatches() {
    PinHasher hasher = hasher();
    assertThat(hasher.compare(pin(RIGHT), stored(hasher), HERE, PinTerms.OWN).matches()).isTrue();
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({WRONG, "4071138", "407113850", "00000000", "0"})
  void aWrongPinIsAnOutcomeAndNotAnException(String wrong) {
    PinHasher hasher = hasher();
    assertThat(hasher.compare(pin(wrong), stored(hasher), HERE, PinTerms.OWN).matches()).isFalse();
  }

  @Test
  void theStoredFormSurvivesTheDatabase() {
    PinHasher hasher = hasher();
    PinHash read = PinHash.parse(stored(hasher).encoded());
    assertThat(hasher.compare(pin(RIGHT), read, HERE, PinTerms.OWN).matches()).isTrue();
    assertThat(hasher.compare(pin(WRONG), read, HERE, PinTerms.OWN).matches()).isFalse();
  }

  /**
   * {@link PinHashTest#STORED} was put together by others: its tag by the argon2 command line (see
   * {@link Argon2idTest}), its seal by Node.js 20 (OpenSSL) with the key 0, 1, … 31 and the nonce
   * 100, 101, … 111.
   */
  @ParameterizedTest
  @MethodSource("io.qrpin.hashing.Argon2idTest#providers")
  void aRowMadeByOtherImplementationsOpens(Argon2id provider) {
    PinHasher hasher = hasherOfOthers(provider);
    PinHash stored = PinHash.parse(PinHashTest.STORED);
    PinBinding binding = new PinBinding("Zo\u00eb", "pin-1", 7);
    assertThat(hasher.compare(pin("4071"), stored, binding, PinTerms.OWN).matches()).isTrue();
    assertThat(hasher.compare(pin("4072"), stored, binding, PinTerms.OWN).matches()).isFalse();
    unreadable(hasher, stored, new PinBinding("Zoe", "pin-1", 7));
  }

  /** The guess by the argon2 command line, its tag as in {@link GuessTagsTest}. */
  @ParameterizedTest
  @MethodSource("io.qrpin.hashing.Argon2idTest#providers")
  void theTagOfAWrongGuessIsWhatOtherImplementationsCompute(Argon2id provider) {
    PinHash stored = PinHash.parse(PinHashTest.STORED);
    PinBinding binding = new PinBinding("Zo\u00eb", "pin-1", 7);
    assertThat(
            hasherOfOthers(provider).compare(pin("4072"), stored, binding, PinTerms.OWN).guessTag())
        .isEqualTo(HexFormat.of().parseHex("c887db4f086c4fffdd722153fffbf802"));
  }

  static PinHasher hasherOfOthers(Argon2id provider) {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return new PinHasher(
        provider,
        CHEAP,
        WrapKeys.of("2025-10", Map.of("2025-10", new SecretKeySpec(key, "AES"))),
        new SecureRandom());
  }

  @Test
  void aRepeatOfTheSameWrongPinIsKnownByItsTagAndAnotherIsNot() {
    PinHash stored = stored(hasher());
    PinHasher oneNode = hasher();
    PinHasher anotherNode = hasher();
    byte[] tag = oneNode.compare(pin(WRONG), stored, HERE, PinTerms.OWN).guessTag();
    assertThat(tag).hasSize(16);
    assertThat(anotherNode.compare(pin(WRONG), stored, HERE, PinTerms.OWN).guessTag())
        .isEqualTo(tag);
    assertThat(oneNode.compare(pin("40711387"), stored, HERE, PinTerms.OWN).guessTag())
        .isNotEqualTo(tag);
    assertThat(oneNode.compare(pin(RIGHT), stored, HERE, PinTerms.OWN).guessTag())
        .isNotEqualTo(tag);
  }

  /** With another salt the Argon2 output differs, so the tags of two workers cannot be compared. */
  @Test
  void theTagOfAGuessSaysNothingAboutTheSameGuessAtAnotherHash() {
    PinHasher hasher = hasher();
    assertThat(hasher.compare(pin(WRONG), stored(hasher), HERE, PinTerms.OWN).guessTag())
        .isNotEqualTo(hasher.compare(pin(WRONG), stored(hasher), HERE, PinTerms.OWN).guessTag());
  }

  @Test
  void aRowThatOpensIsNotComparedWithoutTheKeyForTheTagOfTheGuess() {
    PinHash stored = stored(hasher(keys(1)));
    RememberingArgon2id argon2id = new RememberingArgon2id();
    UnpluggableKey guessTagKey = new UnpluggableKey(PinFixtures.guessTagKey(5));
    WrapKeys keys = WrapKeys.of("k1", Map.of("k1", PinFixtures.key(1), "guess-tags", guessTagKey));
    PinHasher hasher = new PinHasher(argon2id, CHEAP, keys, new SecureRandom());
    guessTagKey.unplugged = true;
    for (String typed : List.of(RIGHT, WRONG)) {
      assertThatExceptionOfType(HashingUnavailable.class)
          .isThrownBy(() -> hasher.compare(pin(typed), stored, HERE, PinTerms.OWN))
          .withMessage("the key of guess tags cannot be used");
    }
    assertThat(argon2id.tags).hasSize(2).allSatisfy(tag -> assertThat(tag).containsOnly(0));
  }

  @Test
  void whereThereIsNothingToCompareWithOneHashAtOurOwnCostIsThrownAway() {
    RememberingArgon2id argon2id = new RememberingArgon2id();
    PinHasher hasher = new PinHasher(argon2id, CHEAP, keys(1), new SecureRandom());
    hasher.pretendToCompare(pin(WRONG));
    assertThat(argon2id.costs).containsExactly(CHEAP);
    assertThat(argon2id.secrets.get(0)).containsOnly(0);
    assertThat(argon2id.tags.get(0)).containsOnly(0);
  }

  @Test
  void whereThereIsNoPinNothingMatchesAndTheSameGuessHasTheSameTagInTheSamePlaceOnly() {
    RememberingArgon2id argon2id = new RememberingArgon2id();
    PinHasher hasher = new PinHasher(argon2id, CHEAP, keys(1), new SecureRandom());
    PinBinding there = new PinBinding("somebody else", HERE.pinId(), HERE.generation());

    PinHasher.PinComparison first = hasher.compareWithNone(pin(WRONG), HERE);

    assertThat(first.matches()).isFalse();
    assertThat(hasher.compareWithNone(pin(WRONG), HERE).guessTag()).isEqualTo(first.guessTag());
    assertThat(hasher.compareWithNone(pin(RIGHT), HERE).guessTag()).isNotEqualTo(first.guessTag());
    assertThat(hasher.compareWithNone(pin(WRONG), there).guessTag()).isNotEqualTo(first.guessTag());
    assertThat(argon2id.costs).hasSize(4).containsOnly(CHEAP);
    assertThat(argon2id.tags).allSatisfy(tag -> assertThat(tag).containsOnly(0));
  }

  @Test
  void aHashIsCurrentWhenItHasTheParametersAndTheKeyOfNewOnes() {
    PinHash stored = stored(hasher(keys(1)));
    assertThat(hasher(keys(1)).isCurrent(stored)).isTrue();
    assertThat(hasher(keys(1, 2)).isCurrent(stored)).isTrue();
    assertThat(hasher(keys(2, 1)).isCurrent(stored)).isFalse();
    assertThat(hasherAt(new Argon2Parameters(65, 1)).isCurrent(stored)).isFalse();
    assertThat(hasherAt(new Argon2Parameters(64, 2)).isCurrent(stored)).isFalse();
  }

  @Test
  void aHashIsSealedAnewUnderAnotherKeyAndKeepsItsCost() {
    PinHash stored = stored(hasher(keys(1)));
    PinHasher dearer =
        new PinHasher(
            new BouncyArgon2id(1), new Argon2Parameters(65, 1), keys(2, 1), new SecureRandom());

    PinHash sealed = dearer.unsealed(stored, HERE, PinTerms.OWN).sealFor(HERE, PinTerms.OWN);

    assertThat(sealed.keyId()).isEqualTo("k2");
    assertThat(sealed.parameters()).isEqualTo(CHEAP);
    assertThat(sealed.salt()).isEqualTo(stored.salt());
    assertThat(hasher(keys(2)).compare(pin(RIGHT), sealed, HERE, PinTerms.OWN).matches()).isTrue();
  }

  @Test
  void anEntryOfTheHistoryIsSealedAnewForTheHistoryOnly() {
    PinHasher former = hasher(keys(1));
    PinHash stored = former.hash(pin(RIGHT)).sealForHistory(HERE);
    PinHasher fresh = hasher(keys(2, 1));

    PinHash sealed = fresh.unsealed(new RememberedPin(stored, HERE)).sealForHistory(HERE);

    PinHasher later = hasher(keys(2));
    HashedPin same = later.hash(pin(RIGHT), sealed);
    assertThat(later.isAmong(pin(RIGHT), same, List.of(new RememberedPin(sealed, HERE)))).isTrue();
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> later.compare(pin(RIGHT), sealed, HERE, PinTerms.OWN));
  }

  @Test
  void aHashOfOtherTermsOrOfAnotherPlaceIsNotSealedAnew() {
    PinHash stored = stored(hasher(keys(1)));
    PinHasher fresh = hasher(keys(2, 1));
    PinTerms altered = new PinTerms(true, Optional.empty());
    PinBinding elsewhere = new PinBinding("worker-2", "pin-1", 3);

    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> fresh.unsealed(stored, HERE, altered));
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> fresh.unsealed(stored, elsewhere, PinTerms.OWN));
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> fresh.unsealed(new RememberedPin(stored, HERE)));
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> hasher(keys(2)).unsealed(stored, HERE, PinTerms.OWN))
        .withMessage("there is no wrap key \"k1\"");
  }

  private static PinHasher hasherAt(Argon2Parameters cost) {
    return new PinHasher(new BouncyArgon2id(1), cost, keys(1), new SecureRandom());
  }

  @Test
  void twoHashesOfTheSamePinDiffer() {
    PinHasher hasher = hasher();
    PinHash one = stored(hasher);
    PinHash other = stored(hasher);
    assertThat(one.salt()).isNotEqualTo(other.salt());
    assertThat(one.sealed()).isNotEqualTo(other.sealed());
  }

  @Test
  void saltAndNonceComeFromTheGivenSourceOfChance() {
    PinHasher hasher = new PinHasher(new BouncyArgon2id(1), CHEAP, keys(1), new CountingRandom());
    PinHash hash = stored(hasher);
    assertThat(hash.salt()).hasSize(16).containsOnly(1);
    assertThat(hash.sealed()).startsWith(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void aHashedPinMayBeBoundAgainUnderAFreshNonce() {
    PinHasher hasher = hasher();
    HashedPin hashed = hasher.hash(pin(RIGHT));
    PinBinding next = new PinBinding("worker-1", "pin-1", 4);
    PinHash first = hashed.sealFor(HERE, PinTerms.OWN);
    PinHash second = hashed.sealFor(next, PinTerms.OWN);
    assertThat(hasher.compare(pin(RIGHT), first, HERE, PinTerms.OWN).matches()).isTrue();
    assertThat(hasher.compare(pin(RIGHT), second, next, PinTerms.OWN).matches()).isTrue();
    assertThat(Arrays.copyOf(first.sealed(), 12)).isNotEqualTo(Arrays.copyOf(second.sealed(), 12));
  }

  static Stream<PinBinding> otherPlaces() {
    return Stream.of(
        new PinBinding("worker-2", "pin-1", 3),
        new PinBinding("worker-1", "pin-2", 3),
        new PinBinding("worker-1", "pin-1", 2),
        new PinBinding("worker-1", "pin-1", 4),
        new PinBinding("worker-1", "pin-1", 3 + (1 << 24)),
        new PinBinding("worker-1p", "in-1", 3),
        new PinBinding("pin-1", "worker-1", 3));
  }

  @ParameterizedTest
  @MethodSource("otherPlaces")
  void aRowPutIntoAnotherPlaceDoesNotOpen(PinBinding elsewhere) {
    PinHasher hasher = hasher();
    unreadable(hasher, stored(hasher), elsewhere);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"m=64|m=65", "t=1|t=2", "keyid=k1|keyid=k2"})
  void aRowWhosePrefixWasChangedDoesNotOpen(String part, String replacement) {
    PinHasher hasher = hasher(keys(1, 2));
    String changed = stored(hasher).encoded().replace(part, replacement);
    unreadable(hasher, PinHash.parse(changed), HERE);
  }

  @Test
  void aRowWithTheSaltOfAnotherDoesNotOpen() {
    PinHasher hasher = hasher();
    PinHash hash = stored(hasher);
    PinHash other = stored(hasher);
    unreadable(
        hasher,
        new PinHash(true, hash.parameters(), hash.keyId(), other.salt(), hash.sealed()),
        HERE);
  }

  @Test
  void aRowWithOneBitFlippedAnywhereInTheSealedPartDoesNotOpen() {
    PinHasher hasher = hasher();
    PinHash hash = stored(hasher);
    for (int bit = 0; bit < hash.sealed().length * 8; bit += 7) {
      byte[] sealed = hash.sealed().clone();
      sealed[bit / 8] ^= (byte) (1 << bit % 8);
      unreadable(hasher, withSealed(hash, sealed), HERE);
    }
  }

  private static PinHash withSealed(PinHash hash, byte[] sealed) {
    return PinHash.parse(
        hash.prefix() + "$" + Base64.getEncoder().withoutPadding().encodeToString(sealed));
  }

  @Test
  void aRowOfTheSameKeyIdUnderOtherBytesDoesNotOpen() {
    PinHash stored = stored(hasher(keys(1)));
    unreadable(hasher(WrapKeys.of("k1", Map.of("k1", PinFixtures.key(9)))), stored, HERE);
  }

  @Test
  void aMissingKeyIsNamedAndIsNotAWrongPin() {
    PinHash stored = stored(hasher(keys(1)));
    PinHasher without = hasher(keys(2));
    for (String typed : List.of(RIGHT, WRONG)) {
      assertThatExceptionOfType(UnreadablePinHash.class)
          .isThrownBy(() -> without.compare(pin(typed), stored, HERE, PinTerms.OWN))
          .withMessage("there is no wrap key \"k1\"");
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsNamedAndIsNotAWrongPin() {
    PinHash stored = stored(hasher(keys(1)));
    PinHasher unplugged =
        hasher(
            WrapKeys.of(
                "k1", Map.of("k1", new TokenKey(), "guess-tags", PinFixtures.guessTagKey(5))));
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> unplugged.compare(pin(RIGHT), stored, HERE, PinTerms.OWN))
        .withMessage("the wrap key \"k1\" cannot be used");
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> unplugged.hash(pin(RIGHT)).sealFor(HERE, PinTerms.OWN))
        .withMessage("the active wrap key cannot be used");
  }

  @Test
  void anOldKeyStillOpensWhatItWrappedWhenAnotherIsActive() {
    PinHash old = stored(hasher(keys(1)));
    PinHasher now = hasher(keys(2, 1));
    assertThat(old.keyId()).isEqualTo("k1");
    assertThat(now.compare(pin(RIGHT), old, HERE, PinTerms.OWN).matches()).isTrue();
    assertThat(stored(now).keyId()).isEqualTo("k2");
  }

  @Test
  void oldParametersAreComparedAtTheirOwnCost() {
    PinHash old = stored(hasher());
    RememberingArgon2id argon2id = new RememberingArgon2id();
    Argon2Parameters dearer = new Argon2Parameters(128, 2);
    PinHasher now = new PinHasher(argon2id, dearer, keys(1), new SecureRandom());
    assertThat(now.compare(pin(RIGHT), old, HERE, PinTerms.OWN).matches()).isTrue();
    assertThat(argon2id.costs).containsExactly(CHEAP);
    assertThat(stored(now).parameters()).isEqualTo(dearer);
  }

  /** The work shows a stranger nothing, and a forged row cannot choose the cost. */
  @Test
  void everyComparisonCostsOneHashAndAnUnreadableRowOneAtOurOwnCost() {
    Argon2Parameters dearer = new Argon2Parameters(128, 2);
    PinHash stored =
        stored(new PinHasher(new BouncyArgon2id(1), dearer, keys(1), new SecureRandom()));
    RememberingArgon2id argon2id = new RememberingArgon2id();
    PinHasher hasher = new PinHasher(argon2id, CHEAP, keys(1), new SecureRandom());

    hasher.compare(pin(RIGHT), stored, HERE, PinTerms.OWN);
    hasher.compare(pin(WRONG), stored, HERE, PinTerms.OWN);
    assertThat(argon2id.costs).containsExactly(dearer, dearer);

    argon2id.costs.clear();
    unreadable(hasher, stored, new PinBinding("worker-2", "pin-1", 3));
    PinHasher without = new PinHasher(argon2id, CHEAP, keys(2), new SecureRandom());
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> without.compare(pin(RIGHT), stored, HERE, PinTerms.OWN));
    assertThat(argon2id.costs).containsExactly(CHEAP, CHEAP);
  }

  @Test
  void noTemporaryCopyOfASecretIsLeft() {
    RememberingArgon2id argon2id = new RememberingArgon2id();
    PinHasher hasher = new PinHasher(argon2id, CHEAP, keys(1), new SecureRandom());
    HashedPin hashed = hasher.hash(pin(RIGHT));
    PinHash stored = hashed.sealFor(HERE, PinTerms.OWN);
    assertThat(argon2id.tags.get(0)).isNotEqualTo(new byte[32]);
    hashed.erase();
    hasher.compare(pin(RIGHT), stored, HERE, PinTerms.OWN);
    unreadable(hasher, stored, new PinBinding("worker-2", "pin-1", 3));
    assertThat(argon2id.secrets)
        .hasSize(3)
        .allSatisfy(digits -> assertThat(digits).containsOnly(0));
    assertThat(argon2id.tags).hasSize(3).allSatisfy(tag -> assertThat(tag).containsOnly(0));
  }

  @Test
  void theLentTagsAreZeroed() {
    PinHasher hasher = hasher();
    HashedPin hashed = hasher.hash(pin(RIGHT));
    PinHash stored = hashed.sealFor(HERE, PinTerms.OWN);
    AtomicReference<byte[]> fromHashed = new AtomicReference<>();
    AtomicReference<byte[]> fromStored = new AtomicReference<>();
    hashed.exposeTag(
        tag -> {
          fromHashed.set(tag);
          return tag.length;
        });
    byte[] opened =
        new TagSeal(keys(1), new SecureRandom())
            .open(
                stored,
                HERE,
                PinTerms.OWN,
                tag -> {
                  fromStored.set(tag);
                  return tag.clone();
                });
    assertThat(hashed.<byte[]>exposeTag(byte[]::clone))
        .isEqualTo(opened)
        .isNotEqualTo(new byte[32]);
    assertThat(fromHashed.get()).hasSize(32).containsOnly(0);
    assertThat(fromStored.get()).hasSize(32).containsOnly(0);
  }

  @Test
  void anErasedHashedPinIsNotBound() {
    PinHasher hasher = hasher();
    HashedPin hashed = hasher.hash(pin(RIGHT));
    hashed.erase();
    assertThatIllegalStateException()
        .isThrownBy(() -> hashed.sealFor(HERE, PinTerms.OWN))
        .withMessage("the hashed PIN was erased");
  }

  @Test
  void anErasedPinIsNotHashed() {
    Pin erased = pin(RIGHT);
    erased.erase();
    assertThatIllegalStateException().isThrownBy(() -> hasher().hash(erased));
  }

  @Test
  void aProviderThatGivesAShortTagIsNotTrusted() {
    Argon2id shorter =
        new Argon2id() {
          @Override
          public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
            return new byte[31];
          }

          @Override
          public String name() {
            return "shorter";
          }
        };
    PinHasher hasher = new PinHasher(shorter, CHEAP, keys(1), new SecureRandom());
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> hasher.hash(pin(RIGHT)))
        .withMessage("shorter gave a tag of a wrong length");
  }

  @ParameterizedTest
  @MethodSource("io.qrpin.hashing.Argon2idTest#providers")
  void eightThreadsShareOneHasher(Argon2id provider) throws Exception {
    PinHasher hasher = new PinHasher(provider, CHEAP, keys(1), new SecureRandom());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Boolean>>> tasks = new ArrayList<>();
      for (int worker = 0; worker < 8; worker++) {
        tasks.add(signIns(hasher, worker));
      }
      for (Future<List<Boolean>> answers : threads.invokeAll(tasks)) {
        assertThat(answers.get()).containsExactly(true, false, true, false, true, false);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Callable<List<Boolean>> signIns(PinHasher hasher, int worker) {
    return () -> {
      PinBinding place = new PinBinding("worker-" + worker, "pin", worker);
      Pin right = pin("1000000" + worker);
      Pin wrong = pin("2000000" + worker);
      List<Boolean> answers = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        PinHash hash = hasher.hash(right).sealFor(place, PinTerms.OWN);
        answers.add(hasher.compare(right, hash, place, PinTerms.OWN).matches());
        answers.add(hasher.compare(wrong, hash, place, PinTerms.OWN).matches());
      }
      return answers;
    };
  }
}
