package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.pin.SeededRandom;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeTextTest {

  private static final String TAIL = "|" + BadgeFixtures.CODE_ID + "|" + BadgeFixtures.ZERO_TOKEN;

  /** Twenty zero bytes, and the check of them, by an independent implementation. */
  private static final String ZERO_NUMBER =
      "200000000000000000000000000000000000000000000000039821";

  @Test
  void aBadgeIsANumber() {
    assertThat(BadgeFixtures.textOf(BadgeFixtures.badge())).isEqualTo(ZERO_NUMBER);
    assertZeroNumber(ZERO_NUMBER);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "N\r",
        "N\t",
        " N ",
        "\ufeffN",
        "\u0002N\u0003",
        "]Q1N",
        "]Q3N\r",
        "\\000026N",
        "]Q2\\000026N",
        "NN",
        "N\rN\r",
        "]Q1N\r]Q1N\r]Q1N\r"
      })
  void whatScannersAddToANumberIsIgnored(String scanned) {
    assertZeroNumber(scanned.replace("N", ZERO_NUMBER));
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
        "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669",
        "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
        "\u0e50\u0e51\u0e52\u0e53\u0e54\u0e55\u0e56\u0e57\u0e58\u0e59",
        "\u0966\u0967\u0968\u0969\u096a\u096b\u096c\u096d\u096e\u096f"
      })
  void theDigitsOfANumberMayBeOfAnyScript(String digits) {
    assertZeroNumber(typed(ZERO_NUMBER, digits));
  }

  /** The characters of the keys 0 to 9, as a person reads them off the keyboards. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "French à&é\"'(-è_ç",
        "French,CapsLock À&É\"'(-È_Ç",
        "Belgian à&é\"'(§è!ç",
        "Belgian,CapsLock À&É\"'(§È!Ç",
        "Czech é+ěščřžýáí",
        "Czech,CapsLock É+ĚŠČŘŽÝÁÍ",
        "Slovak é+ľščťžýáí",
        "Slovak,CapsLock É+ĽŠČŤŽÝÁÍ",
        "Hungarian ö123456789",
        "Hungarian,CapsLock Ö123456789",
        "Lithuanian 0ąčęėįšųū9",
        "Lithuanian,CapsLock 0ĄČĘĖĮŠŲŪ9",
        "Lithuanian(X11) “ąčęėįšųū„",
        "Lithuanian(X11),CapsLock “ĄČĘĖĮŠŲŪ„",
        "Thai จๅ/-ภถุึคต",
        "Thai,CapsLock ๗+๑๒๓๔ู฿๕๖"
      })
  void aScannerWithUsKeysMayTypeOnAnotherKeyboard(String layout, String row) {
    assertZeroNumber(typed(ZERO_NUMBER, row));
    assertZeroNumber("]Q1" + typed(ZERO_NUMBER, row) + "\r");
    for (int i = 0; i < 100; i++) {
      QrToken token = QrToken.random(new SeededRandom(i));
      String number = BadgeFixtures.textOf(BadgeText.of(token));
      BadgeText read = BadgeText.parse(typed(number, row)).orElseThrow();
      assertThat(read.token().matches(token.digest())).isTrue();
    }
  }

  @Test
  void aNumberThatLostOrChangedADigitIsNoBadge() {
    for (int i = 0; i < ZERO_NUMBER.length(); i++) {
      StringBuilder lost = new StringBuilder(ZERO_NUMBER).deleteCharAt(i);
      assertThat(BadgeText.parse(lost.toString())).isEmpty();
      assertThat(BadgeText.parse(lost.insert(i, "99").toString())).isEmpty();
      for (char other = '0'; other <= '9'; other++) {
        StringBuilder changed = new StringBuilder(ZERO_NUMBER);
        changed.setCharAt(i, other);
        boolean isSame = changed.toString().equals(ZERO_NUMBER);
        assertThat(BadgeText.parse(changed.toString()).isPresent()).isEqualTo(isSame);
      }
    }
  }

  @Test
  void twoDifferentNumbersInOneScanAreNotRead() {
    String other = BadgeFixtures.textOf(BadgeText.of(QrToken.random(new SeededRandom(1))));
    assertThat(BadgeText.parse(ZERO_NUMBER + other)).isEmpty();
    assertThat(BadgeText.parse(ZERO_NUMBER + "\r" + other)).isEmpty();
  }

  @Test
  void aNumberClaimsNoCode() {
    assertThat(BadgeText.parse(ZERO_NUMBER).orElseThrow().codeId()).isEmpty();
  }

  private static void assertZeroNumber(String scanned) {
    BadgeText read = BadgeText.parse(scanned).orElseThrow();
    assertThat(read.token().matches(BadgeFixtures.zeroToken().digest())).isTrue();
    assertThat(read.codeId()).isEmpty();
  }

  private static void assertZeroBadgeOfTheFirstForm(BadgeText read) {
    assertThat(read.codeId()).contains(BadgeFixtures.CODE_ID);
    assertThat(read.token().matches(BadgeFixtures.zeroToken().digest())).isTrue();
  }

  private static String typed(String number, String row) {
    int[] keys = row.codePoints().toArray();
    return number
        .chars()
        .map(digit -> keys[digit - '0'])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "kim@example.com",
        "k",
        "|",
        "||a|",
        "a|b@example.com",
        "qrpin:v1|",
        "kim|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        " kim ",
        "kim\nlee",
        "m\u00fcller@example.com",
        "\u0438\u0432\u0430\u043d@\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",
        "\u5c71\u7530@\u4f8b\u3048.jp",
        "\ud83d\ude00@example.com",
        "\u0000"
      })
  void aBadgeOfTheFirstFormIsRead(String name) {
    assertZeroBadgeOfTheFirstForm(BadgeText.parse("qrpin:v1|" + name + TAIL).orElseThrow());
    assertThat(BadgeFixtures.firstForm(name)).isEqualTo("qrpin:v1|" + name + TAIL);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        "qrpin:v1",
        "qrpin:v1|",
        "qrpin:v1||",
        "qrpin:v1|||",
        "qrpin:v1|k||",
        // no name
        "qrpin:v1|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1||0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // no id, no secret
        "qrpin:v1|k|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|",
        // another version, another spelling of this one
        "qrpin:v2|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "QRPIN:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1/k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // ids that UUID.fromString would take, and one it would not
        "qrpin:v1|k|0198C0DE-0000-7000-8000-00000000ABCD|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|198c0de-0-7000-8000-abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|0198c0de000070008000000000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|{0198c0de-0000-7000-8000-00000000abcd}|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcg|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // a secret of another length or spelling, or something behind it
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA|",
        "qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd |AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        // no separator behind a name that lost none, other frames, two different badges
        "qrpin:v1|k0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "]Q7qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "]Q1]Q1qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "\\00026qrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "xqrpin:v1|k|0198c0de-0000-7000-8000-00000000abcd|AAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void anythingElseIsNoBadge(String scanned) {
    assertThat(BadgeText.parse(scanned)).isEmpty();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "B\r",
        "B\n",
        "B\r\n",
        "B\t",
        "B ",
        " B",
        "\ufeffB",
        "\u0000B",
        "\u0002B\u0003",
        "\u200bB\u200b",
        "\u00a0B",
        "]Q1B",
        "]Q3B\r",
        "]Q0B",
        "]Q6B",
        "\\000026B",
        "]Q2\\000026B",
        " ]Q1 B ",
        "BB",
        "B\rB\r",
        "]Q1B\r]Q1B\r]Q1B\r",
        "BBBBB"
      })
  void whatScannersAddIsIgnored(String scanned) {
    for (String name : new String[] {"kim@example.com", "kim|lee", "qrpin:v1|kim", "wei\u00df"}) {
      String badge = "qrpin:v1|" + name + TAIL;
      assertZeroBadgeOfTheFirstForm(BadgeText.parse(scanned.replace("B", badge)).orElseThrow());
    }
  }

  @Test
  void aScannerThatTakesTheSymbolForShiftJisSwallowsTheSeparatorAndGarblesOnlyTheName() {
    for (String name : new String[] {"wei\u00df", "pami\u0119\u015b"}) {
      byte[] utf8 = BadgeFixtures.firstForm(name).getBytes(StandardCharsets.UTF_8);
      String scanned = new String(utf8, Charset.forName("windows-31j"));
      assertThat(scanned).doesNotContain(TAIL);
      assertZeroBadgeOfTheFirstForm(BadgeText.parse(scanned).orElseThrow());
    }
  }

  @Test
  void twoBadgesInOneScanAreNotRead() {
    String lee = BadgeFixtures.firstForm("lee");
    Optional<BadgeText> read = BadgeText.parse("qrpin:v1|kim" + TAIL + lee);
    assertThat(read).isEmpty();
  }

  @Test
  void aNameThatIsNotUnicodeIsNotRead() {
    for (String name : new String[] {"\ud83d", "\ude00", "a\ude00\ud83d", "kim\ud83d"}) {
      assertThat(BadgeText.parse("qrpin:v1|" + name + TAIL)).isEmpty();
    }
  }

  @Test
  void aScannerThatTakesTheSymbolForLatin1GarblesOnlyTheName() {
    byte[] utf8 =
        BadgeFixtures.firstForm("\ud83d\ude00".repeat(113)).getBytes(StandardCharsets.UTF_8);
    assertZeroBadgeOfTheFirstForm(
        BadgeText.parse(new String(utf8, StandardCharsets.ISO_8859_1)).orElseThrow());
  }

  @Test
  void nothingLongerThan1024CharactersIsLookedAt() {
    String longest = "k".repeat(1_024 - "qrpin:v1|".length() - TAIL.length());
    assertThat(BadgeText.parse("qrpin:v1|" + longest + TAIL)).isPresent();
    assertThat(BadgeText.parse("qrpin:v1|k" + longest + TAIL)).isEmpty();
  }

  @Test
  void theLentTextIsZeroed() {
    AtomicReference<byte[]> lent = new AtomicReference<>();
    int length =
        BadgeFixtures.badge()
            .expose(
                utf8 -> {
                  lent.set(utf8);
                  return utf8.length;
                });
    assertThat(length).isEqualTo(54);
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void aBadgeWhoseTokenWasErasedIsNotLent() {
    BadgeText badge = BadgeFixtures.badge();
    badge.token().erase();
    assertThatIllegalStateException().isThrownBy(() -> badge.expose(utf8 -> utf8.length));
  }
}
