package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers with a valid token who have no permission. */
class BadCallerIT extends BadInput {

  BadCallerIT(Shop shop) {
    super(shop);
  }

  @Test
  void aScopeThatIsTooSmallIsDenied() {
    Worker worker = hireWithPin();
    String administrator = UUID.randomUUID().toString();
    String reader =
        shop.tokens
            .user(administrator, "UserAuthMethod-QR.Read.All", Tokens.PRIVILEGED_ADMINISTRATOR)
            .signed();
    String application = shop.tokens.application("UserAuthMethod-QR.Read.All").signed();

    for (String small : List.of(reader, application)) {
      assertDeniedWriting(worker, Api.pinOf(worker.id()), small);
    }
  }

  @Test
  void aDelegatedCallerWithoutTheRoleIsDenied() {
    Worker worker = hireWithPin();
    String caller =
        shop.tokens.user(UUID.randomUUID().toString(), "UserAuthMethod-QR.ReadWrite.All").signed();

    assertDeniedWriting(worker, Api.pinOf(worker.id()), caller);
  }

  @Test
  void aCallerWhoResetsTheirOwnPinIsDenied() {
    Worker worker = hireWithPin();
    String self =
        shop.tokens
            .user(worker.id(), "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR)
            .signed();

    for (String address :
        List.of(worker.id(), worker.name(), worker.name().toUpperCase(Locale.ROOT))) {
      assertDeniedWriting(worker, Api.pinOf(address), self);
    }
    assertDeniedWriting(worker, "/me/authentication/qrCodePinMethod/pin", self);
  }

  @Test
  void anApplicationCannotUseMe() {
    Worker worker = hireWithPin();
    String application =
        shop.tokens.administrator().with("sub", worker.id()).with("oid", worker.id()).signed();

    for (String me : List.of("/me", "/ME", "/beta/me", "/v1.0/Me")) {
      String address = me + "/authentication/qrCodePinMethod/pin";
      assertDeniedWriting(worker, address, application);
      assertError(shop.api.to(address).bearing(application).get(), 403, "accessDenied");
    }
  }

  static Stream<Arguments> tokensOfNoClearKind() {
    return Stream.of(
        unclear(
            "with scopes and permissions",
            tokens -> tokens.administrator().with("scp", "UserAuthMethod-QR.ReadWrite.All")),
        unclear("with blank scopes", tokens -> tokens.administrator().with("scp", " ")),
        unclear("with empty scopes", tokens -> tokens.administrator().with("scp", "")),
        unclear(
            "with scopes of the other name, and without the marker",
            tokens -> tokens.administrator().without("idtyp").with("scope", "")),
        unclear(
            "with scopes that are an empty list",
            tokens -> tokens.administrator().with("scp", List.of())),
        unclear("with scopes that are a number", tokens -> tokens.administrator().with("scp", 7L)),
        unclear("without scopes and marker", tokens -> tokens.administrator().without("idtyp")),
        unclear(
            "with the marker of a user", tokens -> tokens.administrator().with("idtyp", "user")),
        unclear(
            "with the marker in another case",
            tokens -> tokens.administrator().with("idtyp", "App")),
        unclear("with an empty marker", tokens -> tokens.administrator().with("idtyp", "")),
        unclear("without any permission", tokens -> tokens.administrator().without("roles")),
        unclear(
            "with all permissions in one text",
            tokens ->
                tokens.application("UserAuthMethod-QR.Read.All UserAuthMethod-QR.ReadWrite.All")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("tokensOfNoClearKind")
  void anApplicationsPermissionsCountOnlyInATokenThatIsClearlyItsOwn(
      String kind, Function<Tokens, Tokens.Token> maker) {
    Worker worker = hireWithPin();
    String caller = maker.apply(shop.tokens).signed();

    assertDeniedWriting(worker, Api.pinOf(worker.id()), caller);
    assertError(shop.api.to(Api.pinOf(worker.id())).bearing(caller).get(), 403, "accessDenied");
  }

  private void assertDeniedWriting(Worker worker, String address, String caller) {
    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(address).bearing(caller).patch("{}"),
            () -> shop.api.to(address).bearing(caller).delete())) {
      assertError(refused(worker, request), 403, "accessDenied");
    }
  }

  private static Arguments unclear(String kind, Function<Tokens, Tokens.Token> maker) {
    return arguments(kind, maker);
  }
}
