package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadgeTextTest {

  private static final String TAIL = "|" + BadgeFixtures.CODE_ID + "|" + BadgeFixtures.ZERO_TOKEN;

  @Test
  void aBadgeSaysVersionNameCodeAndSecret() {
    assertThat(BadgeFixtures.textOf(BadgeFixtures.badge("kim@example.com")))
        .isEqualTo(
            "qrpin:v1|kim@example.com|0198c0de-0000-7000-8000-00000000abcd"
                + "|AAAAAAAAAAAAAAAAAAAAAAAAAAA");
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
  void whatIsWrittenReadsBack(String name) {
    BadgeText read = BadgeText.parse("qrpin:v1|" + name + TAIL).orElseThrow();
    assertThat(read.userPrincipalName()).isEqualTo(name);
    assertThat(read.qrCodeId()).isEqualTo(BadgeFixtures.CODE_ID);
    assertThat(read.token().matches(BadgeFixtures.zeroToken().digest())).isTrue();
    assertThat(BadgeFixtures.textOf(read)).isEqualTo("qrpin:v1|" + name + TAIL);
    assertThat(BadgeFixtures.textOf(BadgeFixtures.badge(name)))
        .isEqualTo(BadgeFixtures.textOf(read));
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
      BadgeText read = BadgeText.parse(scanned.replace("B", badge)).orElseThrow();
      assertThat(BadgeFixtures.textOf(read)).isEqualTo(badge);
    }
  }

  @Test
  void aScannerThatTakesTheSymbolForShiftJisSwallowsTheSeparatorAndGarblesOnlyTheName() {
    for (String name : new String[] {"wei\u00df", "pami\u0119\u015b"}) {
      byte[] utf8 =
          BadgeFixtures.textOf(BadgeFixtures.badge(name)).getBytes(StandardCharsets.UTF_8);
      String scanned = new String(utf8, Charset.forName("windows-31j"));
      assertThat(scanned).doesNotContain(TAIL);
      BadgeText read = BadgeText.parse(scanned).orElseThrow();
      assertThat(read.qrCodeId()).isEqualTo(BadgeFixtures.CODE_ID);
      assertThat(read.token().matches(BadgeFixtures.zeroToken().digest())).isTrue();
    }
  }

  @Test
  void twoBadgesInOneScanAreNotRead() {
    String lee = BadgeFixtures.textOf(BadgeFixtures.badge("lee"));
    Optional<BadgeText> read = BadgeText.parse("qrpin:v1|kim" + TAIL + lee);
    assertThat(read).isEmpty();
  }

  @Test
  void aNameThatIsNotUnicodeIsNeitherReadNorWritten() {
    for (String name : new String[] {"\ud83d", "\ude00", "a\ude00\ud83d", "kim\ud83d"}) {
      assertThat(BadgeText.parse("qrpin:v1|" + name + TAIL)).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> BadgeFixtures.badge(name));
    }
  }

  @Test
  void aNameOnANewBadgeHasAtMost113Characters() {
    for (String character : new String[] {"k", "\u5c71", "\ud83d\ude00"}) {
      assertThat(BadgeFixtures.badge(character.repeat(113)).userPrincipalName())
          .isEqualTo(character.repeat(113));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BadgeFixtures.badge(character.repeat(114)))
          .withMessage("the name on a badge must be 1 to 113 characters of Unicode");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> BadgeFixtures.badge(""));
  }

  @Test
  void aScannerThatTakesTheSymbolForLatin1GarblesOnlyTheName() {
    byte[] utf8 =
        BadgeFixtures.textOf(BadgeFixtures.badge("\ud83d\ude00".repeat(113)))
            .getBytes(StandardCharsets.UTF_8);
    BadgeText read = BadgeText.parse(new String(utf8, StandardCharsets.ISO_8859_1)).orElseThrow();
    assertThat(read.userPrincipalName()).hasSize(4 * 113);
    assertThat(read.qrCodeId()).isEqualTo(BadgeFixtures.CODE_ID);
    assertThat(read.token().matches(BadgeFixtures.zeroToken().digest())).isTrue();
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
        BadgeFixtures.badge("kim")
            .expose(
                utf8 -> {
                  lent.set(utf8);
                  return utf8.length;
                });
    assertThat(length).isEqualTo(9 + 3 + TAIL.length());
    assertThat(lent.get()).containsOnly(0);
  }

  @Test
  void aBadgeWhoseTokenWasErasedIsNotLent() {
    BadgeText badge = BadgeFixtures.badge("kim");
    badge.token().erase();
    assertThatIllegalStateException().isThrownBy(() -> badge.expose(utf8 -> utf8.length));
  }
}
