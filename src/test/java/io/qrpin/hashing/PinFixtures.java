package io.qrpin.hashing;

import io.qrpin.pin.Pin;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Cheap parameters, known keys, and a provider that remembers, for the tests. */
public final class PinFixtures {

  static final Argon2Parameters CHEAP = new Argon2Parameters(64, 1);
  static final PinBinding HERE = new PinBinding("worker-1", "pin-1", 3);

  private PinFixtures() {}

  public static Pin pin(String digits) {
    return Pin.of(digits).orElseThrow();
  }

  /** An AES-256 key of 32 equal bytes. */
  static SecretKey key(int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return new SecretKeySpec(bytes, "AES");
  }

  /** The keys k1, k2, … as far as there are fills; the first is active. */
  public static WrapKeys keys(int... fills) {
    Map<String, SecretKey> keys = new HashMap<>();
    for (int fill : fills) {
      keys.put("k" + fill, key(fill));
    }
    return WrapKeys.of("k" + fills[0], keys);
  }

  public static PinHasher hasher(WrapKeys keys) {
    return new PinHasher(new BouncyArgon2id(1), CHEAP, keys, new SecureRandom());
  }

  static PinHasher hasher() {
    return hasher(keys(1));
  }

  /** A hash that cannot be sealed, because the wrap key is not usable here. */
  public static HashedPin unsealable(Pin pin) {
    return hasherWithoutUsableKey().hash(pin);
  }

  /** It hashes and cannot seal. */
  public static PinHasher hasherWithoutUsableKey() {
    Map<String, SecretKey> keys = Map.of("k1", new TokenKey(), "guess-tags", guessTagKey(9));
    return hasher(WrapKeys.of("k1", keys));
  }

  /** A hasher for tests of other packages: one pass, the key k1, and a listener. */
  public static PinHasher hasher(int memoryKib, Consumer<byte[]> beforeEachHash) {
    return hasher(memoryKib, beforeEachHash, tag -> {});
  }

  /**
   * The same with two listeners.
   *
   * @param before gets the digits, in ASCII, before they are hashed; may throw
   * @param after gets the array that the hasher works with
   */
  public static PinHasher hasher(int memoryKib, Consumer<byte[]> before, Consumer<byte[]> after) {
    Argon2id real = new BouncyArgon2id(1);
    Argon2id listening =
        new Argon2id() {
          @Override
          public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
            before.accept(secret);
            byte[] tag = real.tag(secret, salt, parameters);
            after.accept(tag);
            return tag;
          }

          @Override
          public String name() {
            return "listening";
          }
        };
    Argon2Parameters cost = new Argon2Parameters(memoryKib, 1);
    return new PinHasher(listening, cost, keys(1), new SecureRandom());
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Passes everything to Bouncy Castle and remembers it. */
  static final class RememberingArgon2id implements Argon2id {

    final List<byte[]> secrets = Collections.synchronizedList(new ArrayList<>());
    final List<byte[]> tags = Collections.synchronizedList(new ArrayList<>());
    final List<Argon2Parameters> costs = Collections.synchronizedList(new ArrayList<>());
    private final Argon2id real = new BouncyArgon2id(1);

    @Override
    public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
      byte[] tag = real.tag(secret, salt, parameters);
      secrets.add(secret);
      tags.add(tag);
      costs.add(parameters);
      return tag;
    }

    @Override
    public String name() {
      return "remembering";
    }
  }

  /** Gives 1, 1, 1, … at the first call, 2, 2, 2, … at the second, and so on. */
  static final class CountingRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private int calls;

    @Override
    public void nextBytes(byte[] bytes) {
      calls++;
      Arrays.fill(bytes, (byte) calls);
    }
  }

  /** A key of guess tags, of 32 equal bytes. */
  static SecretKey guessTagKey(int fill) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) fill);
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** A key that can be used as long as its token is plugged in. */
  static final class UnpluggableKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    private final SecretKey key;
    int asked;
    boolean unplugged;

    UnpluggableKey(SecretKey key) {
      this.key = key;
    }

    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      asked++;
      return unplugged ? null : key.getEncoded();
    }
  }

  /** A key that stays in its token. It shows no bytes, and no software cipher can use it. */
  static final class TokenKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }
}
