package io.qrpin.hashing;

import io.qrpin.SecretBytes;
import io.qrpin.pin.Pin;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Hashes PINs and compares them with stored ones.
 *
 * <p>Setting a PIN has two steps. {@link #hash} is expensive (tens of milliseconds, megabytes) and
 * is done before any connection or lock is held. {@link HashedPin#sealFor} is cheap and is done
 * inside the transaction, where the generation is known.
 *
 * <p>The caller takes one of the {@link HashingPermits} first. All methods that hash throw {@link
 * HashingUnavailable} when the provider fails, and {@link IllegalStateException} when the PIN was
 * erased. Thread safe.
 */
public final class PinHasher {

  private static final byte[] NO_TAG = {};

  private final Argon2id argon2id;
  private final Argon2Parameters parameters;
  private final SecureRandom random;
  private final WrapKeys keys;
  private final TagSeal seal;
  private final GuessTags guessTags;

  /**
   * A hasher.
   *
   * @param parameters the cost of new hashes; a stored hash is compared at its own cost
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

  /** Hashes a PIN with a fresh salt at the current cost. The caller erases the result. */
  public HashedPin hash(Pin pin) {
    byte[] salt = new byte[Argon2Parameters.SALT_BYTES];
    random.nextBytes(salt);
    return hash(pin, salt, parameters);
  }

  /**
   * Hashes a PIN with the salt of an earlier one, so that {@link #isAmong} needs no further hash.
   * The price: an attacker with the table and the key tries a guess on all PINs of one subscriber
   * at once.
   *
   * @param sameSalt of the same subscriber; it need not open
   */
  public HashedPin hash(Pin pin, PinHash sameSalt) {
    return hash(pin, sameSalt.salt(), parameters);
  }

  /**
   * The hash inside a stored one, to be sealed anew for another format or wrap key. It costs no
   * hash, and the cost of the stored hash stays. The caller erases it.
   *
   * @throws UnreadablePinHash when the wrap key is missing or unusable, or the row was not sealed
   *     for this place and these terms
   */
  public HashedPin unsealed(PinHash stored, PinBinding binding, PinTerms terms) {
    return seal.open(stored, binding, terms, tag -> hashed(stored, tag));
  }

  /** The same for an entry of the history. */
  public HashedPin unsealed(RememberedPin remembered) {
    PinHash stored = remembered.hash;
    return seal.openFromHistory(stored, remembered.binding, tag -> hashed(stored, tag));
  }

  private HashedPin hashed(PinHash stored, byte[] tag) {
    return new HashedPin(stored.parameters(), stored.salt(), tag.clone(), seal);
  }

  private HashedPin hash(Pin pin, byte[] salt, Argon2Parameters cost) {
    return new HashedPin(cost, salt, tag(pin, salt, cost), seal);
  }

  /**
   * Compares in constant time. Costs one hash in every case: when the seal does not open, a hash at
   * the current cost replaces the comparison. The cost of a row is used only after its seal was
   * opened.
   *
   * @param binding the place where the row was found
   * @param terms those in the row
   * @throws UnreadablePinHash when the wrap key is missing or unusable, or the row was not sealed
   *     for this place and these terms; nothing is known about the PIN then
   * @throws HashingUnavailable when the provider fails or the key of guess tags cannot be used
   */
  public PinComparison compare(Pin candidate, PinHash stored, PinBinding binding, PinTerms terms) {
    try {
      return seal.open(
          stored, binding, terms, expected -> compareTags(candidate, stored, binding, expected));
    } catch (UnreadablePinHash e) {
      pretendToCompare(candidate);
      throw e;
    }
  }

  private PinComparison compareTags(
      Pin candidate, PinHash stored, PinBinding binding, byte[] expected) {
    return SecretBytes.lend(
        tag(candidate, stored.salt(), stored.parameters()),
        actual ->
            new PinComparison(
                MessageDigest.isEqual(expected, actual), guessTags.tag(binding, actual)));
  }

  /** The result of a comparison. Immutable. */
  public static final class PinComparison {
    private final boolean matches;
    private final byte[] guessTag;

    PinComparison(boolean matches, byte[] guessTag) {
      this.matches = matches;
      this.guessTag = guessTag;
    }

    /** Whether the PIN was right. */
    public boolean matches() {
      return matches;
    }

    /**
     * A copy of the guess tag: 16 bytes, equal only for the same guess at the same stored hash in
     * the same place. It may be stored, because it reveals nothing without the key of guess tags.
     */
    public byte[] guessTag() {
      return guessTag.clone();
    }

    @Override
    public String toString() {
      return "PinComparison[hidden]";
    }
  }

  /**
   * Compares with no stored PIN: it never matches, costs one hash at the current cost, and gives
   * the same guess tag for the same PIN in the same place. The salt is the tag of the place itself,
   * because there is no stored one.
   *
   * @param place of the PIN that does not exist
   * @throws HashingUnavailable when the provider fails or the key of guess tags cannot be used
   */
  public PinComparison compareWithNone(Pin candidate, PinBinding place) {
    byte[] salt = guessTags.tag(place, NO_TAG);
    return SecretBytes.lend(
        tag(candidate, salt, parameters),
        actual -> new PinComparison(false, guessTags.tag(place, actual)));
  }

  /**
   * Costs one hash at the current cost, for a claimant without a genuine badge. The microseconds of
   * opening a seal are not imitated.
   */
  public void pretendToCompare(Pin candidate) {
    hash(candidate).erase();
  }

  /**
   * Whether a stored hash has the format, the cost and the wrap key of new hashes. If not, it
   * should be made again when the right PIN is next typed. Does not check the seal.
   */
  public boolean isCurrent(PinHash stored) {
    return stored.coversTerms()
        && hasCurrentCost(stored)
        && stored.keyId().equals(keys.activeKeyId());
  }

  /** Whether a stored hash has the cost of new ones. */
  public boolean hasCurrentCost(PinHash stored) {
    return stored.parameters().equals(parameters);
  }

  /** An earlier PIN of a subscriber, and the place of its row when it was sealed. Immutable. */
  public static final class RememberedPin {
    private final PinHash hash;
    private final PinBinding binding;

    public RememberedPin(PinHash hash, PinBinding binding) {
      this.hash = hash;
      this.binding = binding;
    }

    PinHash hash() {
      return hash;
    }

    @Override
    public String toString() {
      return "RememberedPin[hidden]";
    }
  }

  /**
   * Whether a PIN is one of the remembered ones. All are compared in constant time, so that the
   * duration does not show which one it was. A remembered PIN that cannot be read is passed over.
   *
   * <p>Costs one hash for each pair of salt and cost that differs from the pair of {@code fresh}:
   * none when all were made by {@link #hash(Pin, PinHash)} at the current cost.
   *
   * @param fresh the hash of {@code pin}, not erased; the caller erases it
   * @param remembered any number, all of one subscriber
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
    PinHash hash = remembered.hash;
    try {
      return seal.openFromHistory(
          hash,
          remembered.binding,
          expected ->
              hashedLike(hash, pin, hashes)
                  .exposeTag(actual -> MessageDigest.isEqual(expected, actual)));
    } catch (UnreadablePinHash e) {
      return false;
    }
  }

  /** The hash with that salt and cost; it is made and added where the list does not have it. */
  private HashedPin hashedLike(PinHash remembered, Pin pin, List<HashedPin> hashes) {
    for (HashedPin hashed : hashes) {
      if (hashed.isWith(remembered.salt(), remembered.parameters())) {
        return hashed;
      }
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
