package io.qrpin.benchmark;

import io.qrpin.benchmark.nothing.NothingApplication;
import io.qrpin.it.Database;
import io.qrpin.it.LibertyServer;
import io.qrpin.it.Tokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The production server with TLS and without changes, a durable PostgreSQL that counts its
 * statements, and an application that does nothing.
 */
final class Plant implements AutoCloseable {

  private static final Path FOLDER = Path.of("target/benchmark");

  private static final String NOTHING_TOKENS =
      """
      <server>
        <mpJwt id='nothing' userNameAttribute='sub' authFilterRef='nothing'/>
        <authFilter id='nothing'><webApp name='nothing' matchType='equals'/></authFilter>
      </server>
      """;

  private final Tokens tokens = new Tokens();
  final EmbeddedPostgres postgres;
  final Database database;
  final LibertyServer.Plan plan;
  final LibertyServer server;
  private final String administrator;
  private final String relyingParty;
  private final String configurator;

  /** Prepares the server and does not start it. */
  Plant(String name) {
    try {
      Files.createDirectories(FOLDER);
      postgres =
          Database.durable()
              .setServerConfig("shared_preload_libraries", "pg_stat_statements")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database = Database.createIn(postgres);
    plan =
        LibertyServer.named(name)
            .using(database)
            .believing(tokens)
            .wrappingWithNewKey()
            .speakingTlsOnly();
    plan.besides("nothing", nothing(plan)).configured("nothing-tokens", NOTHING_TOKENS);
    server = plan.layOut();
    administrator = tokens.application("UserAuthMethod-QR.ReadWrite.All").signed();
    relyingParty = tokens.application("QrCodePin.SignIn").signed();
    configurator = tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();
  }

  private static Path nothing(LibertyServer.Plan plan) {
    return export(
        ShrinkWrap.create(WebArchive.class)
            .addPackage(NothingApplication.class.getPackage())
            .addAsResource(
                new StringAsset(
                    """
                    mp.jwt.verify.issuer=%s
                    mp.jwt.verify.audiences=%s
                    mp.jwt.verify.publickey.location=%s
                    """
                        .formatted(
                            plan.value("qrpin.token.issuer"),
                            plan.value("qrpin.token.audiences"),
                            plan.value("qrpin.token.keys"))),
                "META-INF/microprofile-config.properties"),
        "nothing");
  }

  static Path export(WebArchive archive, String name) {
    Path war = FOLDER.resolve(name + ".war").toAbsolutePath();
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }

  /** Another server on the same database, with the same keys. */
  LibertyServer.Plan another(String name, UnaryOperator<LibertyServer.Plan> differing) {
    LibertyServer.Plan another =
        LibertyServer.named(name).using(database).believing(tokens).speakingTlsOnly();
    for (String key : List.of("file", "password", "active")) {
      another.with("qrpin.wrap-keys." + key, plan.value("qrpin.wrap-keys." + key));
    }
    return differing.apply(another);
  }

  /** Starts the server, enables the method for all users, and enrols one. */
  void open() {
    server.start();
    Request enabling =
        new Request(
            "PATCH",
            "/qrpin/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin",
            configurator,
            "{\"state\":\"enabled\",\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"all_users\"}]}");
    send(server, enabling, 200)
        .orElseThrow(() -> new IllegalStateException("the method cannot be enabled"));
    // At JPA's first use the server makes the MBean server that Costs asks.
    send(server, enrolment(hire(1).get(0)), 201)
        .orElseThrow(() -> new IllegalStateException("a worker cannot be enrolled"));
  }

  /** Adds users without credentials to the directory, and returns their ids. */
  List<String> hire(int many) {
    return database.column(
        "insert into directory_user (id, user_principal_name)"
            + " select id, 'w-' || translate(id, '0123456789', 'ghijklmnop') || '@contoso.example'"
            + " from (select gen_random_uuid()::text as id from generate_series(1, ?)) new"
            + " returning id",
        many);
  }

  Request enrolment(String id) {
    return new Request(
        "PUT",
        "/qrpin/users/" + id + "/authentication/qrCodePinMethod",
        administrator,
        "{\"standardQRCode\":{}}");
  }

  Request enrolments(String csv) {
    return new Request("POST", "/qrpin/qrCodePin/enrolments", administrator, "text/csv", csv);
  }

  /** Reads the answer to an enrolment. */
  static Claimant enrolled(String id, String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonObject method = reader.readObject();
      String raw =
          method.getJsonObject("standardQRCode").getJsonObject("image").getString("rawContent");
      return new Claimant(
          id,
          new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8),
          method.getJsonObject("pin").getString("code"));
    }
  }

  Request changeOfPin(Claimant claimant, String replacement) {
    return new Request(
        "POST",
        "/qrpin/qrCodePin/changePin",
        relyingParty,
        json("qrCode", claimant.badge(), "currentPin", claimant.pin(), "newPin", replacement));
  }

  Request signIn(Claimant claimant, String pin) {
    return new Request(
        "POST",
        "/qrpin/qrCodePin/signIn",
        relyingParty,
        json("qrCode", claimant.badge(), "pin", pin));
  }

  Request reset(Claimant claimant) {
    return new Request("PATCH", pinOf(claimant), administrator, "{}");
  }

  Request pin(Claimant claimant) {
    return new Request("GET", pinOf(claimant), administrator, "");
  }

  Request method(Claimant claimant) {
    return new Request(
        "GET",
        "/qrpin/users/" + claimant.id() + "/authentication/qrCodePinMethod",
        administrator,
        "");
  }

  Request nothing() {
    return new Request("GET", "/nothing/nothing", administrator, "");
  }

  /** A token with the permission to sign in. */
  String relyingParty() {
    return relyingParty;
  }

  private static String pinOf(Claimant claimant) {
    return "/qrpin/users/" + claimant.id() + "/authentication/qrCodePinMethod/pin";
  }

  private static String json(String... namesAndValues) {
    var json = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return json.build().toString();
  }

  /** Sends a request on its own connection. Returns empty for an unexpected answer. */
  static Optional<String> send(LibertyServer server, Request request, int expected) {
    try (Client client = new Client(server.port())) {
      return client.insist(request, expected);
    }
  }

  @Override
  public void close() {
    server.close();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
