package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphBodyTest {

  private static final WireType INNER = WireType.named("microsoft.graph.inner", "id", "name");
  private static final WireType TYPE =
      WireType.named("microsoft.graph.qrPin", "id", "code", "pinLength").with("inner", INNER);

  private static GraphBody read(byte[] bytes) throws IOException {
    return GraphBody.read(new ByteArrayInputStream(bytes));
  }

  private static GraphBody read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static GraphError refusalOf(ThrowingCallable reading) {
    Refusal refusal = catchThrowableOfType(Refusal.class, reading);
    assertThat(refusal).as("is refused").isNotNull();
    return refusal.error();
  }

  private static void assertBadRequest(ThrowingCallable reading) {
    GraphError error = refusalOf(reading);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static String nestedArrays(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static byte[] padded(int bytes) {
    String text = "{\"code\":\"x\"}";
    return (text + " ".repeat(bytes - text.length())).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aMissingBodyIsABadRequest() {
    assertBadRequest(() -> read(""));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        " ",
        "\n",
        "code=1",
        "<a/>",
        "{",
        "}",
        "{\"code\"}",
        "{\"code\":}",
        "{\"code\":\"x\"",
        "{\"code\":\"x\",}",
        "{,}",
        "{code:\"x\"}",
        "{'code':'x'}",
        "{\"code\":\"x\" \"a\":1}",
        "{\"code\":x}",
        "{\"code\":01}",
        "{\"code\":\"\\x\"}",
        "{\"code\":\"a\nb\"}",
        "{\"code\":\"\\u12\"}",
        "{\"code\":NaN}",
        "{\"code\":\"x\"} // comment",
        "/* comment */ {}",
        "[]",
        "[{\"code\":\"x\"}]",
        "\"code\"",
        "7",
        "true",
        "null"
      })
  void whatIsNotOneJsonObjectIsABadRequest(String body) {
    assertBadRequest(() -> read(body));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "{}{}",
        "{} {}",
        "{},",
        "{}]",
        "{}}",
        "{}x",
        "{}1",
        "{}\"\"",
        "{}null",
        "{}\ufeff",
        "{}\u0000"
      })
  void garbageAfterTheObjectIsABadRequest(String body) {
    assertBadRequest(() -> read(body));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "{\"code\":\"x\",\"code\":\"y\"}",
        "{\"code\":\"x\",\"code\":\"x\"}",
        "{\"code\":null,\"code\":null}",
        "{\"a\":1,\"code\":\"x\",\"a\":1}",
        "{\"code\":\"x\",\"\\u0063ode\":\"y\"}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":[{\"b\":1,\"b\":2}]}",
        "{\"a\":{\"c\":{\"b\":1,\"b\":2}},\"code\":\"x\"}"
      })
  void theSameMemberTwiceIsABadRequestHoweverDeep(String body) {
    assertBadRequest(() -> read(body));
  }

  @Test
  void theSameNameInTwoObjectsIsNotTwice() throws IOException {
    assertThat(read("{\"a\":{\"code\":1},\"code\":\"x\",\"b\":{\"code\":1}}").text("code"))
        .contains("x");
  }

  @Test
  void sixtyFourKibibytesAreRead() throws IOException {
    assertThat(read(padded(65_536)).text("code")).contains("x");
  }

  @Test
  void oneByteMoreThanSixtyFourKibibytesIsTooLarge() {
    GraphError error = refusalOf(() -> read(padded(65_537)));
    assertThat(error.status()).isEqualTo(413);
    assertThat(error.code()).isEqualTo("requestTooLarge");
  }

  @Test
  void ofABodyWithoutEndNoMoreIsReadThanNeeded() {
    CountingStream endless = new CountingStream();
    assertThat(refusalOf(() -> GraphBody.read(endless)).status()).isEqualTo(413);
    assertThat(endless.given).isEqualTo(65_537);
  }

  @Test
  void thirtyTwoLevelsAreRead() throws IOException {
    assertThat(read(nested(32)).text("code")).isEmpty();
    assertThat(read(nestedArrays(32)).text("code")).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0} levels")
  @ValueSource(ints = {33, 34, 999, 1_001, 10_000})
  void moreThanThirtyTwoLevelsAreABadRequest(int levels) {
    assertBadRequest(() -> read(nested(levels)));
    assertBadRequest(() -> read(nestedArrays(levels)));
  }

  @Test
  void twentyThousandLevelsAreABadRequest() {
    assertBadRequest(() -> read("{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"));
    assertBadRequest(() -> read("[".repeat(20_000)));
  }

  @Test
  void manyMembersBesideEachOtherAreNotDeep() throws IOException {
    StringBuilder wide = new StringBuilder("{\"code\":\"x\"");
    for (int i = 0; i < 2_000; i++) {
      wide.append(",\"m").append(i).append("\":[{}]");
    }
    assertThat(read(wide.append('}').toString()).text("code")).contains("x");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "\u00ff",
        "\u00c3",
        "\u00c0\u00af",
        "\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f8\u0088"
      })
  void whatIsNotUtf8IsABadRequest(String bytes) {
    assertBadRequest(
        () -> read(("{\"code\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void otherUnicodeEncodingsAreABadRequest() {
    assertBadRequest(() -> read("{\"code\":\"x\"}".getBytes(StandardCharsets.UTF_16LE)));
    assertBadRequest(() -> read("{\"code\":\"x\"}".getBytes(StandardCharsets.UTF_16BE)));
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(read("\ufeff{\"code\":\"x\"}").text("code")).contains("x");
    assertThat(read("\ufeff {\"code\":\"\ufeff\"}").text("code")).contains("\ufeff");
  }

  @Test
  void aByteOrderMarkIsSkippedOnceAndOnlyInFront() {
    assertBadRequest(() -> read("\ufeff\ufeff{}"));
    assertBadRequest(() -> read(" \ufeff{}"));
    assertThat(refusalOf(() -> read("\ufeff")).message()).contains("missing");
  }

  @ParameterizedTest(name = "{index} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"a\\ud800b\"} | code",
        "{\"code\":\"\\udfff\"} | code",
        "{\"code\":\"\\udc00\\ud800\"} | code",
        "{\"code\":\"\\ud83d\\ud83d\\ude00\"} | code",
        "{\"ok\":\"x\",\"@odata.type\":\"\\udbff\"} | @odata.type",
        "{\"inner\":{\"id\":\"\\ud800\"}} | inner/id",
        "{\"list\":[\"x\",[{\"id\":\"\\udc00\"}]]} | list/id",
        "{\"list\":[\"\\udc00\"]} | list",
        "{\"a\\ud800\":1} | a?",
        "{\"inner\":{\"\\udc00b\":{}}} | inner/?b"
      })
  void halfASurrogatePairIsABadRequestThatNamesItsMember(String body, String target) {
    GraphError error = refusalOf(() -> read(body));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains(target);
  }

  @Test
  void aWholeSurrogatePairIsRead() throws IOException {
    assertThat(read("{\"code\":\"\\ud83d\\ude00\"}").text("code")).contains("\ud83d\ude00");
    assertThat(read("{\"code\":\"\ud83d\ude00\"}").text("code")).contains("\ud83d\ude00");
    assertThat(read("{\"code\":\"\\ud7ff\\ue000\"}").text("code")).contains("\ud7ff\ue000");
  }

  @ParameterizedTest(name = "{index} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Code\":\"71938264\"} | Code | There is code;",
        "{\"code\":\"x\",\"CODE\":null} | CODE | There is code;",
        "{\"PinLength\":9} | PinLength | There is pinLength;",
        "{\"ID\":\"x\"} | ID | There is id;",
        "{\"inner\":{\"Name\":1}} | inner/Name | There is name;",
        "{\"inner\":[{\"name\":1},{\"nAme\":1}]} | inner/nAme | There is name;"
      })
  void aMemberInAnotherCaseIsABadRequestThatNamesTheOneThatExists(
      String body, String target, String named) throws IOException {
    GraphBody read = read(body);
    GraphError error = refusalOf(() -> read.as(TYPE));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains(target);
    assertThat(error.message()).contains(named).doesNotContain("7193");
  }

  @ParameterizedTest(name = "{index} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"codes\":\"x\"} | codes",
        "{\"code \":\"x\"} | code ",
        "{\"\":1} | ''",
        "{\"value\":{\"code\":\"x\"}} | value",
        "{\"code\":\"x\",\"more\":null} | more",
        "{\"inner\":{\"code\":\"x\"}} | inner/code",
        "{\"name\":\"x\"} | name",
        "{\"inner\":[{},7,{\"x\":1}]} | inner/x"
      })
  void aMemberThatTheTypeDoesNotHaveIsABadRequestThatNamesIt(String body, String target)
      throws IOException {
    GraphBody read = read(body);
    GraphError error = refusalOf(() -> read.as(TYPE));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target().orElseThrow().strip()).isEqualTo(target.strip());
    assertThat(error.message()).doesNotContain("case-sensitive");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":7,\"code\":[],\"pinLength\":{\"x\":1}}",
        "{\"inner\":null}",
        "{\"inner\":7}",
        "{\"inner\":{\"id\":1,\"name\":{\"x\":1}}}",
        "{\"inner\":[]}",
        "{\"inner\":[{\"id\":1},\"x\"]}",
        "{\"@odata.context\":\"x\",\"code@odata.type\":7,\"a@b\":{\"c\":1},\"@\":1}",
        "{\"inner\":{\"@odata.etag\":1,\"@odata.type\":\"#microsoft.graph.inner\"}}"
      })
  void membersOfTheTypeAndAnnotationsFit(String body) throws IOException {
    GraphBody read = read(body);
    assertThat(read.as(TYPE)).isSameAs(read);
  }

  @Test
  void theTypeOfAPartIsCheckedToo() throws IOException {
    GraphBody read = read("{\"inner\":{\"@odata.type\":\"#microsoft.graph.qrPin\"}}");
    GraphError error = refusalOf(() -> read.as(TYPE));
    assertThat(error.target()).contains("inner/@odata.type");
    assertThat(error.message()).contains("#microsoft.graph.inner");
  }

  @Test
  void aTypeThatGraphDoesNotHaveMayBeCalledAnything() throws IOException {
    GraphBody read = read("{\"@odata.type\":\"#x\",\"pin\":\"1\"}");
    assertThat(read.as(WireType.unnamed("pin"))).isSameAs(read);
  }

  @Test
  void aLongNameIsCutInTheError() throws IOException {
    GraphBody exact = read("{\"" + "\ud83d\ude00".repeat(64) + "\":1}");
    GraphBody longer = read("{\"" + "x".repeat(65) + "\":1}");
    assertThat(refusalOf(() -> exact.as(TYPE)).target()).contains("\ud83d\ude00".repeat(64));
    assertThat(refusalOf(() -> longer.as(TYPE)).target()).contains("x".repeat(64) + "…");
  }

  @Test
  void aTextIsReadAsItIs() throws IOException {
    assertThat(read("{\"code\":\"x\"}").text("code")).contains("x");
    assertThat(read("{\"code\":\"\"}").text("code")).contains("");
    assertThat(read("{\"code\":\" \\u0031\\n\u20ac\"}").text("code")).contains(" 1\n\u20ac");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"{}", " { } ", "{\"code\":null}", "{\"Code\":\"x\"}", "{\"other\":[1]}"})
  void aMemberThatIsMissingOrNullIsEmpty(String body) throws IOException {
    assertThat(read(body).text("code")).isEmpty();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"35387687", "1.5", "1e400", "-1", "true", "false", "{}", "[]", "[\"x\"]"})
  void aMemberThatIsNoTextIsABadRequestAtItsName(String value) throws IOException {
    GraphBody body = read("{\"code\":" + value + "}");
    GraphError error = refusalOf(() -> body.text("code"));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains("code");
    assertThat(error.message()).doesNotContain("3538");
  }

  @Test
  void aTextThatIsRequiredIsReadAsItIs() throws IOException {
    assertThat(read("{\"pin\":\"x\"}").requiredText("pin")).isEqualTo("x");
    assertThat(read("{\"pin\":\" \"}").requiredText("pin")).isEqualTo(" ");
    assertThat(read("{\"pin\":\"null\"}").requiredText("pin")).isEqualTo("null");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "{}",
        "{\"pin\":null}",
        "{\"pin\":\"\"}",
        "{\"Pin\":\"x\"}",
        "{\"pin \":\"x\"}",
        "{\"other\":{\"pin\":\"x\"}}",
        "{\"pin\":35387687}",
        "{\"pin\":1.5}",
        "{\"pin\":true}",
        "{\"pin\":{}}",
        "{\"pin\":[\"35387687\"]}"
      })
  void aRequiredTextThatIsMissingEmptyOrNoTextIsABadRequestAtItsName(String body)
      throws IOException {
    GraphBody read = read(body);
    GraphError error = refusalOf(() -> read.requiredText("pin"));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains("pin");
    assertThat(error.message()).doesNotContain("3538");
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({
    "7, 7",
    "-7, -7",
    "0, 0",
    "-0, 0",
    "0.0, 0",
    "0e5, 0",
    "0e2147483647, 0",
    "0e-2147483647, 0",
    "1.0, 1",
    "1e1, 10",
    "1E+1, 10",
    "70e-1, 7",
    "10, 10",
    "-10, -10"
  })
  void aWholeNumberIsReadHoweverItIsWritten(String value, int number) throws IOException {
    assertThat(read("{\"n\":" + value + "}").number("n", -10, 10)).contains(number);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "11",
        "-11",
        "1.5",
        "1e-1",
        "4294967297",
        "-4294967295",
        "18446744073709551617",
        "1e10",
        "1e400",
        "1e-400",
        "1e2147483647",
        "-1e2147483647",
        "1e-2147483647",
        "12345678901e2147483637",
        "\"7\"",
        "\"null\"",
        "true",
        "false",
        "{}",
        "[]",
        "[7]"
      })
  void aMemberThatIsNoWholeNumberInRangeIsABadRequestAtItsName(String value) throws IOException {
    GraphBody body = read("{\"n\":" + value + "}");
    GraphError error = refusalOf(() -> body.number("n", -10, 10));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains("n");
    assertThat(error.message()).contains("from -10 to 10");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"1e2147483648", "1e-2147483648", "1e99999999999", "LONG"})
  void aNumberThatJavaCannotHoldIsABadRequest(String value) {
    assertBadRequest(
        () ->
            read("{\"n\":" + value.replace("LONG", "1".repeat(5_000)) + "}").number("n", -10, 10));
  }

  @Test
  void aNumberThatIsMissingOrNullIsEmpty() throws IOException {
    assertThat(read("{}").number("n", 0, 1)).isEmpty();
    assertThat(read("{\"n\":null}").number("n", 0, 1)).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @CsvSource({"true, true", "false, false", "'\"true\"', true", "'\"false\"', false"})
  void aTruthValueIsReadAlsoFromItsText(String value, boolean flag) throws IOException {
    assertThat(read("{\"f\":" + value + "}").flag("f")).contains(flag);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "\"null\"",
        "\"\"",
        "\"True\"",
        "\" true\"",
        "\"\\\"true\\\"\"",
        "0",
        "1",
        "{}",
        "[]",
        "[true]",
        "{\"true\":true}"
      })
  void aMemberThatIsNoTruthValueIsABadRequestAtItsName(String value) throws IOException {
    GraphBody body = read("{\"f\":" + value + "}");
    GraphError error = refusalOf(() -> body.flag("f"));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains("f");
  }

  @Test
  void aTruthValueThatIsMissingOrNullIsEmpty() throws IOException {
    assertThat(read("{}").flag("f")).isEmpty();
    assertThat(read("{\"f\":null}").flag("f")).isEmpty();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"\"null\"", "7", "true", "\"{}\"", "[]", "[{}]"})
  void aMemberThatIsNoObjectIsABadRequestAtItsName(String value) throws IOException {
    GraphBody body = read("{\"o\":" + value + "}");
    assertThat(refusalOf(() -> body.object("o")).target()).contains("o");
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"\"null\"", "7", "true", "{}", "[null]", "[{},7]", "[[]]", "[\"{}\"]"})
  void aMemberThatIsNoArrayOfObjectsIsABadRequestAtItsName(String value) throws IOException {
    GraphBody body = read("{\"a\":" + value + "}");
    assertThat(refusalOf(() -> body.objects("a")).target()).contains("a");
  }

  @Test
  void objectsAreReadOneByOne() throws IOException {
    GraphBody body = read("{\"o\":{\"n\":1},\"a\":[{\"n\":1},{\"n\":2}],\"e\":[],\"z\":null}");
    assertThat(body.object("o").flatMap(it -> it.number("n", 1, 2))).contains(1);
    assertThat(body.objects("a").orElseThrow())
        .extracting(it -> it.number("n", 1, 2).orElseThrow())
        .containsExactly(1, 2);
    assertThat(body.objects("e").orElseThrow()).isEmpty();
    assertThat(body.object("z")).isEmpty();
    assertThat(body.objects("z")).isEmpty();
    assertThat(body.has("z")).isFalse();
    assertThat(body.has("e")).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "{}",
        "{\"@odata.type\":null}",
        "{\"@odata.type\":\"microsoft.graph.qrPin\"}",
        "{\"@odata.type\":\"#microsoft.graph.qrPin\"}"
      })
  void theTypeIsAcceptedWithAndWithoutHashAndAbsent(String body) throws IOException {
    GraphBody read = read(body);
    assertThat(read.as(TYPE)).isSameAs(read);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "\"\"",
        "\"#\"",
        "\"##microsoft.graph.qrPin\"",
        "\"microsoft.graph.qrpin\"",
        "\"microsoft.graph.qrCode\"",
        "\"#microsoft.graph.qrPin \"",
        "\"null\"",
        "false",
        "[]",
        "{\"@odata.type\":\"microsoft.graph.qrPin\"}",
        "7",
        "true",
        "{}",
        "[\"#microsoft.graph.qrPin\"]"
      })
  void aWrongTypeIsABadRequestAtItsName(String type) throws IOException {
    GraphBody body = read("{\"@odata.type\":" + type + "}");
    GraphError error = refusalOf(() -> body.as(TYPE));
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("badRequest");
    assertThat(error.target()).contains("@odata.type");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "{\"code\":\"35387687\"",
        "{\"code\":\"35387687\",\"code\":\"35387687\"}",
        "{\"code\":35387687x}",
        "35387687",
        "{\"code\":\"35387687\"}35387687"
      })
  void aRefusalRepeatsNothingOfTheBody(String body) {
    assertThat(refusalOf(() -> read(body)).toString()).doesNotContain("3538");
  }

  /** Gives blanks for ever, and counts them. */
  private static final class CountingStream extends InputStream {

    private int given;

    @Override
    public int read() {
      given++;
      return ' ';
    }
  }
}
