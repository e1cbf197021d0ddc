package io.qrpin.hashing;

import io.qrpin.pin.Pin;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hashes PINs and compares them with stored ones.
 *
 * <p>Setting a PIN has two steps. {@link #hash} is expensive (tens of milliseconds, megabytes) and
 * is done before any connection or lock is held. {@link HashedPin#sealFor} is cheap and is done
 * inside the transaction.
 *
 * <p>The caller limits how many PINs are hashed at once, see {@link HashingPermits}. All methods
 * that hash throw {@link HashingUnavailable} when the provider fails, and {@link
 * IllegalStateException} when the PIN was erased.
 *
 * <p>Thread safety: safe.
 */
public final class PinHasher {

  private final Argon2id argon2id;
  private final Argon2Parameters parameters;
  private final SecureRandom random;
  private final WrapKeys keys;
  private final TagSeal seal;
  private final GuessTags guessTags;

  /**
   * Makes a hasher.
   *
   * @param argon2id the provider, see {@link Argon2Providers}
   * @param parameters the cost of new hashes; a stored hash is compared at its own cost
   * @param keys encrypt new hashes and open stored ones
   * @param random source of salts and nonces
   */
  public PinHasher(
      Argon2id argon2id, Argon2Parameters parameters, WrapKeys keys, SecureRandom random) {
    this.argon2id = argon2id;
    this.parameters = parameters;
    this.random = random;
    this.keys = keys;
    this.seal = new TagSeal(keys, random);
    this.guessTags = new GuessTags(keys.guessTagKey());
  }

  /**
   * Hashes a PIN with a fresh random salt and the current parameters.
   *
   * @return the caller erases it
   */
  public HashedPin hash(Pin pin) {
    byte[] salt = new byte[Argon2Parameters.SALT_BYTES];
    random.nextBytes(salt);
    return hash(pin, salt, parameters);
  }

  /**
   * Hashes a PIN with the salt of another hash of the same subscriber and the current parameters.
   * When all hashes of a subscriber have one salt, {@link #isAmong} needs no further hash. The
   * stored forms differ all the same, because each has a fresh nonce. The price: an attacker with
   * the table and the key tries a guess on all PINs of one subscriber at once.
   *
   * @param sameSalt of the same subscriber; it need not be readable, only its salt is taken
   * @return the caller erases it
   */
  public HashedPin hash(Pin pin, PinHash sameSalt) {
    return hash(pin, sameSalt.salt(), parameters);
  }

  private HashedPin hash(Pin pin, byte[] salt, Argon2Parameters cost) {
    return new HashedPin(cost, salt, tag(pin, salt, cost), seal);
  }

  /**
   * Compares in constant time. Costs one hash in every case: when the seal does not open, a hash at
   * the current parameters replaces the comparison. The parameters of a row are used only after its
   * seal was opened.
   *
   * @param candidate what was typed
   * @param stored the row
   * @param binding the place where the row was found
   * @throws UnreadablePinHash when the wrap key is missing or unusable, or the row was not sealed
   *     for this place; nothing is known about the PIN then
   * @throws HashingUnavailable when the provider fails or the key of guess tags cannot be used
   */
  public PinComparison compare(Pin candidate, PinHash stored, PinBinding binding) {
    try {
      return seal.open(
          stored, binding, expected -> compareTags(candidate, stored, binding, expected));
    } catch (UnreadablePinHash e) {
      pretendToCompare(candidate);
      throw e;
    }
  }

  private PinComparison compareTags(
      Pin candidate, PinHash stored, PinBinding binding, byte[] expected) {
    byte[] actual = tag(candidate, stored.salt(), stored.parameters());
    try {
      return new PinComparison(
          MessageDigest.isEqual(expected, actual), guessTags.tag(binding, actual));
    } finally {
      Arrays.fill(actual, (byte) 0);
    }
  }

  /**
   * Costs one hash at the current parameters, as {@link #compare} does, and throws it away. It is
   * for a claimant without a genuine badge. The microseconds that a seal takes are not imitated.
   */
  public void pretendToCompare(Pin candidate) {
    hash(candidate).erase();
  }

  /**
   * Whether a stored hash has the parameters and the wrap key of new hashes. If not, it should be
   * made again when the right PIN is next typed. Does not check the seal.
   */
  public boolean isCurrent(PinHash stored) {
    return stored.parameters().equals(parameters) && stored.keyId().equals(keys.activeKeyId());
  }

  /**
   * Whether a PIN is one of the remembered ones. Each comparison takes constant time, and all are
   * made, so that the duration does not show which one it was. A remembered PIN that cannot be read
   * is passed over.
   *
   * <p>Costs one hash for each pair of salt and parameters that differs from the pair of {@code
   * fresh}: none when all were made by {@link #hash(Pin, PinHash)} at the current parameters.
   *
   * @param pin the new PIN
   * @param fresh the hash of the same PIN, not erased; the caller erases it
   * @param remembered any number, all of one subscriber, in any order
   */
  public boolean isAmong(Pin pin, HashedPin fresh, List<RememberedPin> remembered) {
    List<HashedPin> hashes = new ArrayList<>(List.of(fresh));
    try {
      boolean among = false;
      for (RememberedPin one : remembered) {
        among |= isSame(pin, hashes, one);
      }
      return among;
    } finally {
      hashes.subList(1, hashes.size()).forEach(HashedPin::erase);
    }
  }

  private boolean isSame(Pin pin, List<HashedPin> hashes, RememberedPin remembered) {
    PinHash hash = remembered.hash();
    try {
      return seal.open(
          hash,
          remembered.binding(),
          expected ->
              hashedLike(hash, pin, hashes)
                  .exposeTag(actual -> MessageDigest.isEqual(expected, actual)));
    } catch (UnreadablePinHash e) {
      return false;
    }
  }

  /** The hash with that salt and cost; it is made and added where the list does not have it. */
  private HashedPin hashedLike(PinHash remembered, Pin pin, List<HashedPin> hashes) {
    Optional<HashedPin> known =
        hashes.stream()
            .filter(hashed -> hashed.isWith(remembered.salt(), remembered.parameters()))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    HashedPin hashed = hash(pin, remembered.salt(), remembered.parameters());
    hashes.add(hashed);
    return hashed;
  }

  private byte[] tag(Pin pin, byte[] salt, Argon2Parameters cost) {
    byte[] tag = pin.expose(digits -> argon2id.tag(digits, salt, cost));
    if (tag.length != Argon2Parameters.TAG_BYTES) {
      throw new HashingUnavailable(argon2id.name() + " gave a tag of a wrong length");
    }
    return tag;
  }

  @Override
  public String toString() {
    return "PinHasher[hidden]";
  }
}
