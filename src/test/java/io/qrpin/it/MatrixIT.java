package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.LibertyServer.Platform;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One WAR does its main jobs on every supported platform: Jakarta EE 10 and EE 11, on the Java that
 * runs the tests and on each other Java that is installed beside it.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class MatrixIT {

  private static final int OLDEST_JAVA = 17;
  private static final String POLICY =
      "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin";

  private final Tokens tokens = new Tokens();
  private final String administrator = tokens.administrator().signed();
  private EmbeddedPostgres postgres;

  @BeforeAll
  void startPostgres() {
    postgres = Database.startPostgres();
  }

  @AfterAll
  void stopPostgres() throws IOException {
    postgres.close();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("platforms")
  void theMainJobsAreDoneOnEveryPlatform(Platform platform, Path javaHome) {
    Database database = Database.createIn(postgres);
    LibertyServer.Plan plan =
        LibertyServer.named("matrix")
            .on(platform)
            .onJava(javaHome)
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey();
    try (LibertyServer server = plan.start()) {
      assertThat(server.console())
          .contains(platform == Platform.EE10 ? "persistence-3.1" : "persistence-3.2")
          .doesNotContain(platform == Platform.EE10 ? "persistence-3.2" : "persistence-3.1");
      assertThat(server.everythingLogged()).contains("java.home = " + javaHome);
      database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
      Api api = new Api(server.root());

      aPinIsSetResetReadAndDeleted(api, new Verifier(database, plan));
      assertThat(database.value("select count(*) from credential_event")).isEqualTo("3");
      whatIsWrongIsRefused(api);
      aWorkerIsEnrolledChangesThePinAndSignsIn(api);
      thePolicyIsChangedAndReset(api);
    }
  }

  private void aPinIsSetResetReadAndDeleted(Api api, Verifier verifier) {
    String path = Api.pinOf("w1");

    JsonObject created = asAdministrator(api, path).patch("{}").json();
    JsonObject reset = asAdministrator(api, path).patch("{\"code\":\"09599786\"}").json();
    JsonObject read = asAdministrator(api, path).get().json();

    assertThat(reset.getString("id")).isEqualTo(created.getString("id"));
    assertThat(verifier.isPinOf("w1", "09599786")).isTrue();
    assertThat(read.get("code")).isEqualTo(JsonValue.NULL);
    assertThat(read.getString("updatedDateTime")).isEqualTo(reset.getString("updatedDateTime"));
    assertThat(asAdministrator(api, path).delete().status()).isEqualTo(204);
    assertThat(asAdministrator(api, path).delete().status()).isEqualTo(404);
  }

  private void whatIsWrongIsRefused(Api api) {
    String path = Api.pinOf("w1");

    assertThat(asAdministrator(api, path).patch("{\"code\":\"1\"}").code())
        .isEqualTo("pinTooShort");
    assertThat(asAdministrator(api, path).patch("[]").code()).isEqualTo("badRequest");
    assertThat(api.to(path).get().code()).isEqualTo("unauthenticated");
    assertThat(api.to(path).bearing("a.b.c").get().code()).isEqualTo("unauthenticated");
    assertThat(asAdministrator(api, "/nothing").get().code()).isEqualTo("resourceNotFound");
    assertThat(asAdministrator(api, Api.methodOf("w1") + "/standardQRCode").patch("{}").status())
        .isEqualTo(404);
  }

  private void aWorkerIsEnrolledChangesThePinAndSignsIn(Api api) {
    String method = Api.methodOf("w1");
    JsonObject enrolled = asAdministrator(api, method).put("{\"standardQRCode\":{}}").json();
    assertThat(asAdministrator(api, method).get().json().getString("id"))
        .isEqualTo(enrolled.getString("id"));
    assertThat(policy(api).patch("{\"state\":\"enabled\"}").status()).isEqualTo(200);
    String badge = Ward.text(enrolled.getJsonObject("standardQRCode"));
    String temporary = enrolled.getJsonObject("pin").getString("code");
    String own = Ward.otherThan(temporary);

    assertThat(signIn(api, badge, temporary).body()).contains("pinChangeRequired");
    assertThat(signIn(api, badge, own).status()).isEqualTo(401);
    Answer changed =
        asRelyingParty(api, Ward.CHANGE_PIN)
            .post(Ward.json("qrCode", badge, "currentPin", temporary, "newPin", own));
    assertThat(changed.status()).isEqualTo(204);
    assertThat(signIn(api, badge, temporary).status()).isEqualTo(401);
    assertThat(signIn(api, badge, own).json().getJsonObject("user").getString("userPrincipalName"))
        .isEqualTo("w1@contoso.example");

    assertThat(asAdministrator(api, method).delete().status()).isEqualTo(204);
    assertThat(signIn(api, badge, own).status()).isEqualTo(401);
  }

  private void thePolicyIsChangedAndReset(Api api) {
    JsonObject changed =
        policy(api).patch("{\"includeTargets\":[{\"id\":\"g\",\"targetType\":\"group\"}]}").json();

    assertThat(policy(api).get().json()).isEqualTo(changed);
    assertThat(policy(api).delete().status()).isEqualTo(204);
    assertThat(policy(api).get().json()).isNotEqualTo(changed);
  }

  private Answer signIn(Api api, String badge, String pin) {
    return asRelyingParty(api, Ward.SIGN_IN).post(Ward.json("qrCode", badge, "pin", pin));
  }

  private Api.Call asRelyingParty(Api api, String path) {
    return api.to(path).bearing(tokens.application("QrCodePin.SignIn").signed());
  }

  private Api.Call asAdministrator(Api api, String path) {
    return api.to(path).bearing(administrator);
  }

  private Api.Call policy(Api api) {
    return api.to(POLICY)
        .bearing(tokens.application("Policy.ReadWrite.AuthenticationMethod").signed());
  }

  static Stream<Arguments> platforms() throws IOException {
    return javaHomes().entrySet().stream()
        .flatMap(
            java ->
                Stream.of(Platform.values())
                    .map(
                        platform ->
                            Arguments.of(
                                platform, Named.of("Java " + java.getKey(), java.getValue()))));
  }

  /** The running Java, and one Java of each other version in the same folder. */
  private static Map<Integer, Path> javaHomes() throws IOException {
    Path running = Path.of(System.getProperty("java.home")).toRealPath();
    Map<Integer, Path> homes = new TreeMap<>(Map.of(Runtime.version().feature(), running));
    try (Stream<Path> siblings = Files.list(running.getParent())) {
      siblings
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .map(MatrixIT::real)
          .distinct()
          .sorted()
          .forEach(home -> homes.putIfAbsent(version(home), home));
    }
    homes.keySet().removeIf(version -> version < OLDEST_JAVA);
    return homes;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version in the JDK's release file, or 0 without such a file. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (var file = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(file);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[^0-9]")[0]);
  }
}
