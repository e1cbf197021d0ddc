package io.qrpin.hashing;

import io.qrpin.pin.Pin;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes PINs and compares them with what is stored.
 *
 * <p>Setting a PIN has two steps. {@link #hash} is expensive (tens of milliseconds, megabytes) and
 * is done before any connection or lock is held; {@link #bind} is cheap and is done inside the
 * transaction, where the generation is known.
 *
 * <p>Thread safety: safe. How many hashes run at once is for the caller to limit.
 */
public final class PinHasher {

  private final Argon2id argon2id;
  private final Argon2Parameters parameters;
  private final SecureRandom random;
  private final WrapKeys keys;
  private final TagSeal seal;
  private final GuessTags guessTags;

  /**
   * A hasher.
   *
   * @param argon2id the provider, see {@link Argon2Providers}
   * @param parameters the cost of new hashes; stored ones are compared at their own
   * @param keys what new hashes are wrapped with and stored ones are opened with
   * @param random source of salts and nonces
   */
  public PinHasher(
      Argon2id argon2id, Argon2Parameters parameters, WrapKeys keys, SecureRandom random) {
    this.argon2id = argon2id;
    this.parameters = parameters;
    this.random = random;
    this.keys = keys;
    this.seal = new TagSeal(keys, random);
    this.guessTags = new GuessTags(keys);
  }

  /**
   * The expensive step: hashes a PIN with a fresh random salt and the current parameters.
   *
   * @return to be bound, then erased
   * @throws IllegalStateException when the PIN was erased or the provider fails
   */
  public HashedPin hash(Pin pin) {
    byte[] salt = new byte[Argon2Parameters.SALT_BYTES];
    random.nextBytes(salt);
    return hash(pin, salt, parameters);
  }

  /**
   * The expensive step for a subscriber of whom an older hash is known: hashes a PIN with the salt
   * of that one and the current parameters. All hashes of one subscriber so have one salt, and
   * {@link #isAmong} compares a new PIN with every remembered one for no further hash.
   *
   * <p>In the table they look different all the same: each seal has a fresh nonce. The price is
   * that whoever has the table and the key tries a guess at all PINs of one subscriber at once.
   *
   * @param remembered of the same subscriber; need not open, only its salt is taken
   * @return to be bound, then erased
   * @throws IllegalStateException when the PIN was erased or the provider fails
   */
  public HashedPin hash(Pin pin, PinHash remembered) {
    return hash(pin, remembered.salt(), parameters);
  }

  private HashedPin hash(Pin pin, byte[] salt, Argon2Parameters cost) {
    return new HashedPin(cost, salt, tag(pin, salt, cost));
  }

  /**
   * The cheap step: wraps with the active key, for one place only. May be called again for another
   * one, as when the transaction is repeated.
   *
   * @throws IllegalStateException when the hashed PIN was erased or the active key cannot be used
   */
  public PinHash bind(HashedPin hashed, PinBinding binding) {
    return seal.close(hashed, binding);
  }

  /**
   * Compares, in constant time. Costs one hash in every case.
   *
   * <p>The seal is opened first, so that parameters which nobody has vouched for are never spent;
   * where it does not open, a hash at the current parameters takes the place of the comparison.
   *
   * @param candidate what was typed
   * @param stored the row
   * @param binding where the row was found
   * @return whether the PIN is right, and the tag of the guess
   * @throws UnreadablePinHash when the wrap key is missing or unusable, or the row is not one that
   *     was bound to this place; nothing is known about the PIN then
   * @throws IllegalStateException when the PIN was erased, the provider fails or the row opens but
   *     the active wrap key, which guess tags come from, cannot be used
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
   * The decoy, for a claimant of whom there is nothing to compare with: one hash at the current
   * parameters, thrown away, so that it costs what {@link #compare} does. (Only the hash; the
   * microseconds of the seal, or what a PKCS#11 token takes for it, are not imitated.)
   *
   * @throws IllegalStateException when the PIN was erased or the provider fails
   */
  public void pretendToCompare(Pin candidate) {
    hash(candidate).erase();
  }

  /**
   * Whether a stored hash has the parameters and the wrap key that new ones get; else it is to be
   * made anew when the right PIN is next at hand. Says nothing about whether it is genuine.
   */
  public boolean isCurrent(PinHash stored) {
    return stored.parameters().equals(parameters) && stored.keyId().equals(keys.activeKeyId());
  }

  /**
   * Whether a PIN is one of the remembered ones. Each is compared in constant time, and all are
   * compared, so that the duration does not tell which one it was.
   *
   * <p>Costs one hash for each pair of salt and parameters among the remembered ones that is not
   * the pair of {@code fresh}: none where all were made by {@link #hash(Pin, PinHash)} at the
   * current parameters. Parameters of a row are spent only after its seal was opened.
   *
   * @param pin the new PIN
   * @param fresh the hash of the same PIN, not erased; stays the caller's
   * @param remembered any number, all of one subscriber, in any order
   * @throws UnreadablePinHash as {@link #compare}, when one of them does not open; nothing is known
   *     about the others then
   * @throws IllegalStateException when the PIN or its hash was erased or the provider fails
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
    return seal.open(
        remembered.hash(),
        remembered.binding(),
        expected ->
            hashedLike(remembered.hash(), pin, hashes)
                .exposeTag(actual -> MessageDigest.isEqual(expected, actual)));
  }

  /** The hash of that salt and cost; made and put on the list where it is not yet there. */
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
      throw new IllegalStateException(argon2id.name() + " gave a tag of a wrong length");
    }
    return tag;
  }

  @Override
  public String toString() {
    return "PinHasher[hidden]";
  }
}
