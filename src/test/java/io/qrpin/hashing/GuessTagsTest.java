package io.qrpin.hashing;

import static io.qrpin.hashing.PinFixtures.HERE;
import static io.qrpin.hashing.PinFixtures.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.hashing.PinFixtures.UnpluggableKey;
import java.security.InvalidKeyException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuessTagsTest {

  /** 0, 1, … 31. */
  private static byte[] output() {
    byte[] output = new byte[32];
    for (int i = 0; i < output.length; i++) {
      output[i] = (byte) i;
    }
    return output;
  }

  private static GuessTags tags(WrapKeys keys) {
    return new GuessTags(keys.guessTagKey());
  }

  private static WrapKeys keysWithOwn(SecretKey guessTagKey, int active) {
    return WrapKeys.of(
        "k1", Map.of("k1", PinFixtures.key(active), WrapKeys.GUESS_TAGS, guessTagKey));
  }

  /** The key by OpenSSL 3.0 ({@code openssl kdf HKDF}), the tag by Python's {@code hmac}. */
  @Test
  void aTagUnderADerivedKeyIsWhatOtherImplementationsCompute() {
    assertThat(tags(keys(1)).tag(HERE, output()))
        .isEqualTo(HexFormat.of().parseHex("8e597c009670c2d947eee75460fcf21a"));
  }

  /** By Python's {@code hmac}. */
  @Test
  void aTagUnderAKeyOfItsOwnIsWhatOtherImplementationsCompute() {
    assertThat(tags(keysWithOwn(PinFixtures.guessTagKey(9), 1)).tag(HERE, output()))
        .isEqualTo(HexFormat.of().parseHex("fb1354dc6bccd1421b26593a15eee52e"));
  }

  @Test
  void aKeyOfItsOwnOutlivesAChangeOfTheActiveWrapKey() {
    SecretKey own = PinFixtures.guessTagKey(9);
    assertThat(tags(keysWithOwn(own, 1)).tag(HERE, output()))
        .isEqualTo(tags(keysWithOwn(own, 2)).tag(HERE, output()));
  }

  @Test
  void theSameGuessInTheSamePlaceHasTheSameTagOnEveryNode() {
    GuessTags node = tags(keys(1));
    byte[] tag = node.tag(HERE, output());
    assertThat(node.tag(HERE, output())).isEqualTo(tag);
    assertThat(tags(keys(1, 2)).tag(HERE, output())).isEqualTo(tag);
  }

  @Test
  void anotherGuessHasAnotherTag() {
    GuessTags tags = tags(keys(1));
    byte[] other = output();
    other[31] ^= 1;
    assertThat(tags.tag(HERE, other)).isNotEqualTo(tags.tag(HERE, output()));
  }

  @ParameterizedTest
  @MethodSource("io.qrpin.hashing.PinHasherTest#otherPlaces")
  void theSameGuessInAnotherPlaceHasAnotherTag(PinBinding elsewhere) {
    GuessTags tags = tags(keys(1));
    assertThat(tags.tag(elsewhere, output())).isNotEqualTo(tags.tag(HERE, output()));
  }

  @Test
  void underAnotherActiveKeyTheSameGuessHasAnotherTag() {
    assertThat(tags(keys(2, 1)).tag(HERE, output()))
        .isNotEqualTo(tags(keys(1, 2)).tag(HERE, output()));
  }

  @Test
  void theGuessIsLeftAsItWas() {
    byte[] guess = output();
    tags(keys(1)).tag(HERE, guess);
    assertThat(guess).isEqualTo(output());
  }

  @Test
  void theWrapKeyIsNeededWhenTheKeysAreReadAndNotAtAGuess() {
    UnpluggableKey key = new UnpluggableKey(PinFixtures.key(1));
    GuessTags tags = tags(WrapKeys.of("k1", Map.of("k1", key)));
    assertThat(key.asked).as("by the check of its length, and by the derivation").isEqualTo(2);
    key.unplugged = true;
    assertThat(tags.tag(HERE, output())).isEqualTo(tags(keys(1)).tag(HERE, output()));
    assertThat(key.asked).isEqualTo(2);
  }

  @Test
  void aKeyThatCouldNotBeUsedIsTriedAgain() {
    UnpluggableKey key = new UnpluggableKey(PinFixtures.guessTagKey(9));
    GuessTags tags = tags(keysWithOwn(key, 1));
    key.unplugged = true;
    assertThatExceptionOfType(HashingUnavailable.class)
        .isThrownBy(() -> tags.tag(HERE, output()))
        .withMessage("the key of guess tags cannot be used")
        .withCauseInstanceOf(InvalidKeyException.class);
    key.unplugged = false;
    assertThat(tags.tag(HERE, output()))
        .isEqualTo(HexFormat.of().parseHex("fb1354dc6bccd1421b26593a15eee52e"));
  }
}
