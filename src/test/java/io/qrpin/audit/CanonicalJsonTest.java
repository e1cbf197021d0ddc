package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples are those of RFC 8785, as far as they have texts and objects only. */
class CanonicalJsonTest {

  private static String of(Map<String, String> texts) {
    return new CanonicalJson().with("o", texts).toString();
  }

  @Test
  void membersAreSortedByUtf16CodeUnits() {
    assertThat(
            of(
                Map.of(
                    "\u20ac", "Euro Sign",
                    "\r", "Carriage Return",
                    "\ufb33", "Hebrew Letter Dalet With Dagesh",
                    "1", "One",
                    "\ud83d\ude00", "Emoji: Grinning Face",
                    "\u0080", "Control",
                    "\u00f6", "Latin Small Letter O With Diaeresis")))
        .isEqualTo(
            "{\"o\":{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}}");
  }

  @Test
  void onlyQuotesBackslashesAndControlCharactersAreEscaped() {
    assertThat(of(Map.of("s", "\u20ac$\u000f\nA'B\"\\\\\"/\b\t\f\r\u007f\u2028")))
        .isEqualTo(
            "{\"o\":{\"s\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\u2028\"}}");
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    assertThat(
            new CanonicalJson()
                .with("b", Optional.of(""))
                .with("a", Optional.empty())
                .with("c", Map.of()))
        .hasToString("{\"b\":\"\"}");
    assertThat(new CanonicalJson()).hasToString("{}");
  }
}
