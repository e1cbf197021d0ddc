package io.qrpin.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.InsideSecret;
import io.qrpin.hashing.PinFixtures;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {

  private static String digitsOf(Pin pin) {
    return pin.expose(digits -> new String(digits, StandardCharsets.US_ASCII));
  }

  @Test
  void aPinIsOneOrMoreAsciiDigits() {
    assertThat(Pin.of("0")).map(PinTest::digitsOf).contains("0");
    assertThat(Pin.of("0123456789")).map(PinTest::digitsOf).contains("0123456789");
  }

  @Test
  void leadingZeroesCount() {
    assertThat(Pin.of("0007").orElseThrow().lengthDigits()).isEqualTo(4);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        " ",
        "1234 ",
        " 1234",
        "12 34",
        "1234\n",
        "1234\u00a0",
        "+1234",
        "-1234",
        "12.4",
        "12a4",
        "/123",
        "123:",
        "\u0661\u0662\u0663\u0664", // Arabic-Indic
        "\uff11\uff12\uff13\uff14", // full-width
        "\u0967\u0968\u0969\u096a", // Devanagari
        "12\u00b24", // superscript two
        "\u01311234", // its low byte is the digit one
        "\ud835\udfcf\ud835\udfd0", // mathematical bold digits, outside the basic plane
        "1234\u0000"
      })
  void anythingElseIsNoPin(String text) {
    assertThat(Pin.of(text)).isEmpty();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "1234",
        " 1234",
        "12 34\r\n",
        "1\u00a02\u20033\u200b4",
        "\ufeff1234\u0000",
        "\uff11\uff12\uff13\uff14",
        "\u0661\u0662\u0663\u0664",
        "\ud835\udfcf234"
      })
  void blanksAreNotTypedDigitsAndDigitsOfEveryScriptAre(String text) {
    assertThat(Pin.typed(text)).map(PinTest::digitsOf).contains("1234");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {"", " ", "\n\t", "12a4", "-1234", "1.234", "\u00b2", "\ud835", "qrpin:v1|"})
  void textWithAnythingElseIsNotATypedPin(String text) {
    assertThat(Pin.typed(text)).isEmpty();
  }

  @Test
  void theLentCopyIsZeroedWhenTheUseReturns() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    PinFixtures.pin("1234")
        .<Void>expose(
            digits -> {
              lent.set(digits);
              assertThat(digits).isEqualTo(PinFixtures.ascii("1234"));
              return null;
            });
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void theLentCopyIsZeroedWhenTheUseThrows() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                PinFixtures.pin("1234")
                    .expose(
                        digits -> {
                          lent.set(digits);
                          throw new UnsupportedOperationException("the use fails");
                        }))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void whatTheUseDoesToItsCopyDoesNotReachThePin() {
    Pin pin = PinFixtures.pin("1234");
    pin.<Object>expose(digits -> digits[0] = '9');
    assertThat(digitsOf(pin)).isEqualTo("1234");
  }

  @Test
  void anErasedPinIsNotLent() {
    Pin pin = PinFixtures.pin("1234");
    pin.erase();
    assertThatIllegalStateException()
        .isThrownBy(() -> pin.expose(digits -> digits.length))
        .withMessage("the PIN was erased");
  }

  @Test
  void erasingOverwritesTheDigits() throws ReflectiveOperationException {
    Pin pin = PinFixtures.pin("1234");
    assertThat(InsideSecret.of(pin, "digits")).containsExactly('1', '2', '3', '4');
    pin.erase();
    assertThat(InsideSecret.of(pin, "digits")).containsOnly(0);
  }

  @Test
  void twoPinsOfTheSameDigitsAreNotEqual() {
    assertThat(PinFixtures.pin("1234")).isNotEqualTo(PinFixtures.pin("1234"));
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({
    "1234, 1234, true",
    "0, 0, true",
    "1234, 1235, false",
    "1234, 0234, false",
    "1234, 123, false",
    "123, 1234, false",
    "0123, 123, false",
    "1234, 4321, false"
  })
  void twoPinsAreTheSameWhenAllTheirDigitsAre(String one, String other, boolean same) {
    assertThat(PinFixtures.pin(one).isSameAs(PinFixtures.pin(other))).isEqualTo(same);
  }

  @Test
  void aPinIsTheSameAsItself() {
    Pin pin = PinFixtures.pin("1234");
    assertThat(pin.isSameAs(pin)).isTrue();
  }

  @Test
  void anErasedPinIsTheSameAsNone() {
    Pin erased = PinFixtures.pin("0000");
    erased.erase();
    Pin other = PinFixtures.pin("0000");
    assertThatIllegalStateException().isThrownBy(() -> erased.isSameAs(other));
    assertThatIllegalStateException().isThrownBy(() -> other.isSameAs(erased));
  }
}
