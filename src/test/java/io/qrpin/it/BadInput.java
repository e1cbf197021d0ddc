package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The base of the tests that send bad input. Bad input gets an error in the shape of Graph, and
 * changes nothing.
 */
@ExtendWith(Shop.Keeper.class)
abstract class BadInput {

  static final int TWO_MEGABYTES = 2 * 1024 * 1024;
  static final int MAX_BYTES = 64 * 1024;
  static final String GOOD = "09599786";

  final Shop shop;
  final RawHttp raw;
  final String token;

  BadInput(Shop shop) {
    this.shop = shop;
    this.raw = new RawHttp(shop.server.port());
    this.token = shop.tokens.administrator().signed();
  }

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

  /** Sends the request for a worker with a PIN and for one without; it must change neither. */
  List<Api.Answer> eachRefusal(Function<Worker, Api.Answer> request) {
    return Stream.of(hireWithPin(), shop.hire())
        .map(worker -> refused(worker, () -> request.apply(worker)))
        .toList();
  }

  Api.Answer refused(Worker worker, Supplier<Api.Answer> request) {
    return Standing.unchangedBy(request, worker, shop.database);
  }

  /** Checks that the status of the answer is one of these, and returns it. */
  static int oneOf(Api.Answer answer, Integer... statuses) {
    assertThat(answer.status()).as(answer.toString()).isIn((Object[]) statuses);
    return answer.status();
  }

  Worker hireWithPin() {
    Worker worker = shop.hire();
    assertThat(pin(worker).patch("{}").status()).isEqualTo(201);
    return worker;
  }

  Api.Call pin(Worker worker) {
    return at(Api.pinOf(worker.id()));
  }

  Api.Call at(String path) {
    return shop.api.to(path).bearing(token);
  }

  Api.Answer sendRaw(String method, String target) {
    return raw.send(method, target, "Authorization: Bearer " + token);
  }

  Api.Answer patch(Worker worker, byte[] body) {
    return patch(worker, BodyPublishers.ofByteArray(body));
  }

  Api.Answer patch(Worker worker, BodyPublisher body) {
    return pin(worker).with("Content-Type", "application/json").send("PATCH", body);
  }

  static BodyPublisher publisher(byte[] body, String manner) {
    return manner.equals("in chunks")
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
        : BodyPublishers.ofByteArray(body);
  }

  static byte[] padded(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[length - 1] = '}';
    return body;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String code(String digits) {
    return Json.createObjectBuilder().add("code", digits).build().toString();
  }

  /** A member's text that contains these bytes. */
  private static byte[] badUtf8(int... bytes) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(bytes("{\"x\":\""));
    for (int b : bytes) {
      body.write(b);
    }
    body.writeBytes(bytes("\"}"));
    return body.toByteArray();
  }
}
