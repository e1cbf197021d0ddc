package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.qrpin.access.Operation;
import io.qrpin.access.Permissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The permission table over HTTP: its cells for reading, resetting, deleting and changing a PIN,
 * for an unlock, and for sign-in.
 */
@ExtendWith(Shop.Keeper.class)
class AccessIT {

  private static final String ME = "/me/authentication/qrCodePinMethod/pin";

  private static final String AUTHENTICATION_POLICY_ADMINISTRATOR =
      Permissions.ROLES.get("APA").get(0);

  private final Shop shop;

  AccessIT(Shop shop) {
    this.shop = shop;
  }

  /** An operation on a PIN, and the status of its success. */
  enum Deed {
    R(Operation.READ, 200),
    W(Operation.RESET_PIN, 201),
    U(Operation.UNLOCK, 204),
    D(Operation.DELETE_PIN, 204);

    private final Operation operation;
    private final int done;

    Deed(Operation operation, int done) {
      this.operation = operation;
      this.done = done;
    }
  }

  /** The cells of some columns: permission, column, deed, whether it is allowed. */
  private static Stream<Arguments> cells(String... columns) {
    List<Arguments> cells = new ArrayList<>();
    for (String permission : Permissions.permissions()) {
      for (String column : columns) {
        for (Deed deed : Deed.values()) {
          cells.add(
              arguments(
                  permission,
                  column,
                  deed,
                  Permissions.allows(permission, column, deed.operation)));
        }
      }
    }
    return cells.stream();
  }

  private static String[] role(String column) {
    return Permissions.ROLES.get(column).toArray(String[]::new);
  }

  static Stream<Arguments> onOthers() {
    return cells(Permissions.ROLES.keySet().toArray(String[]::new));
  }

  static Stream<Arguments> onOneself() {
    return cells("self");
  }

  static Stream<Arguments> byApplications() {
    return cells("app");
  }

  @ParameterizedTest(name = "{index} {0}, {1}, {2}: {3}")
  @MethodSource("onOthers")
  @DisplayName("A delegated caller needs a scope, and also a role to act on other people.")
  void aDelegatedCallerNeedsAScopeForAllAndARoleOnOthers(
      String scope, String role, Deed deed, boolean allowed) {
    String caller = person(UUID.randomUUID().toString(), scope, role(role));

    Worker target = hireWithPin();
    assertDone(deed, target, Api.pinOf(target.id()), caller, allowed);
  }

  @ParameterizedTest(name = "{index} {0}, {1}, {2}: {3}")
  @MethodSource("onOneself")
  @DisplayName("Nobody resets their own PIN, whatever their role.")
  void aDelegatedCallerOnlyReadsTheirOwnPinWhateverTheirRole(
      String scope, String column, Deed deed, boolean allowed) {
    for (String role : Permissions.ROLES.keySet()) {
      Worker self = hireWithPin();
      String caller = person(self.id(), scope, role(role));

      assertDone(deed, self, Api.pinOf(self.id()), caller, allowed);
      assertDone(deed, self, ME, caller, allowed);
    }
  }

  @ParameterizedTest(name = "{index} {0}, {1}, {2}: {3}")
  @MethodSource("byApplications")
  void anApplicationNeedsAPermissionForAll(
      String permission, String column, Deed deed, boolean allowed) {
    String caller =
        (permission.isEmpty() ? shop.tokens.application() : shop.tokens.application(permission))
            .signed();

    Worker target = hireWithPin();
    assertDone(deed, target, Api.pinOf(target.id()), caller, allowed);
  }

  @ParameterizedTest(name = "{index} {0}, {1}, {2}: {3}")
  @MethodSource("byApplications")
  void anApplicationHasNoMeAndNoPinOfItsOwn(
      String permission, String column, Deed deed, boolean allowed) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .application(permission)
            .with("sub", target.id())
            .with("oid", target.id())
            .signed();

    assertDone(deed, target, ME, caller, false);
    assertDone(deed, target, Api.pinOf(target.id()), caller, allowed);
  }

  // ---- Kinds of token

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Deed.class)
  void inATokenWithScopesThePermissionsInRolesAreIgnored(Deed deed) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .user(
                UUID.randomUUID().toString(),
                "UserAuthMethod-QR.Read.All",
                Tokens.AUTHENTICATION_ADMINISTRATOR)
            .with("idtyp", "app")
            .with("roles", List.of("UserAuthMethod-QR.ReadWrite.All"))
            .signed();

    assertDone(deed, target, Api.pinOf(target.id()), caller, deed == Deed.R);
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Deed.class)
  void aTokenWithScopesAndRolesIsDelegated(Deed deed) {
    Worker self = hireWithPin();
    String caller =
        shop.tokens
            .user(self.id(), "UserAuthMethod-QR.ReadWrite.All")
            .with("idtyp", "app")
            .with("roles", List.of("UserAuthMethod-QR.ReadWrite.All"))
            .signed();

    assertDone(deed, self, ME, caller, deed == Deed.R);
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Deed.class)
  void anApplicationsTokenMayHaveAScopeBesideItsMarker(Deed deed) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens.application("UserAuthMethod-QR.ReadWrite.All").with("scope", "openid").signed();

    assertDone(deed, target, Api.pinOf(target.id()), caller, true);
  }

  static Stream<Arguments> tokensOfNoKind() {
    return Stream.of(
        kind("blank scp", it -> it.with("scp", " ")),
        kind("empty scp", it -> it.with("scp", "")),
        kind("empty scope", it -> it.with("scope", "")),
        kind("empty scp beside a marker", it -> it.with("scp", "").with("idtyp", "app")),
        kind("neither scp nor marker", it -> it),
        kind("the marker of a user", it -> it.with("idtyp", "user")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("tokensOfNoKind")
  void aTokenOfNeitherKindIsDenied(String kind, Function<Tokens.Token, Tokens.Token> change) {
    Worker self = hireWithPin();
    Worker another = hireWithPin();
    String caller =
        change
            .apply(
                shop.tokens
                    .user(self.id(), "unused", Tokens.PRIVILEGED_ADMINISTRATOR)
                    .without("scp")
                    .with(
                        "roles",
                        List.of("UserAuthMethod-QR.ReadWrite.All", "UserAuthMethod-QR.Read.All")))
            .signed();

    for (Deed deed : Deed.values()) {
      assertDone(deed, self, ME, caller, false);
      assertDone(deed, self, Api.pinOf(self.id()), caller, false);
      assertDone(deed, another, Api.pinOf(another.id()), caller, false);
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Deed.class)
  void scopesInTheClaimScopeCount(Deed deed) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .user(UUID.randomUUID().toString(), "unused", Tokens.AUTHENTICATION_ADMINISTRATOR)
            .without("scp")
            .with("scope", "openid UserAuthMethod-QR.ReadWrite.All profile")
            .signed();

    assertDone(deed, target, Api.pinOf(target.id()), caller, true);
  }

  @Test
  void anyOneOfSeveralScopesIsEnough() {
    Worker target = hireWithPin();
    String caller =
        person(
            UUID.randomUUID().toString(),
            "openid User.Read UserAuthMethod-QR.Read.All UserAuthenticationMethod.ReadWrite.All",
            Tokens.GLOBAL_READER,
            Tokens.AUTHENTICATION_ADMINISTRATOR);

    assertDone(Deed.W, target, Api.pinOf(target.id()), caller, true);
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(Deed.class)
  void anApplicationsDirectoryRoleGivesNoPermission(Deed deed) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .application()
            .with("wids", List.of(Tokens.PRIVILEGED_ADMINISTRATOR, Tokens.GLOBAL_READER))
            .signed();

    assertDone(deed, target, Api.pinOf(target.id()), caller, false);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"roles", "groups", "wids", "role"})
  void aRoleIsNotFoundByItsName(String claim) {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .user(UUID.randomUUID().toString(), "UserAuthMethod-QR.ReadWrite.All")
            .with(
                claim,
                List.of("Authentication Administrator", "Privileged Authentication Administrator"))
            .signed();

    for (Deed deed : Deed.values()) {
      assertDone(deed, target, Api.pinOf(target.id()), caller, false);
    }
  }

  // ---- The caller as the user

  @Test
  void theCallersOwnNameInAnyCaseIsTheCaller() {
    Worker self = hireWithPin();
    String caller =
        person(self.id(), "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR);

    for (String own :
        List.of(
            self.id(),
            self.name(),
            self.name().toUpperCase(Locale.ROOT),
            self.name().replace("@", "%40").replace("w", "%57"))) {
      assertDone(Deed.R, self, Api.pinOf(own), caller, true);
      assertDone(Deed.W, self, Api.pinOf(own), caller, false);
      assertDone(Deed.D, self, Api.pinOf(own), caller, false);
    }
  }

  @Test
  void aScopeForOneselfReadsByOnesOwnName() {
    Worker self = hireWithPin();
    String caller = person(self.id(), "UserAuthMethod-QR.Read");

    for (String own : List.of(self.name(), self.name().toUpperCase(Locale.ROOT))) {
      assertDone(Deed.R, self, Api.pinOf(own), caller, true);
    }
  }

  @Test
  void theUserOfATokenIsItsOidAndElseItsSub() {
    Worker oid = hireWithPin();
    Worker sub = hireWithPin();
    Tokens.Token both = shop.tokens.user(oid.id(), "UserAuthMethod-QR.Read").with("sub", sub.id());
    String withOid = both.signed();
    String withoutOid = both.without("oid").signed();

    assertDone(Deed.R, oid, Api.pinOf(oid.id()), withOid, true);
    assertDone(Deed.R, sub, Api.pinOf(sub.id()), withOid, false);
    assertDone(Deed.R, sub, Api.pinOf(sub.id()), withoutOid, true);
    assertDone(Deed.R, oid, Api.pinOf(oid.id()), withoutOid, false);
  }

  @Test
  void otherClaimsDoNotIdentifyTheCaller() {
    Worker target = hireWithPin();
    String caller =
        shop.tokens
            .user(UUID.randomUUID().toString(), "UserAuthMethod-QR.Read")
            .with("upn", target.name())
            .with("preferred_username", target.name())
            .with("unique_name", target.name())
            .with("email", target.name())
            .signed();

    assertDone(Deed.R, target, Api.pinOf(target.id()), caller, false);
    assertDone(Deed.R, target, Api.pinOf(target.name()), caller, false);
  }

  /** How tokens may name a person: by id and by name, in other cases too. */
  private static List<String> claimsOf(Worker self) {
    return List.of(
        self.id().toUpperCase(Locale.ROOT), self.name(), self.name().toUpperCase(Locale.ROOT));
  }

  @Test
  void oneselfIsWhomTheDirectoryFindsForTheTokensUserHoweverItIsSpelled() {
    Worker self = hireWithPin();
    for (String claim : claimsOf(self)) {
      String caller =
          person(claim, "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR);

      for (String address :
          List.of(
              ME,
              Api.pinOf(self.id()),
              Api.pinOf(self.id().toUpperCase(Locale.ROOT)),
              Api.pinOf(self.name()))) {
        assertDone(Deed.R, self, address, caller, true);
        assertDone(Deed.W, self, address, caller, false);
        assertDone(Deed.D, self, address, caller, false);
      }
    }
  }

  @Test
  void anAdministratorNeitherEnrolsThemselvesNorChangesTheirCodesHoweverTheTokenNamesThem() {
    Worker self = hireWithPin();
    String code = "{\"expireDateTime\":\"2035-01-01T00:00:00Z\"}";
    for (String claim : claimsOf(self)) {
      String caller =
          person(claim, "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR);
      String method = Api.methodOf(self.id());

      for (Supplier<Api.Answer> request :
          List.<Supplier<Api.Answer>>of(
              () -> shop.api.to(method).bearing(caller).put("{\"standardQRCode\":{}}"),
              () -> shop.api.to(method + "/standardQRCode").bearing(caller).patch("{}"),
              () -> shop.api.to(method + "/standardQRCode").bearing(caller).delete(),
              () -> shop.api.to(method + "/temporaryQRCode").bearing(caller).patch(code))) {
        assertError(Standing.unchangedBy(request::get, self, shop.database), 403, "accessDenied");
      }
      assertThat(shop.api.to(method).bearing(caller).get().status()).isEqualTo(200);
    }
  }

  @Test
  void aPersonDeletesTheirMethodAndChangesTheirPinHoweverTheTokenNamesThem() {
    Worker self = shop.hire();
    List<String> claims = claimsOf(self);
    for (String claim : claims) {
      String own = PINS.get(1 + claims.indexOf(claim));
      Api.Answer set =
          shop.api
              .to(Api.pinOf(self.id()))
              .bearing(shop.tokens.administrator().signed())
              .patch("{\"code\":\"" + FIRST + "\"}");
      assertThat(set.status()).isEqualTo(201);

      assertThat(change("POST", ME, FIRST, own, person(claim, CHANGE_SCOPE)).status())
          .isEqualTo(204);
      assertThat(
              shop.api
                  .to(Api.methodOf(self.id()))
                  .bearing(person(claim, "UserAuthMethod-QR.ReadWrite"))
                  .delete()
                  .status())
          .isEqualTo(204);
    }
  }

  @Test
  void anIdThatLooksLikeAGuidIsFoundInAnyCase() {
    Worker lower = shop.hire();
    Worker upper = shop.hireAs(UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
    for (Worker worker : List.of(lower, upper)) {
      for (String spelling :
          List.of(worker.id().toUpperCase(Locale.ROOT), worker.id().toLowerCase(Locale.ROOT))) {
        String caller = shop.tokens.administrator().signed();
        assertDone(Deed.W, worker, Api.pinOf(spelling), caller, true);
        assertDone(Deed.R, worker, Api.pinOf(spelling), caller, true);
        assertThat(
                shop.database.column(
                    "select subscriber_id from qr_pin where lower(subscriber_id) = lower(?)",
                    worker.id()))
            .as("stored as the directory spells it")
            .containsExactly(worker.id());
      }
    }
  }

  @Test
  void anotherCaseOfAnIdIsNotTheCaller() {
    Worker target = shop.hireAs("id-" + UUID.randomUUID());
    reset(target);
    String caller = person(target.id().toUpperCase(Locale.ROOT), "UserAuthMethod-QR.Read");

    assertDone(Deed.R, target, Api.pinOf(target.id()), caller, false);
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"/me", "/ME", "/beta/me", "/v1.0/me", "/BETA/Me"})
  void meIsTheUserOfTheTokenInEveryVersionAndCase(String me) {
    Worker self = hireWithPin();
    String caller = person(self.id(), "UserAuthMethod-QR.Read");

    Api.Answer mine = shop.api.to(me + "/authentication/qrCodePinMethod/pin").bearing(caller).get();

    assertThat(mine.status()).isEqualTo(200);
    assertThat(mine.json())
        .isEqualTo(shop.api.to(Api.pinOf(self.id())).bearing(caller).get().json());
  }

  @Test
  void meWithoutAPinIsNotFound() {
    Worker self = shop.hire();
    String caller = person(self.id(), "UserAuthMethod-QR.Read");

    assertError(shop.api.to(ME).bearing(caller).get(), 404, "resourceNotFound");
  }

  // ---- 403 before 404

  static Stream<Arguments> callersWhoMayNotRead() {
    String all = "UserAuthMethod-QR.ReadWrite.All";
    return Stream.of(
        caller("an application without permission", Tokens::application),
        caller(
            "an application with a permission for oneself",
            tokens -> tokens.application("UserAuthMethod-QR.ReadWrite")),
        caller("a user without scope", tokens -> tokens.user("someone", "")),
        caller("a user without role", tokens -> tokens.user("someone", all)),
        caller(
            "a user with a scope for oneself",
            tokens ->
                tokens.user(
                    "someone", "UserAuthMethod-QR.ReadWrite", Tokens.PRIVILEGED_ADMINISTRATOR)),
        caller(
            "a user with the role for policies",
            tokens -> tokens.user("someone", all, AUTHENTICATION_POLICY_ADMINISTRATOR)),
        caller("a token of neither kind", tokens -> tokens.administrator().without("idtyp")));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("callersWhoMayNotRead")
  @DisplayName("A caller without permission to read does not learn which users exist.")
  void aCallerWhoMayNotReadDoesNotLearnWhetherTheUserExists(
      String who, Function<Tokens, Tokens.Token> maker) {
    Worker withPin = hireWithPin();
    Worker withoutPin = shop.hire();
    String caller = maker.apply(shop.tokens).signed();

    for (Deed deed : Deed.values()) {
      Api.Answer nobody = send(deed, Api.pinOf(UUID.randomUUID().toString()), caller);
      assertError(nobody, 403, "accessDenied");
      for (String address :
          List.of(withPin.id(), withPin.name(), withoutPin.id(), "nobody@contoso.example", "%27")) {
        assertThat(GraphErrors.withoutInnerError(send(deed, Api.pinOf(address), caller).error()))
            .isEqualTo(GraphErrors.withoutInnerError(nobody.error()));
      }
    }
  }

  @Test
  void aCallerWhoMayOnlyReadIsDeniedWritingExistingAndMissingUsersAlike() {
    Worker worker = hireWithPin();
    String caller =
        person(
            UUID.randomUUID().toString(), "UserAuthMethod-QR.ReadWrite.All", Tokens.GLOBAL_READER);

    for (Deed deed : List.of(Deed.W, Deed.D)) {
      assertDone(deed, worker, Api.pinOf(worker.id()), caller, false);
      assertError(send(deed, Api.pinOf("nobody"), caller), 403, "accessDenied");
    }
    assertError(send(Deed.R, Api.pinOf("nobody"), caller), 404, "resourceNotFound");
  }

  // ---- A change of one's own PIN

  private static final String CHANGE = "/updatePin";
  private static final String CHANGE_SCOPE = "Directory.AccessAsUser.All";
  private static final String FIRST = "35387687";
  private static final List<String> PINS =
      List.of(FIRST, "09599786", "56745755", "48205913", "90317264", "61840937");

  private static Stream<String> permissions() {
    return Permissions.permissions().stream();
  }

  static Stream<Arguments> permissionsAndRoles() {
    return permissions()
        .flatMap(
            permission ->
                Permissions.ROLES.keySet().stream().map(role -> arguments(permission, role)));
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("permissionsAndRoles")
  void aPersonChangesTheirOwnPinWithTheOneScopeForItWhateverTheRole(String scope, String role) {
    Worker self = hireWith(FIRST);
    String caller = person(self.id(), scope, role(role));

    if (!Permissions.allows(scope, "self", Operation.CHANGE_PIN)) {
      assertChangeDenied(self, caller, ME, Api.pinOf(self.id()), Api.pinOf(self.name()));
      return;
    }
    List<String> addresses =
        List.of(
            ME,
            "/v1.0" + ME,
            Api.pinOf(self.id()),
            Api.pinOf(self.name()),
            Api.pinOf(self.name().toUpperCase(Locale.ROOT)));
    for (int i = 0; i < addresses.size(); i++) {
      String method = i % 2 == 0 ? "POST" : "PATCH";
      assertThat(change(method, addresses.get(i), PINS.get(i), PINS.get(i + 1), caller).status())
          .as(addresses.get(i))
          .isEqualTo(204);
    }
    assertThat(shop.verifier.isPinOf(self.id(), PINS.get(addresses.size()))).isTrue();
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("permissionsAndRoles")
  void nobodyChangesAnothersPinNotEvenWithTheRightOne(String scope, String role) {
    Worker target = hireWith(FIRST);
    String caller =
        person(
            shop.hire().id(),
            (scope + " " + CHANGE_SCOPE + " UserAuthMethod-QR.ReadWrite.All").strip(),
            role(role));

    assertChangeDenied(target, caller, Api.pinOf(target.id()), Api.pinOf(target.name()));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("permissions")
  void noApplicationChangesAPinNotEvenOneThatNamesItsOwner(String permission) {
    Worker target = hireWith(FIRST);
    for (String client : List.of("client-1", "client-trusted")) {
      String caller =
          shop.tokens
              .application(permission, CHANGE_SCOPE)
              .with("azp", client)
              .with("sub", target.id())
              .with("oid", target.id())
              .signed();

      assertChangeDenied(target, caller, ME, Api.pinOf(target.id()), Api.pinOf(target.name()));
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("tokensOfNoKind")
  void aTokenOfNeitherKindChangesNoPin(String kind, Function<Tokens.Token, Tokens.Token> change) {
    Worker self = hireWith(FIRST);
    String caller =
        change
            .apply(
                shop.tokens
                    .user(self.id(), "unused")
                    .without("scp")
                    .with("roles", List.of(CHANGE_SCOPE)))
            .signed();

    assertChangeDenied(self, caller, ME, Api.pinOf(self.id()));
  }

  @Test
  void aCallerWhoMayNotChangeAPinDoesNotLearnWhetherTheUserOrThePinExists() {
    String caller = person(shop.hire().id(), CHANGE_SCOPE, Tokens.PRIVILEGED_ADMINISTRATOR);
    Worker withPin = hireWith(FIRST);
    Worker withoutPin = shop.hire();
    Api.Answer nobody = change("POST", Api.pinOf("nobody"), FIRST, PINS.get(1), caller);
    assertError(nobody, 403, "accessDenied");

    for (String user : List.of(withPin.id(), withPin.name(), withoutPin.id(), "%27")) {
      for (String method : List.of("POST", "PATCH")) {
        Api.Answer answer = change(method, Api.pinOf(user), FIRST, PINS.get(1), caller);
        assertThat(GraphErrors.withoutInnerError(answer.error()))
            .isEqualTo(GraphErrors.withoutInnerError(nobody.error()));
      }
    }
  }

  @Test
  void aCallerWhoMayNotChangeAPinIsDeniedBeforeTheBodyIsRead() {
    Worker target = hireWith(FIRST);
    String caller = person(shop.hire().id(), CHANGE_SCOPE);

    for (String body : List.of("", "[", "{}", "x".repeat(70_000))) {
      assertError(
          Standing.unchangedBy(
              () -> shop.api.to(Api.pinOf(target.id()) + CHANGE).bearing(caller).post(body),
              target,
              shop.database),
          403,
          "accessDenied");
    }
  }

  @Test
  void aUserWithoutAPinHasNoneToChange() {
    Worker self = shop.hire();
    String caller = person(self.id(), CHANGE_SCOPE);

    for (String address : List.of(ME, Api.pinOf(self.id()))) {
      assertError(
          Standing.unchangedBy(
              () -> change("POST", address, FIRST, PINS.get(1), caller), self, shop.database),
          404,
          "resourceNotFound");
    }
  }

  @Test
  void aUserOutsideTheDirectoryChangesNothing() {
    String caller = person(UUID.randomUUID().toString(), CHANGE_SCOPE);

    assertError(change("POST", ME, FIRST, PINS.get(1), caller), 403, "accessDenied");
  }

  @Test
  void aMemberOfAProtectedGroupChangesTheirOwnPin() {
    Worker self = shop.hire("executives");
    String trusted = shop.tokens.administrator().with("azp", "client-trusted").signed();
    shop.api.to(Api.pinOf(self.id())).bearing(trusted).patch("{\"code\":\"" + FIRST + "\"}");
    String caller = person(self.id(), CHANGE_SCOPE);

    assertThat(change("POST", ME, FIRST, PINS.get(1), caller).status()).isEqualTo(204);
    assertThat(shop.verifier.isPinOf(self.id(), PINS.get(1))).isTrue();
  }

  private void assertChangeDenied(Worker target, String caller, String... addresses) {
    for (String address : addresses) {
      for (String method : List.of("POST", "PATCH")) {
        assertError(
            Standing.unchangedBy(
                () -> change(method, address, FIRST, PINS.get(1), caller), target, shop.database),
            403,
            "accessDenied");
      }
    }
  }

  private Api.Answer change(
      String method, String pin, String current, String replacement, String caller) {
    Api.Call call = shop.api.to(pin + CHANGE).bearing(caller);
    String body = Ward.json("currentPin", current, "newPin", replacement);
    return method.equals("POST") ? call.post(body) : call.patch(body);
  }

  private Worker hireWith(String pin) {
    Worker worker = shop.hire();
    Api.Answer answer =
        shop.api
            .to(Api.pinOf(worker.id()))
            .bearing(shop.tokens.administrator().signed())
            .patch("{\"code\":\"" + pin + "\"}");
    assertThat(answer.status()).isEqualTo(201);
    return worker;
  }

  // ---- Sign-in

  private static final List<String> SIGN_IN_ADDRESSES =
      List.of(
          "/qrCodePin/signIn",
          "/beta/QRCODEPIN/SIGNIN",
          "/v1.0/qrCodePin/signIn",
          "/qrCodePin/changePin",
          "/beta/qrcodepin/changepin",
          "/v1.0/qrCodePin/changePin");

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("permissions")
  void anApplicationSignsInWithTheOnePermissionForIt(String permission) {
    String caller =
        (permission.isEmpty() ? shop.tokens.application() : shop.tokens.application(permission))
            .signed();

    for (String address : SIGN_IN_ADDRESSES) {
      Api.Answer answer = ask(address, caller);
      if (Permissions.allows(permission, "app", Operation.SIGN_IN)) {
        assertError(answer, 401, "invalidCredentials");
      } else {
        assertError(answer, 403, "accessDenied");
      }
    }
  }

  @ParameterizedTest(name = "{index} {0}, {1}")
  @MethodSource("permissionsAndRoles")
  void noDelegatedCallerSignsInWhateverTheScopeAndRole(String scope, String role) {
    String scopes = (scope + " QrCodePin.SignIn").strip();
    String caller = person(shop.hire().id(), scopes, role(role));

    for (String address : SIGN_IN_ADDRESSES) {
      assertError(ask(address, caller), 403, "accessDenied");
    }
  }

  @Test
  void inATokenWithScopesThePermissionToSignInIsIgnored() {
    String caller =
        shop.tokens.application("QrCodePin.SignIn").with("scp", "QrCodePin.SignIn").signed();

    for (String address : SIGN_IN_ADDRESSES) {
      assertError(ask(address, caller), 403, "accessDenied");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("tokensOfNoKind")
  void aTokenOfNeitherKindDoesNotSignIn(String kind, Function<Tokens.Token, Tokens.Token> change) {
    String caller =
        change
            .apply(
                shop.tokens
                    .user(shop.hire().id(), "unused", Tokens.PRIVILEGED_ADMINISTRATOR)
                    .without("scp")
                    .with("roles", List.of("QrCodePin.SignIn")))
            .signed();

    for (String address : SIGN_IN_ADDRESSES) {
      assertError(ask(address, caller), 403, "accessDenied");
    }
  }

  @Test
  void aCallerWhoMayNotSignInIsDeniedBeforeTheBodyIsRead() {
    String caller = shop.tokens.administrator().signed();

    for (String address : SIGN_IN_ADDRESSES) {
      for (String body : List.of("", "[", "{}", "x".repeat(70_000))) {
        assertError(shop.api.to(address).bearing(caller).post(body), 403, "accessDenied");
      }
    }
  }

  /** Sends an unknown badge. */
  private Api.Answer ask(String address, String caller) {
    return shop.api
        .to(address)
        .bearing(caller)
        .post(
            address.toLowerCase(Locale.ROOT).endsWith("signin")
                ? Ward.json("qrCode", "junk", "pin", FIRST)
                : Ward.json("qrCode", "junk", "currentPin", FIRST, "newPin", PINS.get(1)));
  }

  // ---- Protected groups

  static Stream<Arguments> writersOfTheProtected() {
    String all = "UserAuthMethod-QR.ReadWrite.All";
    return Stream.of(
        arguments(
            "an administrator",
            maker(it -> it.user("someone", all, Tokens.AUTHENTICATION_ADMINISTRATOR)),
            false),
        arguments(
            "a privileged administrator",
            maker(it -> it.user("someone", all, Tokens.PRIVILEGED_ADMINISTRATOR)),
            true),
        arguments(
            "a privileged administrator with a scope to read",
            maker(
                it ->
                    it.user(
                        "someone", "UserAuthMethod-QR.Read.All", Tokens.PRIVILEGED_ADMINISTRATOR)),
            false),
        arguments(
            "an administrator by the trusted application",
            maker(
                it ->
                    it.user("someone", all, Tokens.AUTHENTICATION_ADMINISTRATOR)
                        .with("azp", "client-trusted")),
            false),
        arguments("an application", maker(Tokens::administrator), false),
        arguments(
            "the trusted application",
            maker(it -> it.administrator().with("azp", "client-trusted")),
            true),
        arguments(
            "the trusted application, named as in tokens of version 1",
            maker(it -> it.administrator().without("azp").with("appid", "client-trusted")),
            true),
        arguments(
            "the trusted application with a permission to read",
            maker(it -> it.application("UserAuthMethod-QR.Read.All").with("azp", "client-trusted")),
            false),
        arguments(
            "an application whose subject is named like the trusted one",
            maker(it -> it.administrator().with("sub", "client-trusted")),
            false),
        arguments(
            "an application that is named almost like the trusted one",
            maker(it -> it.administrator().with("azp", "CLIENT-TRUSTED")),
            false),
        arguments(
            "an application with the role of a privileged administrator",
            maker(it -> it.administrator().with("wids", List.of(Tokens.PRIVILEGED_ADMINISTRATOR))),
            false));
  }

  @ParameterizedTest(name = "{index} {0}: {2}")
  @MethodSource("writersOfTheProtected")
  void membersOfAProtectedGroupAreWrittenOnlyByTheMostTrusted(
      String who, Function<Tokens, Tokens.Token> maker, boolean allowed) {
    String caller = maker.apply(shop.tokens).signed();

    for (String group : List.of("executives", "directors")) {
      for (Deed deed : List.of(Deed.W, Deed.D)) {
        Worker target = shop.hire("nurses", group);
        assertThat(reset(target).status()).isEqualTo(201);
        assertDone(deed, target, Api.pinOf(target.id()), caller, allowed);
      }
      Worker newcomer = shop.hire(group);
      assertDone(Deed.W, newcomer, Api.pinOf(newcomer.name()), caller, allowed);
    }
  }

  @Test
  void membersOfAProtectedGroupAreReadLikeOthers() {
    Worker target = shop.hire("executives");
    reset(target);
    String scope = "UserAuthMethod-QR.Read.All";

    for (String caller :
        List.of(
            shop.tokens.application(scope).signed(),
            person("someone", scope, Tokens.GLOBAL_READER),
            person("someone", scope, Tokens.AUTHENTICATION_ADMINISTRATOR),
            person(target.id(), "UserAuthMethod-QR.Read"))) {
      assertDone(Deed.R, target, Api.pinOf(target.id()), caller, true);
    }
  }

  @Test
  void otherGroupsProtectNobody() {
    for (String group : List.of("nurses", "Executives", "executives, directors", "")) {
      Worker target = shop.hire(group);
      assertDone(
          Deed.W, target, Api.pinOf(target.id()), shop.tokens.administrator().signed(), true);
    }
  }

  @Test
  void aPrivilegedAdministratorInAProtectedGroupDoesNotResetTheirOwnPin() {
    Worker self = shop.hire("executives");
    reset(self);
    String caller =
        person(self.id(), "UserAuthMethod-QR.ReadWrite.All", Tokens.PRIVILEGED_ADMINISTRATOR);

    for (Deed deed : List.of(Deed.W, Deed.D)) {
      assertDone(deed, self, Api.pinOf(self.id()), caller, false);
      assertDone(deed, self, ME, caller, false);
    }
  }

  // ---- Audit

  @Test
  void theAuditRowOfADelegatedChangeNamesTheUserAndTheClient() {
    Worker target = shop.hire();
    String administrator = UUID.randomUUID().toString();
    String caller =
        person(
            administrator, "UserAuthMethod-QR.ReadWrite.All", Tokens.AUTHENTICATION_ADMINISTRATOR);

    String created = send(Deed.W, Api.pinOf(target.name()), caller).header("request-id");
    String reset = send(Deed.W, Api.pinOf(target.id()), caller).header("request-id");
    String deleted = send(Deed.D, Api.pinOf(target.id()), caller).header("request-id");

    assertThat(
            shop.database.column(
                "select concat_ws(' ', event, actor_kind, actor_id, client_id, request_id)"
                    + " from credential_event where subscriber_id = ? order by occurred_at, id",
                target.id()))
        .containsExactly(
            "PinCreated user " + administrator + " client-2 " + created,
            "PinReset user " + administrator + " client-2 " + reset,
            "PinRevoked user " + administrator + " client-2 " + deleted);
  }

  @Test
  void theAuditRowsOfAnOwnersChangeNameTheOwnerAndTheClient() {
    Worker self = hireWith(FIRST);
    String caller = person(self.id(), CHANGE_SCOPE);

    String wrong = change("POST", ME, PINS.get(2), PINS.get(1), caller).header("request-id");
    String weak = change("POST", ME, FIRST, "12345678", caller).header("request-id");
    String changed = change("PATCH", ME, FIRST, PINS.get(1), caller).header("request-id");

    assertThat(
            shop.database.column(
                "select concat_ws(' ', event, actor_kind, actor_id, client_id, request_id)"
                    + " from credential_event where subscriber_id = ? and actor_kind = 'user'"
                    + " order by occurred_at, id",
                self.id()))
        .containsExactly(
            "SignInRefused user " + self.id() + " client-2 " + wrong,
            "PinProven user " + self.id() + " client-2 " + weak,
            "PinChanged user " + self.id() + " client-2 " + changed);
  }

  // ---- Help

  /** If it is allowed, it succeeds. Otherwise it is denied and changes nothing. */
  private void assertDone(
      Deed deed, Worker target, String address, String caller, boolean allowed) {
    if (allowed) {
      assertThat(send(deed, address, caller).status()).isEqualTo(deed.done);
    } else {
      assertError(
          Standing.unchangedBy(() -> send(deed, address, caller), target, shop.database),
          403,
          "accessDenied");
    }
  }

  private Api.Answer send(Deed deed, String address, String caller) {
    Api.Call call = shop.api.to(address).bearing(caller);
    return switch (deed) {
      case R -> call.get();
      case W -> call.patch("{}");
      case U -> shop.api.to(address.replaceFirst("/pin$", "/unlock")).bearing(caller).post("{}");
      case D -> call.delete();
    };
  }

  private Worker hireWithPin() {
    Worker worker = shop.hire();
    assertThat(reset(worker).status()).isEqualTo(201);
    return worker;
  }

  /** The trusted application may reset every user's PIN. */
  private Api.Answer reset(Worker worker) {
    String trusted = shop.tokens.administrator().with("azp", "client-trusted").signed();
    return send(Deed.W, Api.pinOf(worker.id()), trusted);
  }

  private String person(String id, String scopes, String... roles) {
    return shop.tokens.user(id, scopes, roles).signed();
  }

  private static Arguments kind(String name, Function<Tokens.Token, Tokens.Token> change) {
    return arguments(name, change);
  }

  private static Arguments caller(String who, Function<Tokens, Tokens.Token> maker) {
    return arguments(who, maker);
  }

  private static Function<Tokens, Tokens.Token> maker(Function<Tokens, Tokens.Token> maker) {
    return maker;
  }
}
