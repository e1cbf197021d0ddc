package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.beta.models.QrPin;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import com.microsoft.graph.beta.serviceclient.GraphServiceClient;
import com.microsoft.graph.beta.users.item.UserItemRequestBuilder;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.pin.PinRequestBuilder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Microsoft's own Java client, with only the base URL changed. */
@ExtendWith(Shop.Keeper.class)
class GraphSdkIT {

  private final Shop shop;

  GraphSdkIT(Shop shop) {
    this.shop = shop;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beta", "/v1.0", ""})
  void aPinIsCreatedReadAndDeletedThroughTypedObjects(String version) {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pin(client(version, shop.tokens.administrator()), worker.id());

    QrPin created = pin.patch(new QrPin());
    QrPin read = pin.get();
    pin.delete();

    assertThat(created.getCode()).matches("[0-9]{8}");
    assertThat(created.getForceChangePinNextSignIn()).isTrue();
    assertThat(created.getOdataType()).isEqualTo("#microsoft.graph.qrPin");
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    assertThat(created.getCreatedDateTime()).isBetween(now.minusMinutes(1), now.plusMinutes(1));
    assertThat(created.getUpdatedDateTime()).isEqualTo(created.getCreatedDateTime());
    assertThat(read.getCode()).isNull();
    assertThat(read.getId()).isEqualTo(created.getId());
    assertThat(read.getCreatedDateTime()).isEqualTo(created.getCreatedDateTime());
    assertThat(read.getForceChangePinNextSignIn()).isTrue();
    assertRefused(pin::get, 404, "resourceNotFound");
    assertRefused(pin::delete, 404, "resourceNotFound");
  }

  @Test
  void aChosenPinIsTheOneThatIsShown() {
    Worker worker = shop.hire();
    QrPin chosen = new QrPin();
    chosen.setCode("09599786");

    QrPin created = pin(client("/beta", shop.tokens.administrator()), worker.name()).patch(chosen);

    assertThat(created.getCode()).isEqualTo("09599786");
    assertThat(shop.verifier.isPinOf(worker.id(), created.getCode())).isTrue();
  }

  @Test
  void aPersonReadsHisOwnThroughMe() {
    Worker worker = shop.hire();
    QrPin created =
        pin(client("/beta", shop.tokens.administrator()), worker.id()).patch(new QrPin());

    UserItemRequestBuilder me =
        client("/beta", shop.tokens.user(worker.id(), "UserAuthMethod-QR.Read")).me();

    assertThat(me.authentication().qrCodePinMethod().pin().get().getId())
        .isEqualTo(created.getId());
    assertRefused(
        () -> me.authentication().qrCodePinMethod().pin().patch(new QrPin()), 403, "accessDenied");
  }

  @Test
  void aWeakPinIsRefusedWithADetailForEachRule() {
    Worker worker = shop.hire();
    QrPin weak = new QrPin();
    weak.setCode("12121212");

    ODataError error =
        assertRefused(
            () -> pin(client("/beta", shop.tokens.administrator()), worker.id()).patch(weak),
            400,
            "pinTooWeak");

    assertThat(error.getError().getDetails())
        .extracting("code")
        .contains("repeatedBlock", "fewDigits", "period", "halves");
    assertThat(error.getError().getTarget()).isEqualTo("code");
    assertThat(error.getError().getInnerError().getRequestId()).isNotBlank();
    assertThat(error.getError().getInnerError().getClientRequestId()).isNotBlank();
    assertThat(error.getError().getInnerError().getDate()).isNotNull();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"7538461", "753846a9", "٧٥٣٨٤٦١٩", " "})
  void whatIsNotAPinIsRefused(String code) {
    QrPin pin = new QrPin();
    pin.setCode(code);
    Worker worker = shop.hire();

    assertRefused(
        () -> pin(client("/beta", shop.tokens.administrator()), worker.id()).patch(pin),
        400,
        "pinTooShort");
  }

  @Test
  void whoMayNotAndWhoDoesNotExistAreToldApart() {
    Worker worker = shop.hire();
    GraphServiceClient reader =
        client("/beta", shop.tokens.application("UserAuthMethod-QR.Read.All"));

    assertRefused(() -> pin(reader, worker.id()).patch(new QrPin()), 403, "accessDenied");
    assertRefused(() -> pin(reader, "nobody").get(), 404, "resourceNotFound");
    assertRefused(() -> pin(client("/beta", null), worker.id()).get(), 401, "unauthenticated");
  }

  private static PinRequestBuilder pin(GraphServiceClient client, String user) {
    return client.users().byUserId(user).authentication().qrCodePinMethod().pin();
  }

  private GraphServiceClient client(String version, Tokens.Token token) {
    GraphServiceClient client =
        new GraphServiceClient(
            (request, context) -> {
              if (token != null) {
                request.headers.add("Authorization", "Bearer " + token.signed());
              }
            });
    client.getRequestAdapter().setBaseUrl(shop.server.root() + version);
    return client;
  }

  private static ODataError assertRefused(ThrowingCallable call, int status, String code) {
    ODataError error = catchThrowableOfType(ODataError.class, call);
    assertThat(error).as("a typed refusal").isNotNull();
    assertThat(error.getResponseStatusCode()).isEqualTo(status);
    assertThat(error.getError().getCode()).isEqualTo(code);
    assertThat(error.getError().getMessage()).isNotBlank();
    return error;
  }
}
