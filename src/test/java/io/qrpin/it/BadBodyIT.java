package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static io.qrpin.it.GraphErrors.assertSilentAbout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not JSON, are of the wrong types, or are too large. */
class BadBodyIT extends BadInput {

  BadBodyIT(Shop shop) {
    super(shop);
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

  static Stream<Arguments> unknownMembers() {
    return Stream.of(
        arguments("{\"Code\":\"71938264\"}", "Code", " code;"),
        arguments("{\"code\":\"" + GOOD + "\",\"CODE\":null}", "CODE", " code;"),
        arguments("{\"code\":\"" + GOOD + "\",\"length\":8}", "length", "no such member"),
        arguments("{\"value\":{\"code\":\"" + GOOD + "\"}}", "value", "no such member"),
        arguments("{\"pin\":\"71938264\"}", "pin", "code"),
        arguments("{\"pin\":{\"code\":\"71938264\"}}", "pin", "a string"),
        arguments("{\"code\":\"a\\ud800\"}", "code", "surrogate"),
        arguments("{\"id\":\"\\udc00\"}", "id", "surrogate"));
  }

  @ParameterizedTest(name = "{index} {1}")
  @MethodSource("unknownMembers")
  void aMemberThatThePinDoesNotHaveIsABadRequestThatNamesIt(
      String body, String target, String message) {
    eachRefusal(worker -> patch(worker, bytes(body)))
        .forEach(
            answer -> {
              JsonObject error = assertError(answer, 400, "badRequest");
              assertThat(error.getString("target")).isEqualTo(target);
              assertThat(error.getString("message")).contains(message);
              assertSilentAbout("71938264", answer);
              assertSilentAbout(GOOD, answer);
            });
  }

  @Test
  void readOnlyMembersAndAnnotationsAreIgnored() {
    String body =
        "{\"id\":7,\"createdDateTime\":[],\"updatedDateTime\":null,\"a@b\":{\"c\":1},"
            + "\"forceChangePinNextSignIn\":false,\"@odata.context\":\"x\",\"code\":\""
            + GOOD
            + "\"}";

    Api.Answer answer = patch(shop.hire(), bytes(body));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().getBoolean("forceChangePinNextSignIn")).isTrue();
    assertThat(answer.json().getString("code")).isEqualTo(GOOD);
  }

  @Test
  void aByteOrderMarkBeforeTheBodyIsSkipped() {
    Api.Answer answer = patch(shop.hire(), bytes("\ufeff" + code(GOOD)));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().getString("code")).isEqualTo(GOOD);
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

  private static String odata(String type) {
    return "{\"@odata.type\":" + type + ",\"code\":\"" + GOOD + "\"}";
  }
}
