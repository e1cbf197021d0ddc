package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The list of credentials that expire soon, and the methods of users who have left the directory.
 */
@ExtendWith(Shop.Keeper.class)
class ExpiringIT {

  private final Shop shop;

  ExpiringIT(Shop shop) {
    this.shop = shop;
  }

  @Test
  void credentialsThatExpireSoonAreListedInOrderAndInPages() {
    Worker worker = shop.hire();
    String administrator = shop.tokens.administrator().signed();
    shop.api
        .to("/users/" + worker.id() + "/authentication/qrCodePinMethod")
        .bearing(administrator)
        .with("Content-Type", "application/json")
        .send("PUT", java.net.http.HttpRequest.BodyPublishers.ofString("{\"standardQRCode\":{}}"));

    List<JsonObject> within30 = all("/beta/qrCodePin/expiring?days=30&$top=3");
    List<JsonObject> within395 = all("/v1.0/qrcodepin/expiring?days=395&$top=3");

    assertThat(kindsOf(worker, within30)).containsExactly("pin");
    assertThat(kindsOf(worker, within395)).containsExactly("pin", "standardQRCode");
    assertThat(within395)
        .extracting(entry -> entry.getString("expireDateTime"))
        .isSorted()
        .doesNotContainNull();
    assertThat(within395).extracting(entry -> entry.getString("id")).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "days=0",
        "days=396",
        "days=x",
        "$top=0",
        "$top=501",
        "$skiptoken=x",
        "$skiptoken=%2B123456789-01-01T00:00:00Z_0199a000-0000-7000-8000-000000000001",
        "$skiptoken=-123456789-01-01T00:00:00Z_0199a000-0000-7000-8000-000000000001",
        "$skiptoken=2026-11-27T22:00:00Z_1-1-1-1-1",
        "$filter=kind",
        "$skip=1",
        "days=%30x"
      })
  void aBadParameterIsNamed(String query) {
    Api.Answer answer = at("/qrCodePin/expiring?" + query).get();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("target"))
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @Test
  void namesOfParametersAreTakenInAnyCaseAndUnknownOnesWithoutASignAreIgnored() {
    assertThat(at("/qrCodePin/expiring?DAYS=1&$TOP=1&$Select=id&top=x").get().status())
        .isEqualTo(200);
  }

  @Test
  void aCallerWhoMayOnlyReadTheirOwnIsDenied() {
    String own = shop.tokens.user(shop.hire().id(), "UserAuthMethod-QR.Read").signed();

    assertThat(shop.api.to("/qrCodePin/expiring").bearing(own).get().code())
        .isEqualTo("accessDenied");
  }

  @Test
  void theMethodOfAUserWhoLeftTheDirectoryCanOnlyBeDeleted() {
    Worker worker = shop.hire();
    String administrator = shop.tokens.administrator().signed();
    shop.api.to(Api.pinOf(worker.id())).bearing(administrator).patch("{}");
    shop.database.update("delete from directory_user where id = ?", worker.id());
    String method = "/users/" + worker.id() + "/authentication/qrCodePinMethod";

    assertThat(shop.api.to(method).bearing(administrator).get().status()).isEqualTo(404);
    assertThat(shop.api.to(method + "/pin").bearing(administrator).delete().status())
        .isEqualTo(404);
    assertThat(shop.api.to(method + "/pin").bearing(administrator).patch("{}").status())
        .isEqualTo(404);
    assertThat(shop.api.to(method).bearing(administrator).delete().status()).isEqualTo(204);
    assertThat(shop.api.to(method).bearing(administrator).delete().status()).isEqualTo(404);
    assertThat(
            shop.database.value("select count(*) from qr_pin where subscriber_id = ?", worker.id()))
        .isEqualTo("0");
  }

  private List<JsonObject> all(String path) {
    List<JsonObject> entries = new ArrayList<>();
    String next = path;
    while (next != null) {
      Api.Answer answer = at(next).get();
      assertThat(answer.status()).isEqualTo(200);
      entries.addAll(answer.json().getJsonArray("value").getValuesAs(JsonObject.class));
      String link = answer.json().getString("@odata.nextLink", null);
      next = link == null ? null : below(link);
    }
    return entries;
  }

  private String below(String link) {
    assertThat(link).startsWith(shop.server.root().toString());
    URI uri = URI.create(link);
    return uri.getRawPath().substring("/qrpin".length()) + "?" + uri.getRawQuery();
  }

  private static List<String> kindsOf(Worker worker, List<JsonObject> entries) {
    return entries.stream()
        .filter(entry -> entry.getString("userId").equals(worker.id()))
        .map(entry -> entry.getString("kind"))
        .toList();
  }

  private Api.Call at(String path) {
    return shop.api
        .to(path)
        .bearing(shop.tokens.application("UserAuthMethod-QR.Read.All").signed());
  }
}
