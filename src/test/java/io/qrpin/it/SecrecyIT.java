package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets are written nowhere. The server of these tests traces all of {@code io.qrpin}. */
@ExtendWith(Shop.Keeper.class)
class SecrecyIT {

  private final Shop shop;

  SecrecyIT(Shop shop) {
    this.shop = shop;
  }

  @Test
  void noPinAndNoTokenIsInTheDatabaseTheLogsTheTracesOrTheAuditRows() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    List<String> pins = new ArrayList<>();
    for (String chosen : List.of("35387687", "09599786", "56745755", "3141592653")) {
      pins.add(chosen);
      assertThat(patch(worker, token, "{\"code\":\"" + chosen + "\"}").status()).isEqualTo(201);
    }
    for (int i = 0; i < 5; i++) {
      pins.add(patch(worker, token, "{}").json().getString("code"));
    }
    for (String refused : List.of("19831204", "27182818", "7538461")) {
      pins.add(refused);
      patch(worker, token, "{\"code\":\"" + refused + "\"}");
      patch(worker, token, "{\"code\":" + refused + "}");
      patch(worker, token, "{\"code\":\"" + refused + "\",\"code\":\"" + refused + "\"}");
      patch(worker, token, "{\"code\":\"" + refused + "\"");
      patch(worker, token, "{\"@odata.type\":\"" + refused + "\"}");
      patch(worker, token, "{\"code\":\"x" + refused + "\"}");
    }

    String written = shop.database.everything() + shop.server.everythingLogged();

    assertThat(written).contains(worker.id());
    assertThat(Secrecy.namesAny(pins, written)).isFalse();
    assertThat(written.contains(token)).isFalse();
    assertThat(written.contains(token.substring(token.lastIndexOf('.') + 1))).isFalse();
    String hash =
        shop.database.value("select hash from qr_pin where subscriber_id = ?", worker.id());
    assertThat(shop.server.everythingLogged().contains(hash)).isFalse();
  }

  @Test
  void aRowThatTheDatabaseRefusesIsNotShownInTheAnswerOrTheLogs() {
    Worker worker = shop.hire();
    String token = shop.tokens.administrator().signed();
    String guard = "alter table qr_pin add constraint no_w check (subscriber_id <> '%s')";
    shop.database.update(guard.formatted(worker.id()));
    try {
      Api.Answer answer = patch(worker, token, "{}");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.code()).isEqualTo("internalServerError");
      assertThat(answer.body())
          .doesNotContain("qr_pin")
          .doesNotContain("argon2")
          .doesNotContain("SQL");
      assertThat(shop.server.everythingLogged())
          .contains(answer.header("request-id"))
          .doesNotContain("$argon2id-a256gcm");
      assertThat(
              shop.database.value(
                  "select count(*) from credential_event where subscriber_id = ?", worker.id()))
          .isEqualTo("0");
    } finally {
      shop.database.update("alter table qr_pin drop constraint no_w");
    }
  }

  private Api.Answer patch(Worker worker, String token, String body) {
    return shop.api.to(Api.pinOf(worker.id())).bearing(token).patch(body);
  }
}
