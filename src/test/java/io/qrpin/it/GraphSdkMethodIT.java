package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.graph.beta.models.AuthenticationMethodState;
import com.microsoft.graph.beta.models.ErrorCorrectionLevel;
import com.microsoft.graph.beta.models.QrCode;
import com.microsoft.graph.beta.models.QrCodePinAuthenticationMethod;
import com.microsoft.graph.beta.models.QrCodePinAuthenticationMethodConfiguration;
import com.microsoft.graph.beta.models.odataerrors.ODataError;
import com.microsoft.graph.beta.serviceclient.GraphServiceClient;
import com.microsoft.graph.beta.users.item.authentication.qrcodepinmethod.QrCodePinMethodRequestBuilder;
import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Microsoft's own Java clients drive the method, its codes and the policy. */
@ExtendWith(Shop.Keeper.class)
class GraphSdkMethodIT {

  private static final String OURS = "QRCodePin";

  private final Shop shop;
  private final GraphServiceClient beta;

  GraphSdkMethodIT(Shop shop) {
    this.shop = shop;
    this.beta = new GraphServiceClient(bearing(shop.tokens.administrator()));
    beta.getRequestAdapter().setBaseUrl(shop.server.root() + "/beta");
  }

  @Test
  void aWorkerIsEnrolledAndEnded() {
    Worker worker = shop.hire();

    QrCodePinAuthenticationMethod enrolled = enrol(worker);

    assertThat(enrolled.getPin().getCode()).matches("[0-9]{8}");
    assertThat(enrolled.getTemporaryQRCode()).isNull();
    QrCode badge = enrolled.getStandardQRCode();
    assertThat(badge.getImage().getErrorCorrectionLevel()).isEqualTo(ErrorCorrectionLevel.M);
    assertThat(badge.getImage().getVersion()).isBetween(1, 40);
    assertThat(new String(badge.getImage().getBinaryValue(), StandardCharsets.UTF_8))
        .contains("<svg");
    assertThat(new String(badge.getImage().getRawContent(), StandardCharsets.UTF_8))
        .startsWith("qrpin:v1|" + worker.name() + "|" + badge.getId() + "|");
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

  /** A new one each time: the client sends an object once, and then only what has changed in it. */
  private static QrCode eightHours() {
    QrCode hours = new QrCode();
    hours.setStartDateTime(OffsetDateTime.now(ZoneOffset.ofHours(2)));
    hours.setExpireDateTime(hours.getStartDateTime().plusHours(8));
    return hours;
  }

  @Test
  void aPersonReadsAndEndsHisOwnThroughMe() {
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

  /** The client has no builder for the PUT; this is what it would send. */
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

  private static void assertRefused(ThrowingCallable call, int status, String code) {
    ODataError error = catchThrowableOfType(ODataError.class, call);
    assertThat(error).as("a typed refusal").isNotNull();
    assertThat(error.getResponseStatusCode()).isEqualTo(status);
    assertThat(error.getError().getCode()).isEqualTo(code);
  }
}
