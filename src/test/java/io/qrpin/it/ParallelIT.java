package io.qrpin.it;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many parallel requests for one worker. */
@ExtendWith(Shop.Keeper.class)
class ParallelIT {

  private static final int MANY = 50;

  private final Shop shop;

  ParallelIT(Shop shop) {
    this.shop = shop;
  }

  @Test
  void afterManyParallelResetsAllAreAnsweredAndExactlyOnePinIsValid() {
    Worker worker = shop.hire();

    List<Api.Answer> answers = patchAtOnce(worker);

    assertThat(answers).extracting(Api.Answer::status).containsOnly(201);
    List<String> codes = answers.stream().map(it -> it.json().getString("code")).toList();
    assertThat(codes.stream().filter(it -> shop.verifier.isPinOf(worker.id(), it))).hasSize(1);
    assertThat(Secrecy.namesAny(codes, shop.database.everything())).isFalse();
    assertThat(Secrecy.namesAny(codes, shop.server.everythingLogged())).isFalse();
    assertThat(count("qr_pin", worker)).isEqualTo("1");
    assertThat(count("qr_code_pin_method", worker)).isEqualTo("1");
    assertThat(count("credential_event", worker)).isEqualTo(String.valueOf(MANY));
    assertThat(
            shop.database.value(
                "select generation from qr_pin where subscriber_id = ?", worker.id()))
        .isEqualTo(String.valueOf(MANY));
    assertThat(events("PinCreated", worker)).isEqualTo(1);
  }

  @Test
  void afterManyParallelResetsAndDeletesNothingIsLeft() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    Supplier<Api.Call> pin = () -> shop.api.to(Api.pinOf(worker.id())).bearing(token);

    List<List<Api.Answer>> answers =
        atOnce(i -> List.of(pin.get().patch("{}"), pin.get().delete()));

    assertThat(answers).extracting(it -> it.get(0).status()).containsOnly(201);
    assertThat(answers).extracting(it -> it.get(1).status()).contains(204).isSubsetOf(204, 404);
    long deleted = answers.stream().filter(it -> it.get(1).status() == 204).count();
    assertThat(count("credential_event", worker)).isEqualTo(String.valueOf(MANY + deleted));
    assertThat(events("PinRevoked", worker)).isEqualTo(deleted);
    assertThat(events("PinCreated", worker)).isEqualTo(deleted);
    assertThat(count("qr_pin", worker)).isEqualTo("0");
    assertThat(count("qr_code_pin_method", worker)).isEqualTo("0");
  }

  @Test
  void exactlyOneOfManyParallelEnrolmentsGets201() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();

    List<Api.Answer> answers =
        atOnce(
            i ->
                shop.api
                    .to("/users/" + worker.id() + "/authentication/qrCodePinMethod")
                    .bearing(token)
                    .with("Content-Type", "application/json")
                    .send("PUT", BodyPublishers.ofString("{\"standardQRCode\":{}}")));

    assertOnlyOneWasIssued(answers, "tooManyQRCodePinMethod");
    assertThat(count("qr_code", worker)).isEqualTo("1");
    Api.Answer created =
        answers.stream().filter(it -> it.status() == 201).findFirst().orElseThrow();
    String code = created.json().getJsonObject("pin").getString("code");
    assertThat(shop.verifier.isPinOf(worker.id(), code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standardQRCode", "temporaryQRCode"})
  void exactlyOneOfManyParallelCodesIsIssued(String kind) {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    shop.api.to(Api.pinOf(worker.id())).bearing(token).patch("{}");
    Instant now = Instant.now();
    Instant expiry = now.plus(kind.equals("standardQRCode") ? ofDays(10) : ofHours(10));

    List<Api.Answer> answers =
        atOnce(
            i ->
                shop.api
                    .to("/users/" + worker.id() + "/authentication/qrCodePinMethod/" + kind)
                    .bearing(token)
                    .patch(
                        "{\"startDateTime\":\"%s\",\"expireDateTime\":\"%s\"}"
                            .formatted(now.plusSeconds(i), expiry)));

    assertOnlyOneWasIssued(answers, "ActiveQRCodeExisted");
    assertThat(count("qr_code", worker)).isEqualTo("1");
  }

  private static void assertOnlyOneWasIssued(List<Api.Answer> answers, String otherwise) {
    assertThat(answers).extracting(Api.Answer::status).containsOnly(201, 400);
    assertThat(answers.stream().filter(it -> it.status() == 201)).hasSize(1);
    assertThat(answers.stream().filter(it -> it.status() == 400).map(Api.Answer::code))
        .containsOnly(otherwise);
  }

  private List<Api.Answer> patchAtOnce(Worker worker) {
    String token = shop.tokens.administrator().signed();
    return atOnce(i -> shop.api.to(Api.pinOf(worker.id())).bearing(token).patch("{}"));
  }

  private static <R> List<R> atOnce(IntFunction<R> request) {
    return Crowd.atOnce(MANY, request);
  }

  private long events(String event, Worker worker) {
    return Long.parseLong(
        shop.database.value(
            "select count(*) from credential_event where subscriber_id = ? and event = ?",
            worker.id(),
            event));
  }

  private String count(String table, Worker worker) {
    return shop.database.value(
        "select count(*) from " + table + " where subscriber_id = ?", worker.id());
  }
}
