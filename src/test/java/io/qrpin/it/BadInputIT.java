package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static io.qrpin.it.GraphErrors.assertSilentAbout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong gets an error of its own in Graph's shape, and changes nothing. */
@ExtendWith(Shop.Keeper.class)
class BadInputIT {

  private static final int TWO_MEGABYTES = 2 * 1024 * 1024;
  private static final int MAX_BYTES = 64 * 1024;
  private static final String GOOD = "09599786";

  private final Shop shop;
  private final RawHttp raw;
  private final String token;

  BadInputIT(Shop shop) {
    this.shop = shop;
    this.raw = new RawHttp(shop.server.port());
    this.token = shop.tokens.administrator().signed();
  }

  // ---- Bodies

  static Stream<Arguments> malformedBodies() {
    String deepArray = "[".repeat(20_000) + "]".repeat(20_000);
    return Stream.of(
        arguments("blank", bytes(" \r\n\t ")),
        arguments("not JSON", bytes("code=" + GOOD)),
        arguments("XML", bytes("<code>" + GOOD + "</code>")),
        arguments("an empty array", bytes("[]")),
        arguments("an object in an array", bytes("[" + code(GOOD) + "]")),
        arguments("a string", bytes("\"" + GOOD + "\"")),
        arguments("a number", bytes("95997861")),
        arguments("null", bytes("null")),
        arguments("true", bytes("true")),
        arguments("cut off", bytes("{\"code\":\"" + GOOD)),
        arguments("never closed", bytes("{")),
        arguments("closed twice", bytes("{}}")),
        arguments("two objects", bytes("{}{}")),
        arguments("garbage behind it", bytes(code(GOOD) + " x")),
        arguments("a NUL behind it", bytes(code(GOOD) + "\0")),
        arguments("a trailing comma", bytes("{\"code\":\"" + GOOD + "\",}")),
        arguments("single quotes", bytes("{'code':'" + GOOD + "'}")),
        arguments("a name without quotes", bytes("{code:\"" + GOOD + "\"}")),
        arguments("a comment", bytes("{/**/\"code\":\"" + GOOD + "\"}")),
        arguments("a line break in a string", bytes("{\"x\":\"\n\"}")),
        arguments("an unknown escape", bytes("{\"x\":\"\\q\"}")),
        arguments("code twice", bytes("{\"code\":\"" + GOOD + "\",\"code\":\"35387687\"}")),
        arguments("code twice and the same", bytes("{\"code\":null,\"code\":null}")),
        arguments("code twice, once escaped", bytes("{\"code\":null,\"c\\u006fde\":null}")),
        arguments("an unknown member twice", bytes("{\"x\":1,\"x\":2}")),
        arguments("a member twice further down", bytes("{\"x\":{\"y\":1,\"y\":2}}")),
        arguments("20,000 arrays in each other", bytes(deepArray)),
        arguments("20,000 arrays in a member", bytes("{\"x\":" + deepArray + "}")),
        arguments("20,000 arrays never closed", bytes("{\"x\":" + "[".repeat(20_000))),
        arguments(
            "10,000 objects in each other",
            bytes("{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000))),
        arguments("a broken UTF-8 sequence", badUtf8(0xC3, 0x28)),
        arguments("a UTF-8 sequence that is too long", badUtf8(0xC0, 0xB0)),
        arguments("a surrogate in UTF-8", badUtf8(0xED, 0xA0, 0x80)),
        arguments("Latin-1", "{\"x\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)),
        arguments("UTF-16", code(GOOD).getBytes(StandardCharsets.UTF_16)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("malformedBodies")
  void aBodyThatIsNotOneJsonObjectIsABadRequest(String kind, byte[] body) {
    eachRefusal(worker -> patch(worker, body))
        .forEach(
            answer -> {
              assertError(answer, 400, "badRequest");
              assertSilentAbout(GOOD, answer);
            });
  }

  @Test
  void noBodyAtAllIsABadRequest() {
    eachRefusal(worker -> pin(worker).send("PATCH", BodyPublishers.noBody()))
        .forEach(answer -> assertError(answer, 400, "badRequest"));
  }

  @Test
  void aMediaTypeWithoutABodyIsABadRequest() {
    eachRefusal(
            worker ->
                pin(worker)
                    .with("Content-Type", "application/json")
                    .send("PATCH", BodyPublishers.noBody()))
        .forEach(answer -> assertError(answer, 400, "badRequest"));
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.of(
        arguments("code is a number", "{\"code\":95997861}", "code"),
        arguments("code is a small number", "{\"code\":0}", "code"),
        arguments("code is a fraction", "{\"code\":9599786.5e1}", "code"),
        arguments("code is true", "{\"code\":true}", "code"),
        arguments("code is an array", "{\"code\":[\"" + GOOD + "\"]}", "code"),
        arguments("code is an object", "{\"code\":{\"value\":\"" + GOOD + "\"}}", "code"),
        arguments("another type", odata("\"#microsoft.graph.qrCode\""), "@odata.type"),
        arguments("the type in lower case", odata("\"#microsoft.graph.qrpin\""), "@odata.type"),
        arguments("the type with two signs", odata("\"##microsoft.graph.qrPin\""), "@odata.type"),
        arguments("an empty type", odata("\"\""), "@odata.type"),
        arguments("the type is a number", odata("7"), "@odata.type"),
        arguments("the type is an object", odata("{}"), "@odata.type"));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("wrongTypes")
  void aMemberOfTheWrongTypeIsABadRequestThatNamesIt(String kind, String body, String target) {
    eachRefusal(worker -> patch(worker, bytes(body)))
        .forEach(
            answer -> {
              JsonObject error = assertError(answer, 400, "badRequest");
              assertThat(error.getString("target")).isEqualTo(target);
              assertSilentAbout("95997861", answer);
              assertSilentAbout(GOOD, answer);
            });
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"with a length", "in chunks"})
  void aBodyOfTwoMegabytesIsTooLarge(String manner) {
    byte[] json = padded(TWO_MEGABYTES);
    eachRefusal(worker -> patch(worker, publisher(json, manner)))
        .forEach(answer -> assertError(answer, 413));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"with a length", "in chunks"})
  void aBodyMayHave64KibAndNotOneByteMore(String manner) {
    eachRefusal(worker -> patch(worker, publisher(padded(MAX_BYTES + 1), manner)))
        .forEach(answer -> assertError(answer, 413));

    assertThat(patch(shop.hire(), publisher(padded(MAX_BYTES), manner)).status()).isEqualTo(201);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/jsonx",
        "image/svg+xml"
      })
  void aWrongMediaTypeIsNotSupported(String type) {
    eachRefusal(
            worker ->
                pin(worker)
                    .with("Content-Type", type)
                    .send("PATCH", BodyPublishers.ofString(code(GOOD))))
        .forEach(answer -> assertError(answer, 415));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {"junk", "application", "/", "//", "/json", "application/", ";", ",", "a/b/c", "="})
  void aContentTypeThatIsNoneIsRefused(String junk) {
    eachRefusal(
            worker ->
                pin(worker)
                    .with("Content-Type", junk)
                    .send("PATCH", BodyPublishers.ofString(code(GOOD))))
        .forEach(answer -> assertError(answer, oneOf(answer, 400, 415)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "application/json;charset=nonsense",
        "application/json;charset=",
        "application/json;",
        "application/json;;",
        "application/json;=",
        "application/json; charset=\"utf-8"
      })
  void oddParametersOfAContentTypeAreNoFailureOfTheServer(String type) {
    Api.Answer answer =
        pin(shop.hire()).with("Content-Type", type).send("PATCH", BodyPublishers.ofString("{}"));

    if (answer.status() != 201) {
      assertError(answer, oneOf(answer, 400, 415));
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/json;odata.metadata=minimal;IEEE754Compatible=false"
      })
  void parametersOfTheMediaTypeDoNotMatter(String type) {
    assertThat(
            pin(shop.hire())
                .with("Content-Type", type)
                .send("PATCH", BodyPublishers.ofString("{}"))
                .status())
        .isEqualTo(201);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"text/html", "image/*", "application/xml", "text/html,text/plain;q=0.5"})
  void whoAcceptsNoJsonGetsNoneAndChangesNothing(String accepted) {
    eachRefusal(worker -> pin(worker).with("Accept", accepted).patch("{}"))
        .forEach(answer -> assertError(answer, 406));
    assertError(pin(hireWithPin()).with("Accept", accepted).get(), 406);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"junk", "/", ";", "text", "a/b/c", "*"})
  void anAcceptHeaderThatIsNoneIsNoFailureOfTheServer(String junk) {
    Api.Answer answer = pin(hireWithPin()).with("Accept", junk).get();

    if (answer.status() != 200) {
      assertError(answer, oneOf(answer, 400, 406));
    }
  }

  // ---- PINs

  static Stream<Arguments> codesThatAreNotDigitsOrTooShort() {
    return Stream.of(
        arguments("one digit", "7"),
        arguments("7 digits", "0959978"),
        arguments("7 digits, and weak", "1111111"),
        arguments("letters", "abcdefgh"),
        arguments("a letter among digits", "0959978O"),
        arguments("more than 20 letters", "abcdefghijklmnopqrstuvwxyz"),
        arguments("Arabic-Indic digits", "\u0660\u0669\u0665\u0669\u0669\u0667\u0668\u0666"),
        arguments("one Arabic-Indic digit", "0959978\u0666"),
        arguments("full-width digits", "\uff10\uff19\uff15\uff19\uff19\uff17\uff18\uff16"),
        arguments("mathematical digits", "\ud835\udfd8".repeat(8)),
        arguments("blanks", "        "),
        arguments("a leading blank", " 09599786"),
        arguments("a trailing blank", "09599786 "),
        arguments("a line break behind", "09599786\n"),
        arguments("a blank inside", "0959 9786"),
        arguments("a no-break space inside", "0959\u00a09786"),
        arguments("a zero-width space inside", "0959\u200b9786"),
        arguments("a NUL behind", "09599786\0"),
        arguments("a plus", "+09599786"),
        arguments("a minus", "-09599786"),
        arguments("a decimal point", "0959978.6"),
        arguments("an exponent", "95997861e0"),
        arguments("SQL", "' or 1=1; --"),
        arguments("60,000 letters", "x".repeat(60_000)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("codesThatAreNotDigitsOrTooShort")
  void aCodeThatIsNotDigitsOnlyOrTooShortIsPinTooShort(String kind, String digits) {
    eachRefusal(worker -> patch(worker, bytes(code(digits))))
        .forEach(
            answer -> {
              assertThat(assertError(answer, 400, "pinTooShort").getString("target"))
                  .isEqualTo("code");
              if (digits.length() > 1) {
                assertSilentAbout(digits, answer);
              }
            });
  }

  @Test
  void halfACharacterIsNotADigit() {
    eachRefusal(worker -> patch(worker, bytes("{\"code\":\"0959978\\ud835\"}")))
        .forEach(answer -> assertError(answer, 400, "pinTooShort"));
  }

  static Stream<Arguments> codesThatAreTooLong() {
    return Stream.of(
        arguments("21 digits", "095997863538768756745"),
        arguments("21 digits, and weak", "1".repeat(21)),
        arguments("60,000 digits", "0959978635387687".repeat(3_750)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("codesThatAreTooLong")
  void aCodeOfMoreThanTwentyDigitsIsPinTooLong(String kind, String digits) {
    eachRefusal(worker -> patch(worker, bytes(code(digits))))
        .forEach(
            answer -> {
              assertThat(assertError(answer, 400, "pinTooLong").getString("target"))
                  .isEqualTo("code");
              assertSilentAbout(digits.substring(0, 21), answer);
            });
  }

  static Stream<Arguments> weakCodes() {
    return Stream.of(
        weak("a sequence up, over nine", "67890142", "sequence"),
        weak("a sequence down, over zero", "40987652", "sequence"),
        weak("two digits repeated", "38381946", "repeatedBlock"),
        weak("three digits repeated", "52752716", "repeatedBlock"),
        weak("two distinct digits", "33388833", "fewDigits"),
        weak("a period of four", "4827482748", "period"),
        weak("equal halves", "5820658206", "halves"),
        weak("a palindrome", "48277284", "palindrome"),
        weak("every digit doubled", "33886644", "pairs"),
        weak("pairs that rise", "11223344", "pairs"),
        weak("day, month, year", "17051993", "date"),
        weak("month, day, year", "05241971", "date"),
        weak("year, month, day", "19930517", "date"),
        weak("a leap day", "29022004", "date"),
        weak("a date inside", "8170519934", "date"),
        weak("two years", "19821983", "date"),
        weak("a walk on the keypad", "14563258", "keypad"),
        weak("three lines of the keypad", "147258369", "keypad"),
        weak("lines of the keypad, the last one cut", "15935725", "keypad"),
        weak("six digits of the birth date, day first", "05068741", "personalData"),
        weak("six digits of the birth date, month first", "94060587", "personalData"),
        weak("six digits of the birth date, year first", "28706053", "personalData"),
        weak("digits of the phone number", "30555082", "personalData"),
        weak("digits of the employee number", "77140238", "personalData"),
        weak("digits of the user name", "48061729", "personalData"),
        weak("the birth date", "05061987", "date", "personalData"),
        weak("a long sequence", "12345678", "sequence", "keypad"),
        weak("the middle column twice", "25802580", "period", "halves", "keypad"),
        weak("a period of four, twice", "48274827", "period", "halves"),
        weak(
            "two digits four times",
            "12121212",
            "repeatedBlock",
            "fewDigits",
            "period",
            "halves",
            "keypad"),
        weak(
            "one digit",
            "77777777",
            "repeatedBlock",
            "fewDigits",
            "period",
            "halves",
            "palindrome",
            "pairs"));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("weakCodes")
  void aWeakCodeIsToldEveryRuleThatItBreaks(String kind, String digits, Set<String> rules) {
    for (Worker worker : List.of(knownTo(shop.hire()), knownTo(hireWithPin()))) {
      Api.Answer answer = refused(worker, () -> patch(worker, bytes(code(digits))));

      JsonObject error = assertError(answer, 400, "pinTooWeak");
      List<JsonObject> details = error.getJsonArray("details").getValuesAs(JsonObject.class);
      assertThat(details)
          .extracting(detail -> detail.getString("code"))
          .containsExactlyInAnyOrderElementsOf(rules);
      assertThat(details)
          .allSatisfy(
              detail -> {
                assertThat(detail.keySet()).containsExactlyInAnyOrder("code", "message", "target");
                assertThat(detail.getString("message")).isNotBlank();
                assertThat(detail.getString("target")).isEqualTo("code");
              });
      assertSilentAbout(digits, answer);
    }
  }

  // ---- Where a PIN is proven

  /** The addresses at which somebody proves a PIN, with what their bodies have. */
  private enum Door {
    UPDATE(List.of("currentPin", "newPin")),
    SIGN_IN(List.of("qrCode", "pin")),
    CHANGE(List.of("qrCode", "currentPin", "newPin"));

    private final List<String> members;

    Door(List<String> members) {
      this.members = members;
    }

    /** The member with the PIN that is compared. */
    String proof() {
      return members.get(members.indexOf("newPin") < 0 ? 1 : members.indexOf("newPin") - 1);
    }
  }

  /** A worker with a badge and its PIN, in front of a door. */
  private final class Claimant {
    private final Door door;
    private final Worker worker = shop.hire();
    private final Map<String, String> right;

    Claimant(Door door) {
      this.door = door;
      JsonObject method = at(Api.methodOf(worker.id())).put("{\"standardQRCode\":{}}").json();
      String pin = method.getJsonObject("pin").getString("code");
      this.right =
          Map.of(
              "qrCode",
              Ward.text(method.getJsonObject("standardQRCode")),
              "pin",
              pin,
              "currentPin",
              pin,
              "newPin",
              Ward.otherThan(pin));
    }

    String pin() {
      return right.get("pin");
    }

    Api.Call call() {
      String himself = shop.tokens.user(worker.id(), "Directory.AccessAsUser.All").signed();
      String relyingParty = shop.tokens.application("QrCodePin.SignIn").signed();
      return switch (door) {
        case UPDATE -> shop.api.to(Api.pinOf(worker.id()) + "/updatePin").bearing(himself);
        case SIGN_IN -> shop.api.to("/qrCodePin/signIn").bearing(relyingParty);
        case CHANGE -> shop.api.to("/qrCodePin/changePin").bearing(relyingParty);
      };
    }

    /** All members as they are right, as the text between the braces. */
    String rightMembers() {
      return door.members.stream()
          .map(member -> "\"" + member + "\":" + Json.createValue(right.get(member)))
          .collect(Collectors.joining(","));
    }

    /** All right, but for one member: {@code value} is JSON. */
    String with(String member, String value) {
      return "{"
          + door.members.stream()
              .map(
                  it ->
                      "\""
                          + it
                          + "\":"
                          + (it.equals(member) ? value : Json.createValue(right.get(it))))
              .collect(Collectors.joining(","))
          + "}";
    }

    Api.Answer sendWith(String member, String text) {
      return send(with(member, Json.createValue(text).toString()));
    }

    Api.Answer send(String body) {
      return call().post(body);
    }

    /** It is refused, and neither charged nor written down. */
    Api.Answer refused(Supplier<Api.Answer> request) {
      return BadInputIT.this.refused(worker, request);
    }

    String failures() {
      return shop.database.value(
          "select failures || ' ' || open_charges from attempt_ledger where subscriber_id = ?",
          worker.id());
    }

    @Override
    public String toString() {
      return "Claimant[hidden]";
    }
  }

  static Stream<Arguments> doorsAndMembers() {
    return Stream.of(Door.values())
        .flatMap(door -> door.members.stream().map(member -> arguments(door, member)));
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void aMemberThatIsMissingEmptyOrNoTextIsABadRequestThatNamesItAndChargesNothing(
      Door door, String member) {
    Claimant claimant = new Claimant(door);
    String text = Json.createValue(claimant.right.get(member)).toString();
    String pin = claimant.pin();
    List<String> bodies = new ArrayList<>();
    for (String value :
        List.of(
            "null",
            "\"\"",
            "true",
            "0",
            "1" + pin,
            "1" + pin + ".0",
            "1e7",
            "[]",
            "[" + text + "]",
            "{}",
            "{\"value\":" + text + "}")) {
      bodies.add(claimant.with(member, value));
    }
    bodies.add(claimant.with(member, text).replace("\"" + member + "\"", "\"other\""));
    bodies.add(
        claimant
            .with(member, text)
            .replace("\"" + member + "\"", "\"" + member.toUpperCase(Locale.ROOT) + "\""));

    for (String body : bodies) {
      Api.Answer answer = claimant.refused(() -> claimant.send(body));
      JsonObject error = assertError(answer, 400, "badRequest");
      assertThat(error.getString("target")).isEqualTo(member);
      assertSilentAbout(pin, answer);
      assertSilentAbout(claimant.right.get("newPin"), answer);
      assertSilentAbout(claimant.right.get("qrCode"), answer);
    }
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("doorsAndMembers")
  void theSameMemberTwiceIsABadRequestAndChargesNothing(Door door, String member) {
    Claimant claimant = new Claimant(door);
    String right = claimant.rightMembers();
    String again = Json.createValue(claimant.right.get(member)).toString();
    String escaped = "\\u%04x%s".formatted((int) member.charAt(0), member.substring(1));

    for (String body :
        List.of(
            "{" + right + ",\"" + member + "\":" + again + "}",
            "{\"" + member + "\":\"09599786\"," + right + "}",
            "{" + right + ",\"" + member + "\":null}",
            "{" + right + ",\"" + escaped + "\":" + again + "}",
            "{" + right + ",\"x\":{\"" + member + "\":1,\"" + member + "\":1}}")) {
      Api.Answer answer = claimant.refused(() -> claimant.send(body));
      assertError(answer, 400, "badRequest");
      assertSilentAbout(claimant.pin(), answer);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenABodyThatIsNotOneJsonObjectIsABadRequestAndChargesNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";

    Stream.concat(
            malformedBodies().map(it -> (byte[]) it.get()[1]),
            Stream.of("[" + right + "]", right + right, right + "x", right.replace('"', '\''))
                .map(BadInputIT::bytes))
        .forEach(
            body ->
                assertError(
                    claimant.refused(
                        () ->
                            claimant
                                .call()
                                .with("Content-Type", "application/json")
                                .send("POST", BodyPublishers.ofByteArray(body))),
                    400,
                    "badRequest"));
    assertError(
        claimant.refused(() -> claimant.call().send("POST", BodyPublishers.noBody())),
        400,
        "badRequest");
    assertError(claimant.refused(() -> claimant.send("")), 400, "badRequest");
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenABodyMayHave64KibAndNotOneByteMore(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";
    byte[] tooLarge = bytes(right + " ".repeat(MAX_BYTES + 1 - bytes(right).length));

    for (byte[] body : List.of(tooLarge, padded(TWO_MEGABYTES))) {
      for (String manner : List.of("with a length", "in chunks")) {
        assertError(
            claimant.refused(
                () ->
                    claimant
                        .call()
                        .with("Content-Type", "application/json")
                        .send("POST", publisher(body, manner))),
            413,
            "requestTooLarge");
      }
    }
    whileEnabled(
        () ->
            assertThat(
                    claimant
                        .call()
                        .post(right + " ".repeat(MAX_BYTES - bytes(right).length))
                        .status())
                .isIn(200, 204));
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenAWrongMediaTypeIsRefusedAndChargesNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";

    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
      assertError(
          claimant.refused(
              () ->
                  claimant
                      .call()
                      .with("Content-Type", type)
                      .send("POST", BodyPublishers.ofString(right))),
          415,
          "unsupportedMediaType");
    }
    assertError(
        claimant.refused(() -> claimant.call().with("Accept", "text/html").post(right)),
        406,
        "notAcceptable");
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenOtherMethodsAreNotAllowedAndChargeNothing(Door door) {
    Claimant claimant = new Claimant(door);
    String right = "{" + claimant.rightMembers() + "}";
    boolean alsoByPatch = door == Door.UPDATE;

    for (String method :
        alsoByPatch ? List.of("GET", "PUT", "DELETE") : List.of("GET", "PUT", "DELETE", "PATCH")) {
      Api.Answer answer =
          claimant.refused(
              () ->
                  claimant
                      .call()
                      .with("Content-Type", "application/json")
                      .send(method, BodyPublishers.ofString(right)));
      assertError(answer, 405, "methodNotAllowed");
      List<String> allowed =
          answer.headers("Allow").stream().flatMap(it -> Stream.of(it.split("[, ]+"))).toList();
      assertThat(allowed).contains("POST").doesNotContain("GET", "PUT", "DELETE");
      assertThat(allowed.contains("PATCH")).isEqualTo(alsoByPatch);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Door.class,
      names = {"SIGN_IN", "CHANGE"})
  void aScannedTextMayHave1024CharactersAndNotOneMore(Door door) {
    Claimant claimant = new Claimant(door);
    String badge = claimant.right.get("qrCode");

    for (String scanned :
        List.of("x".repeat(1_025), "\ud83d\ude00".repeat(513), badge + " ".repeat(1_000))) {
      Api.Answer answer = claimant.refused(() -> claimant.sendWith("qrCode", scanned));
      assertThat(assertError(answer, 400, "badRequest").getString("target")).isEqualTo("qrCode");
      assertSilentAbout(badge, answer);
    }
    for (String scanned :
        List.of(
            "x".repeat(1_024),
            "\ud83d\ude00".repeat(512),
            badge + " ".repeat(1_024 - badge.length()))) {
      assertError(
          claimant.refused(() -> claimant.sendWith("qrCode", scanned)), 401, "invalidCredentials");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void aPinThatIsNotAsciiDigitsIsAWrongOneAndCounts(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);
          String pin = claimant.pin();
          List<String> wrong =
              List.of(shifted(pin, '\u0660'), shifted(pin, '\uff10'), pin + " ", "letters");
          for (int i = 0; i < wrong.size(); i++) {
            Api.Answer answer = claimant.sendWith(door.proof(), wrong.get(i));
            if (door == Door.UPDATE) {
              JsonObject error = assertError(answer, 400, "invalidPin");
              assertThat(error.getString("target")).isEqualTo("currentPin");
            } else {
              assertError(answer, 401, "invalidCredentials");
            }
            assertSilentAbout(pin, answer);
            assertThat(claimant.failures()).isEqualTo(i + 1 + " 0");
          }
          assertThat(claimant.send("{" + claimant.rightMembers() + "}").status()).isIn(200, 204);
        });
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void aPinOfSixtyThousandDigitsIsAWrongOneAndNoFailureOfTheServer(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);

          Api.Answer answer = claimant.sendWith(door.proof(), "7".repeat(60_000));

          if (door == Door.UPDATE) {
            assertError(answer, 400, "invalidPin");
          } else {
            assertError(answer, 401, "invalidCredentials");
          }
          assertThat(claimant.failures()).isEqualTo("1 0");
        });
  }

  static Stream<Arguments> newPins() {
    return Stream.of(
        arguments("letters", "abcdefgh", "pinTooShort"),
        arguments("Arabic-Indic digits", shifted(GOOD, '\u0660'), "pinTooShort"),
        arguments("full-width digits", shifted(GOOD, '\uff10'), "pinTooShort"),
        arguments("a trailing blank", GOOD + " ", "pinTooShort"),
        arguments("7 digits", "0959978", "pinTooShort"),
        arguments("21 digits", "095997863538768756745", "pinTooLong"),
        arguments("60,000 digits", "0959978635387687".repeat(3_750), "pinTooLong"),
        arguments("a sequence", "12345678", "pinTooWeak"),
        arguments("digits of the phone number", "30555082", "pinTooWeak"));
  }

  @ParameterizedTest(name = "{index} {0}: {2}")
  @MethodSource("newPins")
  void aNewPinThatIsRefusedCostsNoAttemptAndTheOldOneStays(
      String kind, String digits, String code) {
    whileEnabled(
        () -> {
          for (Door door : List.of(Door.UPDATE, Door.CHANGE)) {
            Claimant claimant = new Claimant(door);

            Api.Answer answer = claimant.sendWith("newPin", digits);

            assertThat(assertError(answer, 400, code).getString("target")).isEqualTo("newPin");
            assertSilentAbout(digits.substring(0, Math.min(21, digits.length())), answer);
            assertThat(claimant.failures()).isEqualTo("0 0");
            assertThat(shop.verifier.isPinOf(claimant.worker.id(), claimant.pin())).isTrue();
          }
        });
  }

  @ParameterizedTest(name = "{index} {0}: {2}")
  @MethodSource("newPins")
  void aNewPinIsNotJudgedBeforeTheOldOneIsProven(String kind, String digits, String code) {
    whileEnabled(
        () -> {
          for (Door door : List.of(Door.UPDATE, Door.CHANGE)) {
            Claimant claimant = new Claimant(door);
            String wrong = Ward.otherThan(claimant.pin());

            Api.Answer answer =
                claimant.send(
                    claimant
                        .with("newPin", Json.createValue(digits).toString())
                        .replace(
                            "\"currentPin\":\"" + claimant.pin(), "\"currentPin\":\"" + wrong));

            if (door == Door.UPDATE) {
              assertError(answer, 400, "invalidPin");
            } else {
              assertError(answer, 401, "invalidCredentials");
            }
            assertThat(claimant.failures()).isEqualTo("1 0");
          }
        });
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Door.class)
  void whereAPinIsProvenUnknownMembersAreIgnored(Door door) {
    whileEnabled(
        () -> {
          Claimant claimant = new Claimant(door);
          String more = ",\"code\":7,\"user\":{\"id\":\"x\"},\"@odata.type\":\"#x\",\"pin2\":null}";

          assertThat(claimant.send("{" + claimant.rightMembers() + more).status()).isIn(200, 204);
        });
  }

  /** The same digits of another script. */
  private static String shifted(String digits, char zero) {
    return digits
        .chars()
        .map(digit -> digit - '0' + zero)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** In this shop nobody signs in otherwise. */
  private void whileEnabled(Runnable test) {
    Api.Call configuration =
        shop.api
            .to(
                "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
            .bearing(shop.tokens.application("Policy.ReadWrite.AuthenticationMethod").signed());
    assertThat(configuration.patch("{\"state\":\"enabled\"}").status()).isEqualTo(200);
    try {
      test.run();
    } finally {
      configuration.delete();
    }
  }

  // ---- Users

  static Stream<String> strangeIds() {
    return Stream.of(
        "nobody",
        UUID.randomUUID().toString(),
        "nobody@contoso.example",
        "'",
        "%22",
        "''",
        "%27%20or%20%271%27=%271",
        "%27)%20or%20(%271%27=%271",
        "x%27%20union%20select%20*%20from%20directory_user%20--",
        "%25",
        "_",
        "*",
        "%3Cscript%3E",
        "%7Bid%7D",
        "$%7Bjndi:ldap:%7D",
        "null",
        "me",
        "0",
        "-1",
        "+",
        "%F0%9F%94%91",
        "%EF%BF%BF",
        "%E2%80%AE",
        "x".repeat(128),
        "x".repeat(129),
        "x".repeat(5_000));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("strangeIds")
  void aUserWhoDoesNotExistIsNotFound(String id) {
    String people = shop.database.value("select count(*) from directory_user");
    for (String method : List.of("GET", "DELETE", "PATCH")) {
      Api.Answer answer =
          at(Api.pinOf(id))
              .with("Content-Type", "application/json")
              .send(method, BodyPublishers.ofString("{}"));

      assertError(answer, 404, "resourceNotFound");
      if (id.length() > 4) {
        assertThat(answer.body()).doesNotContain(id);
      }
    }
    assertThat(shop.database.value("select count(*) from directory_user")).isEqualTo(people);
  }

  @Test
  void aBadBodyForAUserWhoDoesNotExistIsNotFound() {
    assertError(at(Api.pinOf("nobody")).patch(code("1")), 404, "resourceNotFound");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"x%27;%20drop%20table%20directory_user%20--", "x%27%3Bdelete%20from%20qr_pin--"})
  void anIdWithASemicolonIsRefused(String id) {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> at(Api.pinOf(id)).delete());

    assertError(answer, oneOf(answer, 400, 404));
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"users", "methods"})
  void aUserWhoseIdIsAWordOfTheAddressIsServedInAnyCase(String word) {
    Worker worker = shop.hireAs(word);
    pin(worker).patch("{}");

    assertThat(at(Api.pinOf(word)).get().status()).isEqualTo(200);
    assertThat(at("/users/" + word + "/Authentication/QrCodePinMethod/Pin").get().status())
        .isEqualTo(200);
  }

  // ---- Tokens

  static Stream<Arguments> invalidTokens() {
    return Stream.of(
        invalid("empty", tokens -> ""),
        invalid("no token at all", tokens -> "x"),
        invalid("three empty parts", tokens -> ".."),
        invalid("blanks in it", tokens -> tokens.administrator().signed() + " x"),
        invalid(
            "expired",
            tokens ->
                tokens
                    .administrator()
                    .with("iat", Instant.now().getEpochSecond() - 7200)
                    .with("exp", Instant.now().getEpochSecond() - 3600)
                    .signed()),
        invalid("without an end", tokens -> tokens.administrator().without("exp").signed()),
        invalid(
            "of a wrong issuer",
            tokens -> tokens.administrator().with("iss", "https://other.example").signed()),
        invalid(
            "of the issuer with a slash",
            tokens -> tokens.administrator().with("iss", Tokens.ISSUER + "/").signed()),
        invalid("without an issuer", tokens -> tokens.administrator().without("iss").signed()),
        invalid(
            "for a wrong audience",
            tokens -> tokens.administrator().with("aud", "https://other.example").signed()),
        invalid("without an audience", tokens -> tokens.administrator().without("aud").signed()),
        invalid("alg: none", tokens -> tokens.administrator().unsigned()),
        invalid(
            "alg: none with a signature",
            tokens -> tokens.administrator().unsigned() + signatureOf(tokens)),
        invalid("signed by another key", tokens -> tokens.administrator().signedByAnother()),
        invalid("signed with the public key", BadInputIT::signedWithPublicKey),
        invalid("without its signature", tokens -> withoutSignature(tokens) + "."),
        invalid("without its last part", BadInputIT::withoutSignature),
        invalid(
            "with the signature of another token",
            tokens -> withoutSignature(tokens) + "." + signatureOf(tokens)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("invalidTokens")
  void aTokenThatIsNotValidIsUnauthenticated(String kind, Function<Tokens, String> maker) {
    Worker worker = hireWithPin();
    String bad = maker.apply(shop.tokens);

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).get(),
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).delete(),
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).patch("{}"))) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Negotiate", "x", ""})
  void anAuthorizationThatBearsNoTokenIsUnauthenticated(String authorization) {
    Worker worker = hireWithPin();

    Api.Answer answer =
        refused(
            worker,
            () ->
                shop.api.to(Api.pinOf(worker.id())).with("Authorization", authorization).delete());

    assertError(answer, 401, "unauthenticated");
  }

  @Test
  void aTokenElsewhereThanInTheHeaderIsNone() {
    Worker worker = hireWithPin();
    String address = Api.pinOf(worker.id());

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(address + "?access_token=" + token).delete(),
            () -> shop.api.to(address).with("Cookie", "Bearer=" + token).delete(),
            () -> shop.api.to(address).with("X-Authorization", "Bearer " + token).delete(),
            () -> shop.api.to(address).with("Cookie", "access_token=" + token).delete())) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "",
        "/",
        "/beta",
        "/users",
        "/users/{user}",
        "/users/{user}/authentication/qrCodePinMethod/pin",
        "/users/nobody/authentication/qrCodePinMethod/pin",
        "/me/authentication/qrCodePinMethod/pin",
        "/users/{user}/authentication/qrCodePinMethod/pin/updatePin",
        "/me/authentication/qrCodePinMethod/pin/updatePin",
        "/qrCodePin/signIn",
        "/v1.0/qrCodePin/changePin",
        "/no/such/path",
        "/beta/beta/users",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/qrpin-error",
        "/index.html",
        "/$batch",
        "/users//authentication/qrCodePinMethod/pin",
        "/users/%7D/x"
      })
  void withoutATokenEveryPathIsUnauthenticatedWhateverTheMethod(String path) {
    Worker worker = hireWithPin();
    String address = path.replace("{user}", worker.id());

    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
      Api.Answer answer =
          refused(
              worker, () -> shop.api.to(address).send(method, BodyPublishers.ofString("[junk")));

      assertThat(answer.status()).as(method).isEqualTo(401);
      assertError(answer, 401, "unauthenticated");
    }
    Api.Answer head = shop.api.to(address).send("HEAD", BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(401);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void withoutATokenALargeBodyAWrongMediaTypeAndHtmlAreUnauthenticated() {
    Worker worker = hireWithPin();
    String address = Api.pinOf(worker.id());

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "application/json")
                    .send("PATCH", BodyPublishers.ofByteArray(padded(TWO_MEGABYTES))),
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "text/plain")
                    .send("PATCH", BodyPublishers.ofString("{}")),
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "junk")
                    .send("PATCH", BodyPublishers.ofString("{}")),
            () -> shop.api.to(address).with("Accept", "text/html").patch("{}"))) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  // ---- Callers who may not

  @Test
  void aScopeThatIsTooSmallIsDenied() {
    Worker worker = hireWithPin();
    String administrator = UUID.randomUUID().toString();
    String reader =
        shop.tokens
            .user(administrator, "UserAuthMethod-QR.Read.All", Tokens.PRIVILEGED_ADMINISTRATOR)
            .signed();
    String application = shop.tokens.application("UserAuthMethod-QR.Read.All").signed();

    for (String small : List.of(reader, application)) {
      assertDeniedWriting(worker, Api.pinOf(worker.id()), small);
    }
  }

  @Test
  void aDelegatedCallerWithoutTheRoleIsDenied() {
    Worker worker = hireWithPin();
    String caller =
        shop.tokens.user(UUID.randomUUID().toString(), "UserAuthMethod-QR.ReadWrite.All").signed();

    assertDeniedWriting(worker, Api.pinOf(worker.id()), caller);
  }

  @Test
  void aCallerWhoResetsHimselfIsDenied() {
    Worker worker = hireWithPin();
    String himself =
        shop.tokens
            .user(worker.id(), "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR)
            .signed();

    for (String address :
        List.of(worker.id(), worker.name(), worker.name().toUpperCase(Locale.ROOT))) {
      assertDeniedWriting(worker, Api.pinOf(address), himself);
    }
    assertDeniedWriting(worker, "/me/authentication/qrCodePinMethod/pin", himself);
  }

  @Test
  void meIsNobodyForAnApplication() {
    Worker worker = hireWithPin();
    String application =
        shop.tokens.administrator().with("sub", worker.id()).with("oid", worker.id()).signed();

    for (String me : List.of("/me", "/ME", "/beta/me", "/v1.0/Me")) {
      String address = me + "/authentication/qrCodePinMethod/pin";
      assertDeniedWriting(worker, address, application);
      assertError(shop.api.to(address).bearing(application).get(), 403, "accessDenied");
    }
  }

  static Stream<Arguments> tokensOfNoClearKind() {
    return Stream.of(
        unclear(
            "with scopes and permissions",
            tokens -> tokens.administrator().with("scp", "UserAuthMethod-QR.ReadWrite.All")),
        unclear("with blank scopes", tokens -> tokens.administrator().with("scp", " ")),
        unclear("with empty scopes", tokens -> tokens.administrator().with("scp", "")),
        unclear(
            "with scopes of the other name, and empty",
            tokens -> tokens.administrator().with("scope", "")),
        unclear(
            "with scopes that are an empty list",
            tokens -> tokens.administrator().with("scp", List.of())),
        unclear("with scopes that are a number", tokens -> tokens.administrator().with("scp", 7L)),
        unclear("without scopes and marker", tokens -> tokens.administrator().without("idtyp")),
        unclear(
            "with the marker of a user", tokens -> tokens.administrator().with("idtyp", "user")),
        unclear(
            "with the marker in another case",
            tokens -> tokens.administrator().with("idtyp", "App")),
        unclear("with an empty marker", tokens -> tokens.administrator().with("idtyp", "")),
        unclear("without any permission", tokens -> tokens.administrator().without("roles")),
        unclear(
            "with all permissions in one text",
            tokens ->
                tokens.application("UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite.All")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("tokensOfNoClearKind")
  void anApplicationsPermissionsCountOnlyInATokenThatIsClearlyItsOwn(
      String kind, Function<Tokens, Tokens.Token> maker) {
    Worker worker = hireWithPin();
    String caller = maker.apply(shop.tokens).signed();

    assertDeniedWriting(worker, Api.pinOf(worker.id()), caller);
    assertError(shop.api.to(Api.pinOf(worker.id())).bearing(caller).get(), 403, "accessDenied");
  }

  // ---- Addresses

  static Stream<String> pathTricks() {
    return Stream.of(
            // Path parameters
            "/users/{user}/authentication/qrCodePinMethod/pin;x",
            "/users/{user}/authentication/qrCodePinMethod/pin;",
            "/users/{user}/authentication/qrCodePinMethod/pin;jsessionid=1",
            "/users/{user}/authentication/qrCodePinMethod/pin;jsessionid=../../x",
            "/users/{user};jsessionid=1/authentication/qrCodePinMethod/pin",
            "/users/{user};x/authentication/qrCodePinMethod/pin",
            "/users;x/{user}/authentication/qrCodePinMethod/pin",
            "/users;x=y/{user}/authentication/qrCodePinMethod/pin",
            "/beta;x/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%3B",
            "/users/{user}/authentication/qrCodePinMethod/pin%3bx",
            "/users/{user}%3Bx/authentication/qrCodePinMethod/pin",
            "/users%3Bx/{user}/authentication/qrCodePinMethod/pin",
            // Separators
            "/users%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}%2Fauthentication/qrCodePinMethod/pin",
            "/users/{user}/authentication%2fqrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod%2Fpin",
            "/users/{user}/authentication/qrCodePinMethod/pin%2F",
            "/%2Fusers/{user}/authentication/qrCodePinMethod/pin",
            "/beta%2Fusers/{user}/authentication/qrCodePinMethod/pin",
            "/users%5C{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication%5cqrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%5C",
            "/users\\{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication\\qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin\\",
            "//users/{user}/authentication/qrCodePinMethod/pin",
            "/users//{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}//authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod//pin",
            "/users/{user}/authentication/qrCodePinMethod/pin//",
            "/beta//users/{user}/authentication/qrCodePinMethod/pin",
            // Steps
            "/./users/{user}/authentication/qrCodePinMethod/pin",
            "/users/./{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/./pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/.",
            "/%2e/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/%2E/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/%2e",
            "/x/../users/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/../{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/x/../qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/x/..",
            "/x/%2e%2e/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%2E%2E/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/.%2e/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%2e./{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/x/%2e%2e/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin/x/%2e%2e",
            "/users/x/..%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/x%2F..%2F{user}/authentication/qrCodePinMethod/pin",
            "/users/x/..%5C{user}/authentication/qrCodePinMethod/pin",
            "/users/x/..\\{user}/authentication/qrCodePinMethod/pin",
            // Encoded twice
            "/users/x/%252e%252e/{user}/authentication/qrCodePinMethod/pin",
            "/users/x/%25%32%65%25%32%65/{user}/authentication/qrCodePinMethod/pin",
            "/%25%32%65/users/{user}/authentication/qrCodePinMethod/pin",
            "/users%252F{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}%253Bx/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%2500",
            "/users/{user}/authentication/qrCodePinMethod/%2570in",
            // Characters
            "/users/{user}/authentication/qrCodePinMethod/pin%20",
            "/users/{user}/authentication/qrCodePinMethod/%20pin",
            "/users/{user}/authentication/qrCodePinMethod/pin%EF%BB%BF",
            "/users/{user}/authentication/qrCodePinMethod/p%C4%B1n",
            "/users/{user}/authentication/qrCodePinMethod/P%C4%B0N",
            "/u%C5%BFers/{user}/authentication/qrCodePinMethod/pin",
            "/users/{user}/authentication/qrCodePinMethod/pin.json",
            // No UTF-8
            "/users/x/%C0%AE%C0%AE/{user}/authentication/qrCodePinMethod/pin",
            "/users%C0%AF{user}/authentication/qrCodePinMethod/pin",
            "/users/%FF/authentication/qrCodePinMethod/pin",
            "/users/%ED%A0%80/authentication/qrCodePinMethod/pin",
            // Versions
            "/beta/beta/users/{user}/authentication/qrCodePinMethod/pin",
            "/beta/v1.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1.0/beta/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1.0/V1.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/v1/users/{user}/authentication/qrCodePinMethod/pin",
            "/v2.0/users/{user}/authentication/qrCodePinMethod/pin",
            "/users/beta/{user}/authentication/qrCodePinMethod/pin")
        .map(path -> "/qrpin" + path);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathTricks")
  void aTrickInThePathLeadsNowhere(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    for (String method : List.of("DELETE", "GET")) {
      Api.Answer answer = refused(worker, () -> sendRaw(method, target));

      assertError(answer, oneOf(answer, 400, 404));
    }
  }

  static Stream<String> pathsThatTheServerMayRefuse() {
    return Stream.of(
        "/qrpin/;x/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/;/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin\\users\\{user}\\authentication\\qrCodePinMethod\\pin",
        "/qrpin/users/x/..;/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/users/x/..%3B/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%0D%0Ax",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%09",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%7F",
        "/qrpin/users/{user}%0A/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%00",
        "/qrpin/users/{user}%00/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%zz",
        "/qrpin/users/%zz/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/pin%2",
        "/qrpin/users/{user}/authentication/qrCodePinMethod/%u0070in",
        "/qrpin/users/\"{/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}\"{/authentication/qrCodePinMethod/pin",
        "/qrpin/\"{",
        "/qrpin/users/<{user}>/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}|/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}^`/authentication/qrCodePinMethod/pin",
        "/qrpin/users/{user}\u00e9/authentication/qrCodePinMethod/pin",
        "/qrpin;x/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin;/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin%3Bx/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin%2Fusers/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin\\users/{user}/authentication/qrCodePinMethod/pin",
        "//qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/./qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/x/../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/..;/qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/%2e%2e/qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/..%2Fqrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/qrpin/x/../../qrpin/users/{user}/authentication/qrCodePinMethod/pin",
        "/QRPIN/users/{user}/authentication/qrCodePinMethod/pin");
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathsThatTheServerMayRefuse")
  void aTrickThatTheServerMayRefuseByItselfLeadsNowhereToo(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    for (String method : List.of("DELETE", "GET")) {
      Api.Answer answer = refused(worker, () -> sendRaw(method, target));

      assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
      assertThat(answer.body()).doesNotContain("io.qrpin", "Exception", "at java.");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathTricks")
  void withoutATokenATrickInThePathIsUnauthenticated(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    assertError(refused(worker, () -> raw.send("DELETE", target)), 401, "unauthenticated");
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("pathsThatTheServerMayRefuse")
  void withoutATokenATrickThatTheServerMayRefuseGetsNobodyIn(String path) {
    Worker worker = hireWithPin();
    String target = path.replace("{user}", worker.id());

    Api.Answer answer = refused(worker, () -> raw.send("DELETE", target));

    assertThat(answer.status()).isIn(400, 401, 404);
  }

  @Test
  void anAddressOfTenThousandSlashesIsNoFailureOfTheServer() {
    assertThat(sendRaw("GET", "/qrpin" + "/".repeat(10_000)).status())
        .isGreaterThanOrEqualTo(400)
        .isLessThan(500);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "/",
        "/beta",
        "/beta/",
        "/v1.0",
        "/pin",
        "/users",
        "/users/",
        "/users/{user}",
        "/users/{user}/authentication",
        "/users/{user}/authentication/pin",
        "/users/{user}/authentication/qrCodePinMethod/pin/extra",
        "/users/{user}/authentication/qrCodePinMethod/pin/code",
        "/users/{user}/authentication/microsoftAuthenticatorMethods",
        "/me/no/such/path",
        "/groups/{user}",
        "/$batch",
        "/beta/$batch",
        "/$metadata",
        "/index.html",
        "/index.jsp",
        "/favicon.ico",
        "/robots.txt",
        "/application.wadl",
        "/WEB-INF",
        "/WEB-INF/",
        "/WEB-INF/web.xml",
        "/WEB-INF/classes/io/qrpin/Qrpin.class",
        "/web-inf/web.xml",
        "/beta/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/meta-inf/",
        "/qrpin-error",
        "/qrpin-error/x",
        "/QRPIN-ERROR",
        "/db/migration/V001__pin.sql"
      })
  void anUnknownPathIsNotFound(String path) {
    Worker worker = shop.hire();
    String target = "/qrpin" + path.replace("{user}", worker.id());
    String person =
        shop.tokens.user(worker.id(), "UserAuthMethod-QR.Read.All", Tokens.GLOBAL_READER).signed();

    Api.Answer answer = raw.send("GET", target, "Authorization: Bearer " + person);

    assertError(answer, 404, "resourceNotFound");
  }

  @Test
  void theRootWithoutASlashIsNotFound() {
    assertError(sendRaw("GET", "/qrpin"), 404, "resourceNotFound");
  }

  // ---- Methods

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"POST", "PUT", "BREW", "LOCK", "PROPFIND"})
  void aMethodThatTheResourceDoesNotHaveIsNotAllowed(String method) {
    Worker worker = hireWithPin();

    for (String type : List.of("application/json", "text/plain")) {
      Api.Answer answer =
          refused(
              worker,
              () ->
                  pin(worker)
                      .with("Content-Type", type)
                      .send(method, BodyPublishers.ofString("{}")));

      assertError(answer, 405, "methodNotAllowed");
      assertAllowsWhatThereIs(answer);
    }
  }

  /**
   * RFC 9110 §9.1: methods are told apart by case; whether refused or understood, all is checked.
   */
  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"delete", "Delete", "patch"})
  void aMethodInAnotherCaseGetsNobodyFurther(String method) {
    Worker worker = hireWithPin();
    String reader = shop.tokens.application("UserAuthMethod-QR.Read.All").signed();

    Api.Answer answer =
        refused(
            worker,
            () ->
                shop.api
                    .to(Api.pinOf(worker.id()))
                    .bearing(reader)
                    .with("Content-Type", "application/json")
                    .send(method, BodyPublishers.ofString("{}")));

    assertError(answer, oneOf(answer, 403, 405));
  }

  @Test
  void traceEchoesNothing() {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> sendRaw("TRACE", "/qrpin" + Api.pinOf(worker.id())));

    assertThat(answer.status()).isGreaterThanOrEqualTo(400).isLessThan(500);
    assertThat(answer.body()).doesNotContain("Bearer");
  }

  @Test
  void optionsAreToldOrNotAllowedAndNeverAFailure() {
    Worker worker = hireWithPin();

    Api.Answer answer = refused(worker, () -> pin(worker).send("OPTIONS", BodyPublishers.noBody()));

    assertAllowsWhatThereIs(answer);
    if (answer.status() == 405) {
      assertError(answer, 405, "methodNotAllowed");
    } else {
      assertThat(answer.status()).isIn(200, 204);
      assertThat(answer.body()).doesNotContain("error");
    }
  }

  @Test
  void headIsAnsweredAsGetWithoutTheBody() {
    Worker worker = hireWithPin();
    String stranger = shop.tokens.application().signed();

    assertThat(pin(worker).send("HEAD", BodyPublishers.noBody()).status()).isEqualTo(200);
    assertThat(pin(worker).send("HEAD", BodyPublishers.noBody()).body()).isEmpty();
    assertThat(pin(shop.hire()).send("HEAD", BodyPublishers.noBody()).status()).isEqualTo(404);
    assertThat(
            shop.api
                .to(Api.pinOf(worker.id()))
                .bearing(stranger)
                .send("HEAD", BodyPublishers.noBody())
                .status())
        .isEqualTo(403);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override",
        "X-HTTP-Method",
        "X-Method-Override",
        "X-Http-Method-Name",
        "_method"
      })
  void aHeaderDoesNotOverrideTheMethod(String header) {
    Worker worker = hireWithPin();

    for (String other : List.of("DELETE", "PATCH")) {
      assertThat(refused(worker, () -> pin(worker).with(header, other).get()).status())
          .isEqualTo(200);
      assertError(
          refused(
              worker,
              () ->
                  pin(worker)
                      .with(header, other)
                      .with("Content-Type", "application/json")
                      .send("POST", BodyPublishers.ofString("{}"))),
          405,
          "methodNotAllowed");
    }
    assertThat(refused(worker, () -> at(Api.pinOf(worker.id()) + "?_method=DELETE").get()).status())
        .isEqualTo(200);
  }

  // ---- Queries

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "$select=id",
        "$select=id,createdDateTime",
        "$select=nothing",
        "$select=",
        "$select",
        "$select=%zz",
        "$select=%",
        "$select=%00",
        "$select=%FF",
        "$select=id&$select=code",
        "$expand=pin",
        "$expand=nothing($select=x)",
        "$expand=*",
        "$filter=broken",
        "$top=-1",
        "%zz",
        "%",
        "&&&",
        "=",
        ";",
        "?",
        "'",
        "\"{",
        "a=/../..//",
        ""
      })
  void aQueryNeverFails(String query) {
    Worker worker = hireWithPin();
    String target = "/qrpin" + Api.pinOf(worker.id()) + "?" + query;

    assertThat(sendRaw("GET", target).status()).isEqualTo(200);
    assertThat(sendRaw("DELETE", target).status()).isEqualTo(204);
  }

  // ---- Help

  /** Sends it for a worker who has a PIN and for one who has none; neither is changed. */
  private List<Api.Answer> eachRefusal(Function<Worker, Api.Answer> request) {
    return Stream.of(hireWithPin(), shop.hire())
        .map(worker -> refused(worker, () -> request.apply(worker)))
        .toList();
  }

  private Api.Answer refused(Worker worker, Supplier<Api.Answer> request) {
    return Standing.unchangedBy(request, worker, shop.database);
  }

  private void assertDeniedWriting(Worker worker, String address, String caller) {
    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(address).bearing(caller).patch("{}"),
            () -> shop.api.to(address).bearing(caller).delete())) {
      assertError(refused(worker, request), 403, "accessDenied");
    }
  }

  private static void assertAllowsWhatThereIs(Api.Answer answer) {
    List<String> allowed =
        answer.headers("Allow").stream().flatMap(it -> Stream.of(it.split("[, ]+"))).toList();
    assertThat(allowed).contains("GET", "PATCH", "DELETE").doesNotContain("POST", "PUT");
  }

  /** The status it has, which is one of these. */
  private static int oneOf(Api.Answer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    return answer.status();
  }

  private Worker hireWithPin() {
    Worker worker = shop.hire();
    assertThat(pin(worker).patch("{}").status()).isEqualTo(201);
    return worker;
  }

  /** The directory knows numbers of him, and only those. */
  private Worker knownTo(Worker worker) {
    String letters =
        worker
            .id()
            .chars()
            .map(c -> Character.isDigit(c) ? c - '0' + 'g' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    Worker known = new Worker(worker.id(), "480617" + letters + "@contoso.example");
    shop.database.update(
        "update directory_user set user_principal_name = ?, employee_number = '771402'"
            + " where id = ?",
        known.name(),
        known.id());
    return known;
  }

  private Api.Call pin(Worker worker) {
    return at(Api.pinOf(worker.id()));
  }

  private Api.Call at(String path) {
    return shop.api.to(path).bearing(token);
  }

  private Api.Answer sendRaw(String method, String target) {
    return raw.send(method, target, "Authorization: Bearer " + token);
  }

  private Api.Answer patch(Worker worker, byte[] body) {
    return patch(worker, BodyPublishers.ofByteArray(body));
  }

  private Api.Answer patch(Worker worker, BodyPublisher body) {
    return pin(worker).with("Content-Type", "application/json").send("PATCH", body);
  }

  private static BodyPublisher publisher(byte[] body, String manner) {
    return manner.equals("in chunks")
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
        : BodyPublishers.ofByteArray(body);
  }

  private static byte[] padded(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[length - 1] = '}';
    return body;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A member's text with these bytes in it. */
  private static byte[] badUtf8(int... bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes("{\"x\":\""));
    for (int b : bytes) {
      body.write(b);
    }
    body.writeBytes(bytes("\"}"));
    return body.toByteArray();
  }

  private static String code(String digits) {
    return Json.createObjectBuilder().add("code", digits).build().toString();
  }

  private static String odata(String type) {
    return "{\"@odata.type\":" + type + ",\"code\":\"" + GOOD + "\"}";
  }

  private static Arguments weak(String kind, String digits, String... rules) {
    return arguments(kind, digits, Set.of(rules));
  }

  private static Arguments invalid(String kind, Function<Tokens, String> maker) {
    return arguments(kind, maker);
  }

  private static Arguments unclear(String kind, Function<Tokens, Tokens.Token> maker) {
    return arguments(kind, maker);
  }

  private static String withoutSignature(Tokens tokens) {
    String signed = tokens.administrator().signed();
    return signed.substring(0, signed.lastIndexOf('.'));
  }

  private static String signatureOf(Tokens tokens) {
    String signed = tokens.administrator().signed();
    return signed.substring(signed.lastIndexOf('.') + 1);
  }

  /** RFC 8725 §2.1: the public key, known to everybody, taken for a shared secret. */
  private static String signedWithPublicKey(Tokens tokens) {
    try {
      Path file = Path.of("target/it/public-as-secret.pem");
      Files.createDirectories(file.getParent());
      tokens.writePublicKey(file);
      String payload = tokens.administrator().signed().split("\\.")[1];
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String content =
          base64.encodeToString(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + payload;
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Files.readAllBytes(file), "HmacSHA256"));
      return content + "." + base64.encodeToString(mac.doFinal(bytes(content)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
