package io.qrpin.pin;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

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
  private final TagSeal seal;

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
    this.seal = new TagSeal(keys, random);
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
    return new HashedPin(parameters, salt, tag(pin, salt, parameters));
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
   * @return whether the PIN is right
   * @throws UnreadablePinHash when the wrap key is missing or unusable, or the row is not one that
   *     was bound to this place; nothing is known about the PIN then
   * @throws IllegalStateException when the PIN was erased or the provider fails
   */
  public boolean matches(Pin candidate, PinHash stored, PinBinding binding) {
    try {
      return seal.open(stored, binding, expected -> isTagOf(candidate, stored, expected));
    } catch (UnreadablePinHash e) {
      hash(candidate).erase();
      throw e;
    }
  }

  private boolean isTagOf(Pin candidate, PinHash stored, byte[] expected) {
    byte[] actual = tag(candidate, stored.salt(), stored.parameters());
    try {
      return MessageDigest.isEqual(expected, actual);
    } finally {
      Arrays.fill(actual, (byte) 0);
    }
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
