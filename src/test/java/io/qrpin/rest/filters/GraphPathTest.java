package io.qrpin.rest.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.rest.errors.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphPathTest {

  private static final String PIN_OF_A = "/users/a/authentication/qrcodepinmethod/pin";
  private static final List<String> PIN_OF_A_SEGMENTS =
      List.of("users", "a", "authentication", "qrcodepinmethod", "pin");

  private static List<String> segments(String rawPath) {
    return GraphPath.parse(rawPath).segments();
  }

  /** The user's segment of a path with this one in its place, as it was sent. */
  private static String user(String raw) {
    return segments("/users/" + raw + "/authentication/qrCodePinMethod/pin").get(1);
  }

  private static int refusalOf(String rawPath) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> GraphPath.parse(rawPath));
    assertThat(refusal).as("is refused").isNotNull();
    return refusal.error().status();
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "/beta, beta",
    "/Beta, beta",
    "/BETA, beta",
    "/%62eta, beta",
    "/v1.0, v1.0",
    "/V1.0, v1.0",
    "/v1%2E0, v1.0",
    "'', beta"
  })
  void aVersionIsTakenOffInAnyCaseAndIsBetaWhereThereIsNone(String prefix, String version) {
    assertThat(GraphPath.parse(prefix + PIN_OF_A))
        .isEqualTo(new GraphPath(version, PIN_OF_A_SEGMENTS));
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "/beta/beta/me, beta",
    "/beta/v1.0/me, v1.0",
    "/v1.0/beta/me, beta",
    "/v1.0/v1.0/me, v1.0",
    "/beta/BETA/me, beta"
  })
  void aVersionIsTakenOffOnce(String rawPath, String left) {
    assertThat(segments(rawPath)).containsExactly(left, "me");
    assertThat(GraphPath.parse(rawPath).isMe()).isFalse();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"v2.0", "v1", "v1.00", "betas", "v1.0.0", "v1x0"})
  void anotherVersionIsNone(String segment) {
    assertThat(segments("/" + segment + "/me")).containsExactly(segment, "me");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/users/a/authentication/qrcodepinmethod/pin",
        "/users/a/authentication/qrCodePinMethod/pin",
        "/USERS/a/Authentication/QRCODEPINMETHOD/PIN",
        "/Users/a/AUTHENTICATION/qRcOdEpInMeThOd/Pin",
        "/users/a/authentication/%71rcodepinmethod/%50IN"
      })
  void fixedSegmentsMatchInAnyCase(String rawPath) {
    assertThat(segments(rawPath)).isEqualTo(PIN_OF_A_SEGMENTS);
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "Alice, Alice",
    "ALICE@Example.COM, ALICE@Example.COM",
    "Users, Users",
    "users, users",
    "METHODS, METHODS",
    "me, me",
    "ME, ME",
    "Beta, Beta",
    "alice%40example.com, alice@example.com",
    "%E2%82%AC, €",
    "%c3%84nne, Änne",
    "a+b, a+b",
    "a%2Bb, a+b",
    "a%20b, a b",
    "%252e%252e, %2e%2e",
    "%2540, %40",
    "%25, %",
    "a%3Fb%23c, a?b#c",
    "a:b, a:b",
    "~a, ~a",
    "..., ...",
    ".a, .a",
    "a.., a.."
  })
  void theUserIsDecodedOnceAndKeepsItsCase(String raw, String user) {
    assertThat(user(raw)).isEqualTo(user);
  }

  @ParameterizedTest(name = "{index} a user named {0}")
  @ValueSource(strings = {"users", "methods", "Users", "me", "beta", "authentication"})
  void whatComesAfterTheUserIsFixedWhateverTheUserIsCalled(String user) {
    assertThat(segments("/users/" + user + "/Authentication/QrCodePinMethod/Pin"))
        .containsExactly("users", user, "authentication", "qrcodepinmethod", "pin");
  }

  @Test
  void theIdOfAMethodKeepsItsCase() {
    assertThat(segments("/Users/A/Authentication/Methods/Ab-C"))
        .containsExactly("users", "A", "authentication", "methods", "Ab-C");
    assertThat(segments("/users/methods/authentication/METHODS/Methods"))
        .containsExactly("users", "methods", "authentication", "methods", "Methods");
    assertThat(segments("/ME/authentication/Methods/Ab-C"))
        .containsExactly("me", "authentication", "methods", "Ab-C");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "('Alice'), Alice",
        "(%27Alice%27), Alice",
        "%28%27Alice%27%29, Alice",
        "('bob%23EXT%23@contoso.example'), bob#EXT#@contoso.example",
        "('O''Neil'), O'Neil",
        "(%27O%27%27Neil%27), O'Neil",
        "(''''), '",
        "('a)('), a)(",
        "('users'), users",
        "('a+b'), a+b",
        "('%25'), %"
      })
  void aKeyInParenthesesIsTheSegmentThatFollows(String key, String user) {
    List<String> same = List.of("users", user, "authentication", "qrcodepinmethod", "pin");
    for (String users : List.of("users", "Users", "USERS")) {
      assertThat(segments("/" + users + key + "/authentication/qrCodePinMethod/pin"))
          .isEqualTo(same);
      assertThat(segments("/v1.0/" + users + key + "/Authentication/QrCodePinMethod/PIN"))
          .isEqualTo(same);
    }
  }

  @Test
  void methodsAndConfigurationsHaveKeysToo() {
    assertThat(segments("/users('a')/authentication/Methods('Ab-C')"))
        .containsExactly("users", "a", "authentication", "methods", "Ab-C");
    assertThat(segments("/me/authentication/methods('methods')"))
        .containsExactly("me", "authentication", "methods", "methods");
    assertThat(
            segments(
                "/policies/authenticationMethodsPolicy"
                    + "/AuthenticationMethodConfigurations('QRCodePin')/Extra"))
        .containsExactly(
            "policies",
            "authenticationmethodspolicy",
            "authenticationmethodconfigurations",
            "qrcodepin",
            "extra");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "users()",
        "users(a)",
        "users('a)",
        "users(a')",
        "users('a'b')",
        "users('a''')'",
        "users('a')('b')",
        "users('a')x",
        "xusers('a')",
        "users ('a')",
        "users(\"a\")",
        "users(id='a')",
        "policies('a')",
        "beta('a')",
        "me('a')",
        "('a')"
      })
  void whatIsNoKeyIsAnUnknownSegment(String segment) {
    String encoded = segment.replace(" ", "%20");
    assertThat(segments("/" + encoded + "/authentication"))
        .containsExactly(segment, "authentication");
  }

  @Test
  void whatStandsWhereAKeyStandsIsNotTakenApart() {
    assertThat(segments("/users/users('b')/authentication/methods/methods('B')"))
        .containsExactly("users", "users('b')", "authentication", "methods", "methods('B')");
    assertThat(segments("/users('users(''b'')')/methods"))
        .containsExactly("users", "users('b')", "methods");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "('.'), 400",
        "('..'), 400",
        "('%2e%2e'), 400",
        "('a%2Fb'), 400",
        "('a%5Cb'), 400",
        "('a;b'), 400",
        "('a%3Bb'), 400",
        "('a%00'), 400",
        "('%C0%AE'), 400",
        "('%zz'), 400",
        "(''), 404"
      })
  void aKeyThatCouldMisleadIsRefusedAsASegmentIs(String key, int status) {
    assertThat(refusalOf("/users" + key + "/authentication/qrCodePinMethod/pin")).isEqualTo(status);
    assertThat(refusalOf("/users/a/authentication/methods" + key)).isEqualTo(status);
  }

  @Test
  void aPathWithoutItsSlashIsRefused() {
    assertThat(refusalOf("%2Fusers/a")).isEqualTo(400);
    assertThat(refusalOf("users/a")).isEqualTo(400);
  }

  @Test
  void theKelvinSignIsNotAK() {
    assertThat(segments("/policies/%E2%84%AA")).containsExactly("policies", "\u212a");
    assertThat(segments("/users/a/%C4%B0/%C5%BF"))
        .containsExactly("users", "a", "\u0130", "\u017f");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {"/me/authentication", "/ME/authentication", "/beta/Me/authentication", "/V1.0/mE"})
  void meIsRecognizedInAnyCaseWithAndWithoutVersion(String rawPath) {
    assertThat(GraphPath.parse(rawPath).isMe()).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"/users/me/authentication", "/mee", "/m%C3%A9", "/beta", "/users"})
  void meElsewhereIsNotMe(String rawPath) {
    assertThat(GraphPath.parse(rawPath).isMe()).isFalse();
  }

  @Test
  void meStandsForTheUserOfTheToken() {
    GraphPath own = GraphPath.parse("/v1.0/me/authentication/qrCodePinMethod").ofUser("A b/c");
    assertThat(own)
        .isEqualTo(
            new GraphPath("v1.0", List.of("users", "A b/c", "authentication", "qrcodepinmethod")));
    assertThat(own.encoded()).isEqualTo("users/A%20b%2Fc/authentication/qrcodepinmethod");
  }

  @Test
  void aVersionAloneIsTheRoot() {
    assertThat(GraphPath.parse("/beta")).isEqualTo(new GraphPath("beta", List.of()));
    assertThat(GraphPath.parse("/v1.0").encoded()).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "a;b",
        ";",
        "a;jsessionid=1",
        "a%3Bb",
        "a%3bb",
        "a%2Fb",
        "a%2fb",
        "%2F",
        "a\\b",
        "a%5Cb",
        "a%5cb",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%00",
        "a%00",
        "a%0Ab",
        "a%0d",
        "%7F",
        "%C2%80",
        "%C2%9F",
        "a%09"
      })
  void whatCouldMisleadIsRefusedInWhateverEncoding(String segment) {
    assertThat(refusalOf("/users/" + segment + "/authentication/qrCodePinMethod/pin"))
        .isEqualTo(400);
    assertThat(refusalOf("/users/a/" + segment)).isEqualTo(400);
    assertThat(refusalOf("/" + segment)).isEqualTo(400);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "%",
        "%4",
        "a%",
        "%zz",
        "%4g",
        "%g4",
        "%%41",
        "%-1",
        "%+1",
        "% 1",
        "%C3",
        "%C3%",
        "%C3a",
        "%80",
        "%FF",
        "%C0%AF",
        "%C1%9C",
        "%E0%80%AF",
        "%ED%A0%80",
        "%F4%90%80%80",
        "%F8%88%80%80%80",
        "\u00e9"
      })
  void whatIsNoPercentEncodedUtf8IsRefused(String segment) {
    assertThat(refusalOf("/users/" + segment + "/authentication/qrCodePinMethod/pin"))
        .isEqualTo(400);
    assertThat(refusalOf("/users/" + segment)).isEqualTo(400);
    assertThat(GraphPath.isDecodable("/users/" + segment + "/pin")).isFalse();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "",
        "/",
        "/qrpin/users/a+b%2Fc%23/..;x",
        "/%E2%82%AC/%F0%9F%94%91",
        "//%00%0A",
        "/\"{<>}|^`\\"
      })
  void aPathOfPercentEncodedUtf8IsDecodableWhateverItSays(String path) {
    assertThat(GraphPath.isDecodable(path)).isTrue();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"%\uff14\uff11", "%4\u0661", "%\u0664\u0661", "%\uff12\uff26"})
  void theDigitsOfAnotherScriptAreNoPercentEncoding(String segment) {
    assertThat(refusalOf("/users/" + segment)).isEqualTo(400);
  }

  @Test
  void noRawControlCharacterBlankOrDeletePasses() {
    for (char c = 0; c <= ' '; c++) {
      assertThat(refusalOf("/users/a" + c + "b")).as("character %d", (int) c).isEqualTo(400);
    }
    assertThat(refusalOf("/users/a\u007fb")).isEqualTo(400);
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource(
      quoteCharacter = '~',
      value = {"\", %22", "{, %7B", "}, %7D", "<, %3C", ">, %3E", "^, %5E", "`, %60", "|, %7C"})
  void rawQuotesAndBracesAreSentOnEncoded(String raw, String encoded) {
    GraphPath path = GraphPath.parse("/users/a" + raw + "b");
    assertThat(path.segments()).containsExactly("users", "a" + raw + "b");
    assertThat(path.encoded()).isEqualTo("users/a" + encoded + "b");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/",
        "//",
        "/beta/",
        "/beta//users/a",
        "//users/a",
        "/users//a",
        "/users/a/",
        "/users/a/authentication/qrCodePinMethod/pin/",
        "/users/a/authentication//qrCodePinMethod/pin",
        "/users//authentication/qrCodePinMethod/pin",
        ""
      })
  void anEmptySegmentIsNotFound(String rawPath) {
    assertThat(refusalOf(rawPath)).isEqualTo(404);
  }

  @Test
  void aRefusalRepeatsNothingOfTheAddress() {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> GraphPath.parse("/users/se;cret"));
    assertThat(refusal.error().message()).doesNotContain("cret");
  }

  @Test
  void theEncodedPathReadsAsTheSameSegments() {
    Random random = new Random(20251001);
    for (int i = 0; i < 5_000; i++) {
      List<String> segments = new ArrayList<>(PIN_OF_A_SEGMENTS);
      segments.set(1, anySegment(random));
      GraphPath path = new GraphPath("beta", List.copyOf(segments));
      String raw = "/" + path.encoded();
      assertThat(raw).as("case %d", i).matches("[/A-Za-z0-9%._*-]+");
      assertThat(GraphPath.parse(raw)).as("case %d", i).isEqualTo(path);
    }
  }

  @Test
  void readingIsDoneWithTheFirstTime() {
    Random random = new Random(20251002);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder raw = new StringBuilder("/users/a");
      for (int left = random.nextInt(20); left > 0; left--) {
        raw.append("%25/aZ09.+~@2FeE5c".charAt(random.nextInt(18)));
      }
      GraphPath once;
      try {
        once = GraphPath.parse(raw.toString());
      } catch (Refusal refused) {
        continue;
      }
      assertThat(GraphPath.parse("/" + once.encoded())).as(raw.toString()).isEqualTo(once);
    }
  }

  /** One that the contract allows as a user: no control characters, no separators, no step up. */
  private static String anySegment(Random random) {
    String alphabet = "aB1%+ .~*'\"?#[]@:!$&()=,{}|^<>`\u00e4\u212a\u20ac\ud7ff\ufeff\uffff";
    StringBuilder segment = new StringBuilder("x");
    for (int left = random.nextInt(12); left > 0; left--) {
      if (random.nextInt(8) == 0) {
        segment.appendCodePoint(0x10000 + random.nextInt(0x100000));
      } else {
        segment.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return segment.toString();
  }
}
