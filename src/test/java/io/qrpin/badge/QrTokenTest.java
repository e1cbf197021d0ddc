package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.InsideSecret;
import io.qrpin.pin.SeededRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrTokenTest {

  /** SHA-256 of twenty zero bytes, by coreutils. */
  private static final String ZERO_DIGEST =
      "de47c9b27eb8d300dbb5f2c353e632c393262cf06340c4fa7f1b40c4cbd36f90";

  private static byte[] zeroDigest() {
    return HexFormat.of().parseHex(ZERO_DIGEST);
  }

  @Test
  void aNewTokenIs160BitsOfTheGivenChance() {
    byte[] drawn = new byte[20];
    new Random(1).nextBytes(drawn);
    assertThat(BadgeFixtures.textOf(QrToken.random(new SeededRandom(1))))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(drawn));
  }

  @Test
  void everyTokenReadsBackAsItself() {
    SeededRandom random = new SeededRandom(2);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      QrToken token = QrToken.random(random);
      String text = BadgeFixtures.textOf(token);
      QrToken read = QrToken.of(text).orElseThrow();
      assertThat(text).hasSize(27);
      assertThat(BadgeFixtures.textOf(read)).isEqualTo(text);
      assertThat(read.matches(token.digest())).isTrue();
      texts.add(text);
    }
    assertThat(texts).hasSize(1_000);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAAAAAAA", // 26
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", // 28
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", // padded
        "AAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAB", // the last two bits are not zero
        "AAAAAAAAAAAAAAAAAAAAAAAAAAC",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAD",
        "AAAAAAAAAAAAAAAAAAAAAAAAAA_",
        "AAAAAAAAAAAAA+AAAAAAAAAAAAA", // the other alphabet
        "AAAAAAAAAAAAA/AAAAAAAAAAAAA",
        "AAAAAAAAAAAAA|AAAAAAAAAAAAA",
        "AAAAAAAAAAAAA AAAAAAAAAAAAA",
        " AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "AAAAAAAAAAAAA\u0000AAAAAAAAAAAAA",
        "\u0141AAAAAAAAAAAAAAAAAAAAAAAAAA", // its low byte is an A
        "\uff21AAAAAAAAAAAAAAAAAAAAAAAAAA" // full-width
      })
  void anythingElseIsNoToken(String text) {
    assertThat(QrToken.of(text)).isEmpty();
  }

  @Test
  void whatIsStoredIsTheSha256OfTheBytes() {
    assertThat(BadgeFixtures.zeroToken().digest()).isEqualTo(zeroDigest());
  }

  @Test
  void aTokenMatchesItsOwnDigestOnly() {
    QrToken token = BadgeFixtures.zeroToken();
    assertThat(token.matches(zeroDigest())).isTrue();
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = zeroDigest();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(token.matches(other)).isFalse();
    }
  }

  @Test
  void aDigestOfAnotherLengthNeverMatches() {
    QrToken token = BadgeFixtures.zeroToken();
    assertThat(token.matches(new byte[0])).isFalse();
    assertThat(token.matches(Arrays.copyOf(zeroDigest(), 31))).isFalse();
    assertThat(token.matches(Arrays.copyOf(zeroDigest(), 33))).isFalse();
  }

  @Test
  void theLentCopyIsZeroedWhenTheUseReturns() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    int length =
        BadgeFixtures.zeroToken()
            .expose(
                ascii -> {
                  lent.set(ascii);
                  return ascii.length;
                });
    assertThat(length).isEqualTo(27);
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void theLentCopyIsZeroedWhenTheUseThrows() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                BadgeFixtures.zeroToken()
                    .expose(
                        ascii -> {
                          lent.set(ascii);
                          throw new UnsupportedOperationException("the use fails");
                        }))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void anErasedTokenIsOfNoUse() {
    for (Consumer<QrToken> use :
        Set.<Consumer<QrToken>>of(
            QrToken::digest,
            token -> token.matches(zeroDigest()),
            token -> token.expose(ascii -> ascii.length))) {
      QrToken token = BadgeFixtures.zeroToken();
      token.erase();
      assertThatIllegalStateException()
          .isThrownBy(() -> use.accept(token))
          .withMessage("the token was erased");
    }
  }

  @Test
  void erasingOverwritesTheSecret() throws ReflectiveOperationException {
    QrToken token = QrToken.random(new SeededRandom(3));
    token.erase();
    assertThat(InsideSecret.of(token, "secret")).hasSize(20).containsOnly(0);
  }

  @Test
  void twoTokensOfTheSameSecretAreNotEqual() {
    assertThat(BadgeFixtures.zeroToken()).isNotEqualTo(BadgeFixtures.zeroToken());
  }
}
