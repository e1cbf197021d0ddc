package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.beta.models.AuthenticationMethodState;
import com.microsoft.graph.beta.models.ErrorCorrectionLevel;
import com.microsoft.graph.beta.models.QrCode;
import com.microsoft.graph.beta.models.QrCodePinAuthenticationMethod;
import com.microsoft.graph.beta.models.QrCodePinAuthenticationMethodConfiguration;
import com.microsoft.graph.beta.models.QrPin;
import com.microsoft.graph.beta.models.odataerrors.ErrorDetails;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import com.microsoft.graph.beta.serviceclient.GraphServiceClient;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.QrCodePinMethodRequestBuilder;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.pin.updatepin.UpdatePinPostRequestBody;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.pin.updatepin.UpdatePinRequestBuilder;
import com.microsoft.graph.core.requests.GraphClientFactory;
import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Microsoft's own Java clients drive the method, its codes and the policy. */
@ExtendWith(Shop.Keeper.class)
class GraphSdkMethodIT {

  private static final String OURS = "QRCodePin";

  private final Shop shop;
  private final GraphServiceClient beta;
  private final Wire wire = new Wire();
  private final OkHttpClient http =
      GraphClientFactory.create(GraphServiceClient.getGraphClientOptions())
          .addNetworkInterceptor(wire)
          .build();

  GraphSdkMethodIT(Shop shop) {
    this.shop = shop;
    this.beta = new GraphServiceClient(bearing(shop.tokens.administrator()));
    beta.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
  }

  @AfterEach
  void hangUp() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  @Test
  void aWorkerIsEnrolledAndEnded() {
    Worker worker = shop.hire();

    QrCodePinAuthenticationMethod enrolled = enrol(worker);

    assertThat(enrolled.getPin().getCode()).matches("[0-9]{8}");
    assertThat(enrolled.getTemporaryQRCode()).isNull();
    QrCode badge = enrolled.getStandardQRCode();
    assertThat(badge.getImage().getErrorCorrectionLevel()).isEqualTo(ErrorCorrectionLevel.H);
    assertThat(badge.getImage().getVersion()).isBetween(1, 40);
    assertThat(new String(badge.getImage().getBinaryValue(), StandardCharsets.UTF_8))
        .contains("<svg");
    assertThat(new String(badge.getImage().getRawContent(), StandardCharsets.UTF_8))
        .matches("2[0-9]{53}");
    assertThat(badge.getExpireDateTime()).isEqualTo(badge.getStartDateTime().plusDays(365));
    QrCodePinAuthenticationMethod read = method(worker).get();
    assertThat(read.getId()).isEqualTo(enrolled.getId());
    assertThat(read.getPin().getCode()).isNull();
    assertThat(read.getStandardQRCode().getImage()).isNull();
    assertRefused(() -> enrol(worker), 400, "tooManyQRCodePinMethod");

    method(worker).delete();

    assertRefused(() -> method(worker).get(), 404, "resourceNotFound");
    assertRefused(() -> method(worker).delete(), 404, "resourceNotFound");
  }

  @Test
  void aBadgeIsReplacedAndExtended() {
    Worker worker = shop.hire();
    enrol(worker);
    QrCode read = method(worker).standardQRCode().get();
    method(worker).standardQRCode().delete();

    QrCode issued = method(worker).standardQRCode().patch(new QrCode());
    QrCode later = new QrCode();
    later.setExpireDateTime(
        issued.getStartDateTime().plusDays(30).withOffsetSameInstant(ZoneOffset.ofHours(-7)));
    QrCode extended = method(worker).standardQRCode().patch(later);
    QrCode second = new QrCode();
    second.setStartDateTime(OffsetDateTime.now(ZoneOffset.UTC));

    assertThat(issued.getId()).isNotEqualTo(read.getId());
    assertThat(issued.getImage()).isNotNull();
    assertThat(extended.getId()).isEqualTo(issued.getId());
    assertThat(extended.getExpireDateTime()).isEqualTo(later.getExpireDateTime());
    assertRefused(() -> method(worker).standardQRCode().patch(second), 400, "ActiveQRCodeExisted");
    QrCode whole = method(worker).standardQRCode().get();
    whole.setExpireDateTime(issued.getStartDateTime().plusDays(40));
    assertThat(method(worker).standardQRCode().patch(whole).getExpireDateTime())
        .isEqualTo(whole.getExpireDateTime());
    later.setExpireDateTime(issued.getStartDateTime().plusDays(396));
    assertRefused(
        () -> method(worker).standardQRCode().patch(later), 400, "qrCodeLifeTimeExceedLimit");
    later.setExpireDateTime(issued.getStartDateTime().plusHours(23));
    assertRefused(
        () -> method(worker).standardQRCode().patch(later), 400, "qrCodeLifeTimeTooShort");
    later.setExpireDateTime(issued.getStartDateTime().minusDays(1));
    assertRefused(() -> method(worker).standardQRCode().patch(later), 400, "invalidDateTimeRange");
  }

  @Test
  void aTemporaryCodeIsIssuedReadAndDeleted() {
    Worker worker = shop.hire();
    assertRefused(
        () -> method(worker).temporaryQRCode().patch(eightHours()), 404, "resourceNotFound");
    enrol(worker);

    QrCode issued = method(worker).temporaryQRCode().patch(eightHours());

    assertThat(issued.getImage().getBinaryValue()).isNotEmpty();
    assertThat(method(worker).temporaryQRCode().get().getId()).isEqualTo(issued.getId());
    assertThat(method(worker).get().getTemporaryQRCode().getId()).isEqualTo(issued.getId());
    assertRefused(
        () -> method(worker).temporaryQRCode().patch(eightHours()), 400, "ActiveQRCodeExisted");
    method(worker).temporaryQRCode().delete();
    assertRefused(() -> method(worker).temporaryQRCode().get(), 404, "resourceNotFound");
    assertRefused(() -> method(worker).temporaryQRCode().patch(new QrCode()), 400, "badRequest");
  }

  /**
   * Makes a new object each time, because the client sends an object once and then only its
   * changes.
   */
  private static QrCode eightHours() {
    QrCode hours = new QrCode();
    hours.setStartDateTime(OffsetDateTime.now(ZoneOffset.ofHours(2)));
    hours.setExpireDateTime(hours.getStartDateTime().plusHours(8));
    return hours;
  }

  @Test
  void aPersonReadsAndDeletesTheirOwnMethodThroughMe() {
    Worker worker = shop.hire();
    QrCodePinAuthenticationMethod enrolled = enrol(worker);
    GraphServiceClient own =
        new GraphServiceClient(
            bearing(shop.tokens.user(worker.id(), "UserAuthMethod-QR.ReadWrite")));
    own.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
    QrCodePinMethodRequestBuilder mine = own.me().authentication().qrCodePinMethod();

    assertThat(mine.get().getId()).isEqualTo(enrolled.getId());
    assertRefused(() -> mine.standardQRCode().patch(new QrCode()), 403, "accessDenied");
    mine.delete();
    assertRefused(mine::get, 404, "resourceNotFound");
  }

  @Test
  void aPersonChangesTheirOwnPinThroughMe() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    String own = Ward.otherThan(given);

    changes(worker)
        .me()
        .authentication()
        .qrCodePinMethod()
        .pin()
        .updatePin()
        .post(body(given, own));

    assertThat(wire.requests)
        .extracting(request -> request.method() + " " + request.url().encodedPath())
        .containsExactly("POST /qrpin/beta/me/authentication/qrCodePinMethod/pin/updatePin");
    assertThat(wire.answers).extracting(Response::code).containsExactly(204);
    assertThat(method(worker).pin().get().getForceChangePinNextSignIn()).isFalse();
    assertThat(shop.verifier.isPinOf(worker.id(), own)).isTrue();
  }

  @Test
  void aPersonChangesTheirOwnPinByIdAndByName() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    String first = Ward.otherThan(given);
    String second = Ward.otherThan(given, first);

    pin(worker.id(), changes(worker)).post(body(given, first));
    pin(worker.name(), changes(worker)).post(body(first, second));

    assertThat(wire.answers).extracting(Response::code).containsExactly(204, 204);
    assertThat(shop.verifier.isPinOf(worker.id(), second)).isTrue();
  }

  @Test
  void aRefusedChangeArrivesTypedAndIsSentOnce() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    String other = Ward.otherThan(given);
    UpdatePinRequestBuilder mine =
        changes(worker).me().authentication().qrCodePinMethod().pin().updatePin();

    assertRefused(() -> mine.post(body(other, other)), 400, "invalidPin");
    assertRefused(() -> mine.post(body(given, "1")), 400, "pinTooShort");
    assertRefused(() -> mine.post(body(given, "1".repeat(21))), 400, "pinTooLong");
    assertRefused(() -> mine.post(body(given, given)), 400, "pinRecentlyUsed");
    assertRefused(() -> mine.post(body(given, null)), 400, "badRequest");
    ODataError weak = assertRefused(() -> mine.post(body(given, "12345678")), 400, "pinTooWeak");

    assertThat(weak.getError().getTarget()).isEqualTo("newPin");
    assertThat(weak.getError().getDetails())
        .extracting(ErrorDetails::getCode)
        .containsExactlyInAnyOrder("sequence", "keypad");
    assertThat(wire.requests).hasSize(6);
    assertThat(shop.verifier.isPinOf(worker.id(), given)).isTrue();
  }

  @Test
  void aPinThatWasChangedNotLongAgoDoesNotComeBack() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    String own = Ward.otherThan(given);
    UpdatePinRequestBuilder mine = pin(worker.id(), changes(worker));

    mine.post(body(given, own));

    assertRefused(() -> mine.post(body(own, given)), 400, "pinRecentlyUsed");
  }

  @Test
  void nobodyChangesAnothersPinThroughTheClient() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    UpdatePinRequestBuilder theirs = pin(worker.id(), changes(shop.hire()));

    assertRefused(() -> theirs.post(body(given, Ward.otherThan(given))), 403, "accessDenied");
  }

  @Test
  void afterFiveWrongPinsTheClientGetsOneAnswerAndSendsNoMoreGuesses() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    List<String> wrong = new ArrayList<>(List.of(given));
    UpdatePinRequestBuilder mine = pin(worker.id(), changes(worker));
    for (int i = 0; i < 5; i++) {
      String guess = Ward.otherThan(wrong.toArray(String[]::new));
      wrong.add(guess);
      assertRefused(() -> mine.post(body(guess, "1")), 400, "invalidPin");
    }
    wire.requests.clear();
    wire.answers.clear();

    ODataError locked =
        assertRefused(() -> mine.post(body(given, Ward.otherThan(given))), 423, "tooManyAttempts");

    assertThat(locked.getError().getDetails()).isNull();
    assertThat(wire.requests).hasSize(1);
    assertThat(wire.answers).extracting(answer -> answer.header("Retry-After")).containsOnlyNulls();
    assertThat(shop.verifier.isPinOf(worker.id(), given)).isTrue();
  }

  @Test
  void atTheLimitTheClientGetsOneAnswerAndAResetUnlocks() {
    Worker worker = shop.hire();
    String given = enrol(worker).getPin().getCode();
    shop.database.update(
        "update attempt_ledger set failures = 50, unlock_owed = true where subscriber_id = ?",
        worker.id());
    UpdatePinRequestBuilder mine = pin(worker.id(), changes(worker));

    ODataError locked =
        assertRefused(() -> mine.post(body(given, Ward.otherThan(given))), 423, "tooManyAttempts");

    assertThat(locked.getError().getDetails())
        .extracting(ErrorDetails::getCode)
        .containsExactly("resetRequired");
    assertThat(wire.requests).hasSize(1);
    assertThat(wire.answers.get(0).header("Retry-After")).isNull();
    String reset = method(worker).pin().patch(new QrPin()).getCode();
    mine.post(body(reset, Ward.otherThan(given, reset)));
    assertThat(shop.verifier.isPinOf(worker.id(), Ward.otherThan(given, reset))).isTrue();
  }

  /**
   * A client with the token of a worker who may change their own PIN. Its requests are recorded.
   */
  private GraphServiceClient changes(Worker worker) {
    GraphServiceClient client =
        new GraphServiceClient(
            bearing(shop.tokens.user(worker.id(), "Directory.AccessAsUser.All")), http);
    client.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
    return client;
  }

  private static UpdatePinRequestBuilder pin(String user, GraphServiceClient client) {
    return client.users().byUserId(user).authentication().qrCodePinMethod().pin().updatePin();
  }

  private static UpdatePinPostRequestBody body(String currentPin, String newPin) {
    UpdatePinPostRequestBody body = new UpdatePinPostRequestBody();
    body.setCurrentPin(currentPin);
    body.setNewPin(newPin);
    return body;
  }

  @Test
  void thePolicyIsListedReadChangedAndSetBackByTheBetaClient() {
    GraphServiceClient client = new GraphServiceClient(bearing(policyAdministrator()));
    client.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
    var configurations =
        client.policies().authenticationMethodsPolicy().authenticationMethodConfigurations();
    var ours = configurations.byAuthenticationMethodConfigurationId(OURS);
    QrCodePinAuthenticationMethodConfiguration change =
        new QrCodePinAuthenticationMethodConfiguration();
    change.setState(AuthenticationMethodState.Enabled);
    change.setStandardQRCodeLifetimeInDays(90);

    assertThat(configurations.get().getValue())
        .singleElement()
        .isInstanceOf(QrCodePinAuthenticationMethodConfiguration.class);
    ours.patch(change);
    var read = (QrCodePinAuthenticationMethodConfiguration) ours.get();
    assertThat(read.getState()).isEqualTo(AuthenticationMethodState.Enabled);
    assertThat(read.getStandardQRCodeLifetimeInDays()).isEqualTo(90);
    assertThat(read.getPinLength()).isEqualTo(8);
    read.setPinLength(9);
    ours.patch(read);
    assertThat(((QrCodePinAuthenticationMethodConfiguration) ours.get()).getPinLength())
        .isEqualTo(9);
    change.setPinLength(7);
    assertRefused(() -> ours.patch(change), 400, "badRequest");
    ours.delete();
    assertThat(ours.get().getState()).isEqualTo(AuthenticationMethodState.Disabled);
  }

  @Test
  void thePolicyAndTheListOfMethodsAreTypedForTheClientOfVersionOne() {
    Worker worker = shop.hire();
    enrol(worker);
    var policyClient =
        new com.microsoft.graph.serviceclient.GraphServiceClient(bearing(policyAdministrator()));
    policyClient.getRequestAdapter().setBaseUrl(shop.server.root() + "/v1.0");
    var ours =
        policyClient
            .policies()
            .authenticationMethodsPolicy()
            .authenticationMethodConfigurations()
            .byAuthenticationMethodConfigurationId(OURS);
    var change = new com.microsoft.graph.models.QrCodePinAuthenticationMethodConfiguration();
    change.setStandardQRCodeLifetimeInDays(45);

    ours.patch(change);
    assertThat(ours.get())
        .isInstanceOfSatisfying(
            com.microsoft.graph.models.QrCodePinAuthenticationMethodConfiguration.class,
            read -> assertThat(read.getStandardQRCodeLifetimeInDays()).isEqualTo(45));
    ours.delete();

    var client =
        new com.microsoft.graph.serviceclient.GraphServiceClient(
            bearing(shop.tokens.administrator()));
    client.getRequestAdapter().setBaseUrl(shop.server.root() + "/v1.0");
    assertThat(client.users().byUserId(worker.id()).authentication().methods().get().getValue())
        .singleElement()
        .isInstanceOfSatisfying(
            com.microsoft.graph.models.QrCodePinAuthenticationMethod.class,
            method -> assertThat(method.getStandardQRCode().getId()).isNotBlank());
  }

  /** The client has no builder for the PUT, so the test builds the request. */
  private QrCodePinAuthenticationMethod enrol(Worker worker) {
    QrCodePinAuthenticationMethod method = new QrCodePinAuthenticationMethod();
    method.setStandardQRCode(new QrCode());
    RequestInformation put = new RequestInformation();
    put.httpMethod = HttpMethod.PUT;
    put.setUri(
        URI.create(
            shop.server.root() + "/beta/users/" + worker.id() + "/authentication/qrCodePinMethod"));
    put.headers.add("Accept", "application/json");
    put.setContentFromParsable(beta.getRequestAdapter(), "application/json", method);
    HashMap<String, ParsableFactory<? extends Parsable>> errors = new HashMap<>();
    errors.put("XXX", ODataError::createFromDiscriminatorValue);
    return beta.getRequestAdapter()
        .send(put, errors, QrCodePinAuthenticationMethod::createFromDiscriminatorValue);
  }

  private QrCodePinMethodRequestBuilder method(Worker worker) {
    return beta.users().byUserId(worker.id()).authentication().qrCodePinMethod();
  }

  private Tokens.Token policyAdministrator() {
    return shop.tokens.application("Policy.ReadWrite.AuthenticationMethod");
  }

  private static AuthenticationProvider bearing(Tokens.Token token) {
    return (request, context) -> request.headers.add("Authorization", "Bearer " + token.signed());
  }

  private static ODataError assertRefused(ThrowingCallable call, int status, String code) {
    ODataError error = catchThrowableOfType(ODataError.class, call);
    assertThat(error).as("a typed refusal").isNotNull();
    assertThat(error.getResponseStatusCode()).isEqualTo(status);
    assertThat(error.getError().getCode()).isEqualTo(code);
    return error;
  }
}
