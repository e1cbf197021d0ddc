package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.beta.models.QrPin;
import com.microsoft.graph.beta.models.odataerrors.ErrorDetails;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import com.microsoft.graph.beta.serviceclient.GraphServiceClient;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.pin.PinRequestBuilder;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Microsoft's client for Graph works with another base URL and no other change. The client shows
 * that the answers are like Graph's.
 */
@ExtendWith(Shop.Keeper.class)
class GraphSdkIT {

  private final Shop shop;
  private final Wire wire = new Wire();
  private final OkHttpClient http =
      GraphClientFactory.create(GraphServiceClient.getGraphClientOptions())
          .addNetworkInterceptor(wire)
          .build();

  GraphSdkIT(Shop shop) {
    this.shop = shop;
  }

  @AfterEach
  void hangUp() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  @Test
  void theUnchangedClientNeedsOnlyAnotherBaseUrl() {
    Worker worker = shop.hire();
    GraphServiceClient client =
        new GraphServiceClient(bearing(shop.tokens.administrator().signed()));
    client.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
    PinRequestBuilder pin = pinOf(worker.id(), client);

    QrPin created = pin.patch(new QrPin());

    assertThat(pin.get().getId()).isEqualTo(created.getId());
    pin.delete();
    assertRefused(pin::get, 404, "resourceNotFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/beta", "/v1.0"})
  void aPinLivesThroughBothVersions(String version) {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pinOf(worker.id(), administratorAt(version));

    QrPin created = pin.patch(new QrPin());
    QrPin read = pin.get();
    QrPin reset = pin.patch(new QrPin());
    pin.delete();

    assertThat(read.getId()).isEqualTo(created.getId()).isEqualTo(reset.getId());
    assertThat(created.getCode()).matches("[0-9]{8}");
    assertThat(reset.getCode()).matches("[0-9]{8}").isNotEqualTo(created.getCode());
    assertRefused(pin::get, 404, "resourceNotFound");
  }

  @Test
  void theClientRequestsOnlyThePin() {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pinOf(worker.id(), administrator());

    pin.patch(new QrPin());
    pin.get();
    pin.delete();

    String path =
        shop.server.root() + "/beta/users/" + worker.id() + "/authentication/qrCodePinMethod/pin";
    assertThat(wire.requests)
        .extracting(request -> request.method() + " " + request.url())
        .containsExactly("PATCH " + path, "GET " + path, "DELETE " + path);
    assertThat(wire.answers).extracting(Response::code).containsExactly(201, 200, 204);
    assertThat(wire.bodyOf(0)).isEqualTo("{}");
  }

  @Test
  void aCreatedPinArrivesTyped() {
    Worker worker = shop.hire();

    QrPin created = pinOf(worker.id(), administrator()).patch(new QrPin());

    assertThat(created.getOdataType()).isEqualTo("#microsoft.graph.qrPin");
    assertThat(UUID.fromString(created.getId())).hasToString(created.getId());
    assertThat(created.getForceChangePinNextSignIn()).isTrue();
    assertThat(created.getCreatedDateTime())
        .isBetween(OffsetDateTime.now().minusMinutes(1), OffsetDateTime.now().plusSeconds(1));
    assertThat(created.getCreatedDateTime().getOffset()).isEqualTo(ZoneOffset.UTC);
    assertThat(created.getUpdatedDateTime()).isEqualTo(created.getCreatedDateTime());
    assertThat(created.getAdditionalData()).isEmpty();
  }

  @Test
  void aReadPinEqualsTheCreatedOneWithoutItsCode() {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pinOf(worker.id(), administrator());
    QrPin created = pin.patch(new QrPin());

    QrPin read = pin.get();

    assertThat(read.getCode()).isNull();
    assertThat(read.getId()).isEqualTo(created.getId());
    assertThat(read.getOdataType()).isEqualTo(created.getOdataType());
    assertThat(read.getForceChangePinNextSignIn()).isTrue();
    assertThat(read.getCreatedDateTime()).isEqualTo(created.getCreatedDateTime());
    assertThat(read.getUpdatedDateTime()).isEqualTo(created.getUpdatedDateTime());
  }

  @Test
  void aResetMovesTheUpdateAlone() {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pinOf(worker.id(), administrator());
    QrPin created = pin.patch(new QrPin());

    QrPin reset = pin.patch(new QrPin());

    assertThat(reset.getCreatedDateTime()).isEqualTo(created.getCreatedDateTime());
    assertThat(reset.getUpdatedDateTime()).isAfter(created.getUpdatedDateTime());
    assertThat(pin.get().getUpdatedDateTime()).isEqualTo(reset.getUpdatedDateTime());
  }

  @Test
  void aChosenCodeIsTaken() {
    Worker worker = shop.hire();

    QrPin created = pinOf(worker.id(), administrator()).patch(chosen("09599786"));

    assertThat(created.getCode()).isEqualTo("09599786");
    assertThat(created.getForceChangePinNextSignIn()).isTrue();
  }

  @Test
  void anExplicitNullGetsARandomPin() {
    Worker worker = shop.hire();

    QrPin created = pinOf(worker.id(), administrator()).patch(chosen(null));

    assertThat(wire.bodyOf(0)).isEqualTo("{\"code\":null}");
    assertThat(created.getCode()).matches("[0-9]{8}");
  }

  @Test
  void readOnlyMembersOfABodyAreIgnored() {
    Worker worker = shop.hire();
    QrPin body = chosen("35387687");
    body.setId("mine");
    body.setOdataType("#microsoft.graph.qrPin");
    body.setForceChangePinNextSignIn(false);
    body.setCreatedDateTime(OffsetDateTime.parse("2001-02-03T04:05:06Z"));
    body.setUpdatedDateTime(OffsetDateTime.parse("2001-02-03T04:05:06Z"));

    QrPin created = pinOf(worker.id(), administrator()).patch(body);

    assertThat(created.getId()).isNotEqualTo("mine");
    assertThat(created.getForceChangePinNextSignIn()).isTrue();
    assertThat(created.getCreatedDateTime()).isAfter(OffsetDateTime.now().minusMinutes(1));
    assertThat(created.getUpdatedDateTime()).isEqualTo(created.getCreatedDateTime());
  }

  @Test
  void aPinThatWasReadCanBeSentBackWithACode() {
    Worker worker = shop.hire();
    PinRequestBuilder pin = pinOf(worker.id(), administrator());
    pin.patch(new QrPin());
    QrPin read = pin.get();

    read.setCode("56745755");
    QrPin reset = pin.patch(read);

    assertThat(reset.getId()).isEqualTo(read.getId());
    assertThat(reset.getCode()).isEqualTo("56745755");
  }

  @Test
  void aUserPrincipalNameStandsForTheUser() {
    Worker worker = shop.hire();
    GraphServiceClient client = administrator();

    QrPin created = pinOf(worker.name(), client).patch(new QrPin());

    assertThat(wire.requests.get(0).url().encodedPath()).contains("%40contoso.example/");
    assertThat(pinOf(worker.id(), client).get().getId()).isEqualTo(created.getId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plus+",
        "o'neil-",
        "jürgen-",
        "a!b~c^d{e}-",
        "per%25cent-",
        "x_fabrikam.example#EXT#"
      })
  void aNameArrivesAsTheClientEncodesIt(String start) {
    Worker worker = shop.hire();
    String name = start + worker.name();
    shop.database.update(
        "update directory_user set user_principal_name = ? where id = ?", name, worker.id());
    GraphServiceClient client = administrator();

    QrPin created = pinOf(name, client).patch(new QrPin());

    assertThat(pinOf(worker.id(), client).get().getId()).isEqualTo(created.getId());
  }

  @Test
  void aMemberThatGraphsTypeDoesNotHaveIsRefusedInAWayTheClientUnderstands() {
    QrPin body = new QrPin();
    body.getAdditionalData().put("Code", "35387687");

    ODataError refusal =
        assertRefused(
            () -> pinOf(shop.hire().id(), administrator()).patch(body), 400, "badRequest");

    assertThat(refusal.getError().getTarget()).isEqualTo("Code");
  }

  @Test
  void aWorkerReadsTheirOwnPinAsMe() {
    Worker worker = shop.hire();
    QrPin created = pinOf(worker.id(), administrator()).patch(new QrPin());

    QrPin own = pinOfMe(delegated(worker, "UserAuthMethod-QR.Read")).get();

    assertThat(wire.requests.get(1).url().encodedPath())
        .endsWith("/beta/me/authentication/qrCodePinMethod/pin");
    assertThat(own.getId()).isEqualTo(created.getId());
    assertThat(own.getCode()).isNull();
    assertThat(own.getCreatedDateTime()).isEqualTo(created.getCreatedDateTime());
  }

  @Test
  void nobodyResetsTheirOwnPinAsMe() {
    Worker worker = shop.hire();
    PinRequestBuilder me =
        pinOfMe(
            delegated(
                worker, "UserAuthMethod-QR.ReadWrite.All", Tokens.AUTHENTICATION_ADMINISTRATOR));

    assertRefused(() -> me.patch(new QrPin()), 403, "accessDenied");
  }

  @Test
  void anApplicationIsDeniedMe() {
    assertRefused(pinOfMe(administrator())::get, 403, "accessDenied");
  }

  @Test
  void anAdministratorResetsAnothersPinInPerson() {
    Worker administrator = shop.hire();
    Worker worker = shop.hire();
    GraphServiceClient client =
        delegated(
            administrator, "UserAuthMethod-QR.ReadWrite.All", Tokens.AUTHENTICATION_ADMINISTRATOR);

    assertThat(pinOf(worker.id(), client).patch(new QrPin()).getCode()).matches("[0-9]{8}");
    assertThat(pinOf(worker.id(), client).get().getCode()).isNull();
  }

  @Test
  void aCallerWhoMayOnlyReadIsDeniedWriting() {
    Worker worker = shop.hire();
    GraphServiceClient reader = application("UserAuthMethod-QR.Read.All");

    assertRefused(() -> pinOf(worker.id(), reader).patch(new QrPin()), 403, "accessDenied");
    assertRefused(() -> pinOf(worker.id(), reader).delete(), 403, "accessDenied");
    assertRefused(() -> pinOf(worker.id(), reader).get(), 404, "resourceNotFound");
  }

  @Test
  void withoutATokenThereIsOneRefusalAndNoSecondAttempt() {
    Worker worker = shop.hire();
    PinRequestBuilder pin =
        pinOf(worker.id(), clientOf(new AnonymousAuthenticationProvider(), "/beta"));

    ODataError refusal = assertRefused(pin::get, 401, "unauthenticated");

    assertThat(refusal.getResponseHeaders().get("WWW-Authenticate")).containsExactly("Bearer");
    assertThat(wire.requests).hasSize(1);
    assertRefused(() -> pin.patch(new QrPin()), 401, "unauthenticated");
    assertRefused(pin::delete, 401, "unauthenticated");
  }

  @Test
  void aTokenOfAnotherIssuerIsInvalid() {
    Worker worker = shop.hire();
    GraphServiceClient stranger =
        clientOf(bearing(shop.tokens.administrator().signedByAnother()), "/beta");

    assertRefused(pinOf(worker.id(), stranger)::get, 401, "unauthenticated");
  }

  @Test
  void anUnknownUserIsNotFound() {
    PinRequestBuilder pin = pinOf(UUID.randomUUID().toString(), administrator());

    assertRefused(pin::get, 404, "resourceNotFound");
    assertRefused(() -> pin.patch(new QrPin()), 404, "resourceNotFound");
    assertRefused(pin::delete, 404, "resourceNotFound");
  }

  @Test
  void aUserWithoutAPinIsNotFound() {
    PinRequestBuilder pin = pinOf(shop.hire().id(), administrator());

    assertRefused(pin::get, 404, "resourceNotFound");
    assertRefused(pin::delete, 404, "resourceNotFound");
  }

  @Test
  void aWeakPinIsRefusedWithEveryRuleThatItBreaks() {
    PinRequestBuilder pin = pinOf(shop.hire().id(), administrator());

    ODataError refusal = assertRefused(() -> pin.patch(chosen("12345678")), 400, "pinTooWeak");

    assertThat(refusal.getError().getTarget()).isEqualTo("code");
    assertThat(refusal.getError().getDetails())
        .extracting(ErrorDetails::getCode)
        .containsExactlyInAnyOrder("sequence", "keypad");
    assertThat(refusal.getError().getDetails())
        .allSatisfy(
            detail -> {
              assertThat(detail.getTarget()).isEqualTo("code");
              assertThat(detail.getMessage()).isNotBlank();
            });
    assertRefused(pin::get, 404, "resourceNotFound");
  }

  @ParameterizedTest(name = "{index}: {1}")
  @CsvSource({
    "3538768, pinTooShort",
    "3538768a, pinTooShort",
    "٣٥٣٨٧٦٨٧, pinTooShort",
    "353876870959978656745, pinTooLong"
  })
  void aPinOfTheWrongLengthOrKindIsRefused(String code, String expected) {
    PinRequestBuilder pin = pinOf(shop.hire().id(), administrator());

    ODataError refusal = assertRefused(() -> pin.patch(chosen(code)), 400, expected);

    assertThat(refusal.getError().getTarget()).isEqualTo("code");
    assertThat(refusal.getError().getDetails()).isNull();
    assertThat(refusal.getMessage()).doesNotContain(code);
    assertThat(wire.requests).hasSize(1);
  }

  @Test
  void aRefusalNamesItsRequest() {
    PinRequestBuilder pin = pinOf(shop.hire().id(), administrator());

    ODataError refusal = refusalOf(pin::get);

    var inner = refusal.getError().getInnerError();
    assertThat(refusal.getResponseHeaders().get("request-id"))
        .containsExactly(inner.getRequestId());
    assertThat(refusal.getResponseHeaders().get("client-request-id"))
        .containsExactly(inner.getClientRequestId());
    assertThat(inner.getClientRequestId())
        .isEqualTo(wire.requests.get(0).header("client-request-id"));
    assertThat(inner.getRequestId()).isNotEqualTo(inner.getClientRequestId());
    assertThat(inner.getDate())
        .isBetween(OffsetDateTime.now().minusMinutes(1), OffsetDateTime.now().plusSeconds(1));
    assertThat(inner.getAdditionalData()).isEmpty();
  }

  @Test
  void theOneRequestIdThatAClientRepeatsIsAKeyToNothing() {
    GraphServiceClient client = administrator();
    PinRequestBuilder one = pinOf(shop.hire().id(), client);
    PinRequestBuilder other = pinOf(shop.hire().id(), client);

    QrPin created = one.patch(new QrPin());
    QrPin others = other.patch(new QrPin());
    QrPin reset = one.patch(new QrPin());
    one.delete();
    QrPin again = one.patch(new QrPin());

    assertThat(wire.requests)
        .extracting(request -> request.header("client-request-id"))
        .doesNotContainNull()
        .containsOnly(wire.requests.get(0).header("client-request-id"));
    assertThat(wire.answers)
        .extracting(answer -> answer.header("client-request-id"))
        .containsOnly(wire.requests.get(0).header("client-request-id"));
    assertThat(wire.answers)
        .extracting(answer -> answer.header("request-id"))
        .doesNotContainNull()
        .doesNotHaveDuplicates();
    assertThat(List.of(created.getId(), others.getId(), again.getId())).doesNotHaveDuplicates();
    assertThat(List.of(created.getCode(), others.getCode(), reset.getCode(), again.getCode()))
        .doesNotHaveDuplicates();
    assertThat(reset.getUpdatedDateTime()).isAfter(created.getUpdatedDateTime());
    assertThat(other.get().getUpdatedDateTime()).isEqualTo(others.getUpdatedDateTime());
  }

  private GraphServiceClient administrator() {
    return administratorAt("/beta");
  }

  private GraphServiceClient administratorAt(String version) {
    return clientOf(bearing(shop.tokens.administrator().signed()), version);
  }

  private GraphServiceClient application(String... permissions) {
    return clientOf(bearing(shop.tokens.application(permissions).signed()), "/beta");
  }

  private GraphServiceClient delegated(Worker person, String scopes, String... roleIds) {
    return clientOf(bearing(shop.tokens.user(person.id(), scopes, roleIds).signed()), "/beta");
  }

  private GraphServiceClient clientOf(AuthenticationProvider authentication, String version) {
    GraphServiceClient client = new GraphServiceClient(authentication, http);
    client.getRequestAdapter().setBaseUrl(shop.server.root() + version);
    return client;
  }

  private static AuthenticationProvider bearing(String token) {
    return (request, context) -> request.headers.tryAdd("Authorization", "Bearer " + token);
  }

  private static PinRequestBuilder pinOf(String user, GraphServiceClient client) {
    return client.users().byUserId(user).authentication().qrCodePinMethod().pin();
  }

  private static PinRequestBuilder pinOfMe(GraphServiceClient client) {
    return client.me().authentication().qrCodePinMethod().pin();
  }

  private static QrPin chosen(String code) {
    QrPin pin = new QrPin();
    pin.setCode(code);
    return pin;
  }

  private static ODataError assertRefused(ThrowingCallable call, int status, String code) {
    ODataError refusal = refusalOf(call);
    assertThat(refusal.getResponseStatusCode()).isEqualTo(status);
    assertThat(refusal.getError().getCode()).isEqualTo(code);
    assertThat(refusal.getError().getMessage()).isNotBlank().isEqualTo(refusal.getMessage());
    return refusal;
  }

  private static ODataError refusalOf(ThrowingCallable call) {
    ODataError refusal = catchThrowableOfType(ODataError.class, call);
    assertThat(refusal).as("the refusal").isNotNull();
    return refusal;
  }
}
