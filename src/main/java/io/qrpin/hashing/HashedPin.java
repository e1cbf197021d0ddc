package io.qrpin.hashing;

import io.qrpin.SecretBytes;
import java.util.Arrays;
import java.util.function.Function;

/** A PIN that was hashed and is not yet sealed. It lives in memory only. Thread safe. */
public final class HashedPin {

  private final Argon2Parameters parameters;
  private final byte[] salt;
  private final SecretBytes tag;
  private final TagSeal seal;

  HashedPin(Argon2Parameters parameters, byte[] salt, byte[] tag, TagSeal seal) {
    this.parameters = parameters;
    this.salt = salt;
    this.tag = SecretBytes.of(tag, "hashed PIN");
    this.seal = seal;
  }

  /**
   * Encrypts the hash under the active wrap key, for one place and its terms only. This is cheap.
   * It may be done again, with a fresh nonce.
   *
   * @throws HashingUnavailable when the active wrap key cannot be used
   * @throws IllegalStateException when this was erased
   */
  public PinHash sealFor(PinBinding binding, PinTerms terms) {
    return seal.close(this, binding, terms);
  }

  /**
   * Encrypts the hash as an entry of the history. It is never a current PIN again, wherever it is
   * put.
   *
   * @param binding the place of the PIN while it was the current one
   * @throws HashingUnavailable when the active wrap key cannot be used
   * @throws IllegalStateException when this was erased
   */
  public PinHash sealForHistory(PinBinding binding) {
    return seal.closeForHistory(this, binding);
  }

  Argon2Parameters parameters() {
    return parameters;
  }

  /** Not a copy; nobody changes it. */
  byte[] salt() {
    return salt;
  }

  boolean isWith(byte[] otherSalt, Argon2Parameters otherParameters) {
    return Arrays.equals(salt, otherSalt) && parameters.equals(otherParameters);
  }

  <R> R exposeTag(Function<byte[], R> use) {
    return tag.expose(use);
  }

  /** Overwrites the hash. Call it after the last use. */
  public void erase() {
    tag.erase();
  }

  @Override
  public String toString() {
    return "HashedPin[hidden]";
  }
}
