package io.qrpin.hashing;

import static io.qrpin.hashing.PinFixtures.HERE;
import static io.qrpin.hashing.PinFixtures.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

  /**
   * The key by OpenSSL 3.0 ({@code enc -aes-256-ecb -nopad} over the two blocks), the tag by
   * Python's {@code hmac}.
   */
  @Test
  void aTagIsWhatOtherImplementationsCompute() {
    assertThat(new GuessTags(keys(1)).tag(HERE, output()))
        .isEqualTo(HexFormat.of().parseHex("8dc77c7b9dec389fb7fc0f537149b1a3"));
  }

  @Test
  void theSameGuessInTheSamePlaceHasTheSameTagOnEveryNode() {
    GuessTags node = new GuessTags(keys(1));
    byte[] tag = node.tag(HERE, output());
    assertThat(node.tag(HERE, output())).isEqualTo(tag);
    assertThat(new GuessTags(keys(1, 2)).tag(HERE, output())).isEqualTo(tag);
  }

  @Test
  void anotherGuessHasAnotherTag() {
    GuessTags tags = new GuessTags(keys(1));
    byte[] other = output();
    other[31] ^= 1;
    assertThat(tags.tag(HERE, other)).isNotEqualTo(tags.tag(HERE, output()));
  }

  @ParameterizedTest
  @MethodSource("io.qrpin.hashing.PinHasherTest#otherPlaces")
  void theSameGuessInAnotherPlaceHasAnotherTag(PinBinding elsewhere) {
    GuessTags tags = new GuessTags(keys(1));
    assertThat(tags.tag(elsewhere, output())).isNotEqualTo(tags.tag(HERE, output()));
  }

  @Test
  void underAnotherActiveKeyTheSameGuessHasAnotherTag() {
    assertThat(new GuessTags(keys(2, 1)).tag(HERE, output()))
        .isNotEqualTo(new GuessTags(keys(1, 2)).tag(HERE, output()));
  }

  @Test
  void theGuessIsLeftAsItWas() {
    byte[] guess = output();
    new GuessTags(keys(1)).tag(HERE, guess);
    assertThat(guess).isEqualTo(output());
  }

  @Test
  void theWrapKeyIsNeededOnceAndNotBeforeTheFirstGuess() {
    UnpluggableKey key = new UnpluggableKey();
    GuessTags tags = new GuessTags(WrapKeys.of("k1", Map.of("k1", key)));
    int before = key.asked;
    byte[] tag = tags.tag(HERE, output());
    assertThat(before).as("asked by the check of its length alone").isEqualTo(1);
    key.unplugged = true;
    assertThat(tags.tag(HERE, output())).isEqualTo(tag);
  }

  @Test
  void aWrapKeyThatCouldNotBeUsedIsTriedAgain() {
    UnpluggableKey key = new UnpluggableKey();
    GuessTags tags = new GuessTags(WrapKeys.of("k1", Map.of("k1", key)));
    key.unplugged = true;
    assertThatIllegalStateException()
        .isThrownBy(() -> tags.tag(HERE, output()))
        .withMessage("the active wrap key cannot be used to derive the key of guess tags")
        .withCauseInstanceOf(InvalidKeyException.class);
    key.unplugged = false;
    assertThat(tags.tag(HERE, output())).isEqualTo(new GuessTags(keys(1)).tag(HERE, output()));
  }

  /** A key that can be used as long as its token is plugged in. */
  private static final class UnpluggableKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    private int asked;
    private boolean unplugged;

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public byte[] getEncoded() {
      asked++;
      return unplugged ? null : PinFixtures.key(1).getEncoded();
    }
  }
}
