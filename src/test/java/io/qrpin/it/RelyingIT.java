package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Browser.Shown;
import io.qrpin.it.Ward.Badge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application embeds qrpin and uses it through Jakarta Security. The tests act as a worker's
 * browser. Administrators use {@code qrpin.war} on the same server.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RelyingIT {

  private final Tokens tokens = new Tokens();
  private final String administrator = tokens.administrator().signed();
  private final String relyingParty = tokens.application("QrCodePin.SignIn").signed();
  private EmbeddedPostgres postgres;
  private Database database;
  private File count;
  private LibertyServer server;
  private Api qrpin;

  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    postgres = Database.startPostgres();
    database = Database.createIn(postgres);
    count = Files.createTempFile("hashes", "").toFile();
    server =
        LibertyServer.named("relying-host")
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey()
            .with("test.hash.count", count.getPath())
            .deploying(Ward.countingWar("relying-host"))
            .withFeature("appSecurity-6.0", "appSecurity-5.0")
            .besides("relying", RelyingWar.named("relying", UnaryOperator.identity()))
            .start();
    qrpin = new Api(server.root());
    database.update("insert into directory_user values ('nobody', 'nobody@contoso.example')");
    assertThat(
            qrpin
                .to(
                    "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
                .bearing(tokens.application("Policy.ReadWrite.AuthenticationMethod").signed())
                .patch("{\"state\":\"enabled\"}")
                .status())
        .isEqualTo(200);
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
    Files.delete(count.toPath());
  }

  @BeforeEach
  void openBrowser() {
    browser = new Browser(server.root("relying"));
  }

  @Test
  void badgeAndPinSignInWithTheNameInTheDirectory() {
    Badge badge = somebody();

    Shown asked = browser.open("/start");
    Shown shown = signIn(badge, badge.pin());

    assertThat(asked.path()).isEqualTo("/sign-in");
    assertThat(asked.text()).contains("Scan your badge");
    assertThat(shown.path()).isEqualTo("/start");
    assertThat(shown.text()).contains(badge.worker().name() + " is signed in.");
    assertThat(browser.open("/start").text()).contains(badge.worker().name());
  }

  @Test
  void charactersThatAScannerAddsAreIgnored() {
    Badge badge = somebody();

    Shown shown = browser.submit("/sign-in", "badge", badge.text() + "\r\n", "pin", badge.pin());

    assertThat(shown.text()).contains("is signed in");
  }

  @Test
  void aWrongPinSignsNobodyIn() {
    Badge badge = somebody();

    Shown shown = signIn(badge, badge.wrongPin());

    assertThat(shown.path()).isEqualTo("/sign-in");
    assertThat(shown.text()).contains("Badge or PIN is wrong.");
    assertNobodyIsSignedIn();
    assertThat(failures(badge)).isEqualTo("1");
  }

  @Test
  void anUnknownBadgeGetsTheAnswerOfAWrongPinAndChargesNobody() {
    Badge badge = somebody();
    Shown wrong = signIn(badge, badge.wrongPin());

    Shown unknown = browser.submit("/sign-in", "badge", Badge.forged(), "pin", badge.pin());
    Shown noBadge = browser.submit("/sign-in", "badge", "4006381333931", "pin", badge.pin());
    Shown nothing = browser.submit("/sign-in");

    assertThat(unknown).isEqualTo(wrong);
    assertThat(noBadge).isEqualTo(wrong);
    assertThat(nothing).isEqualTo(wrong);
    assertNobodyIsSignedIn();
    assertThat(failures(badge)).isEqualTo("1");
  }

  @Test
  void aPinThatMustBeChangedSignsNobodyInUntilItIs() {
    Badge badge = enrolled();

    Shown shown = signIn(badge, badge.pin());

    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.path()).isEqualTo("/change-pin");
    assertThat(shown.text()).doesNotContain(badge.worker().name());
    assertNobodyIsSignedIn();

    String own = Ward.otherThan(badge.pin());
    assertThat(change(badge, badge.pin(), "12345678").text()).contains("count up or down");
    assertThat(change(badge, own, own).text()).contains("Badge or PIN is wrong.");
    assertThat(change(badge, badge.pin(), own).path()).isEqualTo("/sign-in");
    assertNobodyIsSignedIn();
    assertThat(signIn(badge, badge.pin()).text()).contains("Badge or PIN is wrong.");
    assertThat(signIn(badge, own).text()).contains(badge.worker().name() + " is signed in.");
  }

  @Test
  void afterTooManyWrongPinsThePageShowsTheWaitAndNothingIsHashed() {
    Badge badge = somebody();
    for (String wrong :
        Ward.PINS.stream().filter(it -> !it.equals(badge.pin())).limit(5).toList()) {
      signIn(badge, wrong);
    }
    long before = hashes();

    Shown shown = signIn(badge, badge.pin());

    assertThat(shown.path()).isEqualTo("/sign-in");
    assertThat(shown.text())
        .containsPattern(
            "Try again in <span class=\"wait\" data-seconds=\"(\\d+)\">\\1 seconds</span>");
    assertThat(hashes()).isEqualTo(before);
    assertNobodyIsSignedIn();
  }

  @Test
  void theSessionHasAnotherIdAfterSigningIn() {
    Badge badge = somebody();
    browser.open("/sign-in");
    String planted = browser.cookie("JSESSIONID").orElseThrow();

    signIn(badge, badge.pin());

    assertThat(browser.cookie("JSESSIONID")).isPresent().isNotEqualTo(Optional.of(planted));
    Browser attacker = new Browser(server.root("relying"));
    attacker.keep("JSESSIONID", planted);
    assertThat(attacker.open("/start").path()).isEqualTo("/sign-in");
  }

  @Test
  void afterASignOutNothingOfTheSessionIsLeft() {
    Badge badge = somebody();
    signIn(badge, badge.pin());
    Browser thief = browser.stolen();
    assertThat(thief.open("/start").text()).contains(badge.worker().name());

    Shown shown = browser.submit("/sign-out");

    assertThat(shown.path()).isEqualTo("/sign-in");
    assertNobodyIsSignedIn();
    assertThat(thief.open("/start").path()).isEqualTo("/sign-in");
  }

  @Test
  void theNextSignInOnTheSameDeviceReplacesTheLast() {
    Badge early = somebody();
    Badge late = somebody();
    signIn(early, early.pin());

    Shown shown = signIn(late, late.pin());

    assertThat(shown.text()).contains(late.worker().name()).doesNotContain(early.worker().name());
  }

  @Test
  void aRoleIsAGroupOfTheDirectory() {
    Badge worker = somebody("early-shift");
    Badge lead = somebody("early-shift", "shift-lead");

    assertThat(browser.open("/rota").path()).isEqualTo("/sign-in");
    signIn(worker, worker.pin());
    assertThat(browser.open("/rota").status()).isEqualTo(403);

    Browser another = new Browser(server.root("relying"));
    Shown shown = another.submit("/sign-in", "badge", lead.text(), "pin", lead.pin());
    assertThat(shown.text()).contains("<a href=\"rota\">");
    assertThat(another.open("/rota").text()).contains("Early, late, night.");
  }

  @Test
  void aWorkerWhoIsSignedInOpensThePagesForTheNextOne() {
    Badge badge = somebody();
    signIn(badge, badge.pin());

    assertThat(browser.open("/change-pin").status()).isEqualTo(200);
    assertThat(browser.open("/sign-in").status()).isEqualTo(200);
    assertNobodyIsSignedIn();
  }

  @Test
  void aFailedSignInOnTheSameDeviceEndsThePreviousSession() {
    Badge early = somebody();
    Badge late = somebody();
    signIn(early, early.pin());

    assertThat(signIn(late, late.wrongPin()).text()).contains("Badge or PIN is wrong.");
    assertNobodyIsSignedIn();
  }

  @Test
  void whileAttemptsCannotBeChargedNobodyIsSignedInAndThePageSaysSo() {
    Badge badge = somebody();
    long before = hashes();
    database.execute("alter table attempt_ledger rename to attempt_ledger_away");
    try {
      Shown shown = signIn(badge, badge.pin());

      assertThat(shown.path()).isEqualTo("/sign-in");
      assertThat(shown.text()).contains("Please try again in a moment.");
      assertNobodyIsSignedIn();
      assertThat(hashes()).isEqualTo(before);
    } finally {
      database.execute("alter table attempt_ledger_away rename to attempt_ledger");
    }
  }

  @Test
  void anAttemptCostsTheSameWorkAsThroughHttp() {
    Badge badge = somebody();
    Badge temporary = enrolled();
    List<Badge> attempts =
        List.of(
            badge,
            badge.with(badge.wrongPin()),
            temporary,
            new Badge(badge.worker(), badge.codeId(), Badge.forged(), badge.pin()),
            badge.with("no PIN"));
    for (Badge shown : attempts) {
      long before = hashes();
      qrpin
          .to(Ward.SIGN_IN)
          .bearing(relyingParty)
          .post(Ward.json("qrCode", shown.text(), "pin", shown.pin()));
      long throughHttp = hashes() - before;
      signIn(shown, shown.pin());

      assertThat(throughHttp).isEqualTo(1);
      assertThat(hashes() - before).isEqualTo(2 * throughHttp);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users/nobody/authentication/qrCodePinMethod",
        "/v1.0/users/nobody/authentication/qrCodePinMethod/pin",
        "/me/authentication/qrCodePinMethod",
        "/policies/authenticationMethodsPolicy",
        "/qrCodePin/signIn",
        "/beta/qrCodePin/changePin",
        "/qrpin-error"
      })
  void embeddingServesNoPathOfQrpin(String path) {
    Api relying = new Api(server.root("relying"));

    for (Answer answer :
        List.of(
            relying.to(path).bearing(administrator).get(),
            relying.to(path).bearing(relyingParty).post("{}"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("\"error\"", "request-id");
    }
  }

  private void assertNobodyIsSignedIn() {
    assertThat(browser.open("/start").path()).isEqualTo("/sign-in");
  }

  private Shown change(Badge badge, String current, String replacement) {
    return browser.submit(
        "/change-pin", "badge", badge.text(), "pin", current, "new-pin", replacement);
  }

  private String failures(Badge badge) {
    return database.value(
        "select failures from attempt_ledger where subscriber_id = ?", badge.worker().id());
  }

  private Shown signIn(Badge badge, String pin) {
    return browser.submit("/sign-in", "badge", badge.text(), "pin", pin);
  }

  private long hashes() {
    return count.length();
  }

  private Badge enrolled(String... groups) {
    String id = UUID.randomUUID().toString();
    Worker worker = new Worker(id, "w-" + id + "@contoso.example");
    database.update(
        "insert into directory_user (id, user_principal_name, groups) values (?, ?, ?)",
        id,
        worker.name(),
        groups);
    JsonObject method =
        qrpin.to(Api.methodOf(id)).bearing(administrator).put("{\"standardQRCode\":{}}").json();
    JsonObject code = method.getJsonObject("standardQRCode");
    return new Badge(
        worker,
        code.getString("id"),
        Ward.text(code),
        method.getJsonObject("pin").getString("code"));
  }

  private Badge somebody(String... groups) {
    Badge badge = enrolled(groups);
    String own = Ward.otherThan(badge.pin());
    Answer changed =
        qrpin
            .to(Ward.CHANGE_PIN)
            .bearing(relyingParty)
            .post(Ward.json("qrCode", badge.text(), "currentPin", badge.pin(), "newPin", own));
    assertThat(changed.status()).isEqualTo(204);
    return badge.with(own);
  }
}
