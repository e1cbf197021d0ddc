package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * qrpin is deployed beside an application of somebody else, on a server with Jakarta EE 10 and an
 * HTTP port, by the lines that the README shows and nothing else.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BesideIT {

  private static final String GUIDE = "### Beside other applications";

  /** The test's database is on another port and has no certificate. */
  private static final List<String> OF_THE_TEST =
      List.of("qrpin_db_port", "qrpin_db_name", "qrpin_db_sslmode");

  private static final List<String> SHIPPED =
      List.of("qrpin.xml", "qrpin-ee10.xml", "qrpin-ee11.xml", "qrpin-postgresql.xml");

  private final Tokens tokens = new Tokens();
  private final String includes = Readme.block(GUIDE, 0);
  private final List<String> variables =
      Readme.block(GUIDE, 1).lines().map(line -> line.replaceFirst("=.*", "")).toList();
  private EmbeddedPostgres postgres;
  private LibertyServer.Plan plan;
  private LibertyServer server;
  private List<String> answersAlone;
  private List<String> complaintsAlone;

  @BeforeAll
  void aServerWithoutQrpinAndThenWithIt() throws IOException {
    postgres = Database.startPostgres();
    Database database = Database.withTwoRoles(postgres);
    Database foreign = ForeignWar.database(Database.createIn(postgres));
    plan =
        LibertyServer.named("beside")
            .configuredBy(written("alone", ForeignWar.server(foreign, "", "")))
            .withFile(
                "apps/foreign.war", ForeignWar.export("foreign", ForeignWar.withItsOwnClasses()))
            .configured(
                "outside", "<server><httpEndpoint id='defaultHttpEndpoint' host='*'/></server>")
            .withFile("apps/qrpin.war", Path.of("target/qrpin.war"))
            .using(database)
            .withTwoRoles()
            .believing(tokens)
            .wrappingWithNewKey();
    for (String file : SHIPPED) {
      plan.withFile(file, Path.of("liberty/production", file));
    }
    server = plan.start();
    answersAlone = ForeignWar.answers(server);
    complaintsAlone = complaints();
    server.close();

    // The server keeps what it has made of its old configuration, as a server that was in use does.
    LibertyServer.copy(
        written("beside", ForeignWar.server(foreign, includes, "")),
        server.folder().resolve("server.xml"));
    server.start();
    database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void theApplicationDoesNotNotice() {
    assertThat(answersAlone)
        .anyMatch(it -> it.contains("[bread, by post] 1"))
        .anyMatch(it -> it.contains("clara sees 2, false"));
    assertThat(ForeignWar.answers(server)).isEqualTo(answersAlone);
  }

  @Test
  void noMessageOfTheServerIsNew() {
    assertThat(ForeignWar.answers(server)).isEqualTo(answersAlone);

    assertThat(complaints()).isEqualTo(complaintsAlone);
    assertThat(server.everythingLogged())
        .doesNotContain("CWWKF0033E", "CWWKF0046W", "CWWKE0702E", "SRVE0265E");
  }

  @Test
  void qrpinServes() {
    assertThat(asAdministrator(server.root()).patch("{}").status()).isEqualTo(201);
  }

  @Test
  void theAdministratorWritesAtMostTenLinesAndEightVariables() {
    assertThat(includes.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(variables).hasSize(8).doesNotHaveDuplicates();
    assertThat(plan.names())
        .map(name -> name.replaceAll("[.-]", "_"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(variables.stream(), OF_THE_TEST.stream()).toList());
  }

  @Test
  void theFeaturesOfBothPlatformsAreApartFromTheRest() throws IOException {
    for (String file : SHIPPED) {
      assertThat(Files.readString(Path.of("liberty/production", file)).contains("<feature>"))
          .as(file)
          .isEqualTo(file.startsWith("qrpin-ee"));
    }
  }

  @Test
  @DisplayName(
      "Plain HTTP is refused, except from the machine itself and from proxies that end TLS.")
  void plainHttpIsRefused() throws SocketException {
    assertError(
        asAdministrator(server.root()).with("X-Forwarded-Proto", "http").patch("{}"),
        403,
        "tlsRequired");
    assertThat(
            asAdministrator(server.root()).with("X-Forwarded-Proto", "https").patch("{}").status())
        .isEqualTo(201);

    Optional<InetAddress> outside = addressOfThisMachine();
    if (outside.isEmpty()) {
      System.out.println("this machine has no network, so nobody asks qrpin from outside");
      return;
    }
    URI root =
        URI.create("http://" + outside.get().getHostAddress() + ":" + server.port() + "/qrpin");
    assertError(asAdministrator(root).get(), 403, "tlsRequired");
    assertError(asAdministrator(root).with("X-Forwarded-Proto", "https").get(), 403, "tlsRequired");
    assertThat(new Browser(URI.create(root.resolve("/foreign").toString())).open("/notes").status())
        .isEqualTo(200);
    assertThat(server.messages())
        .anyMatch(line -> line.contains("requests over plain HTTP that were refused"));
  }

  private Api.Call asAdministrator(URI root) {
    return new Api(root).to(Api.pinOf("w1")).bearing(tokens.administrator().signed());
  }

  /** An address of this machine that is not the loopback address. */
  private static Optional<InetAddress> addressOfThisMachine() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
        .findFirst();
  }

  private List<String> complaints() {
    return server
        .console()
        .lines()
        .filter(line -> line.matches("^\\[(WARNING|ERROR|SEVERE|err) *\\].*"))
        .distinct()
        .sorted()
        .toList();
  }

  private static Path written(String name, String xml) throws IOException {
    Path file = Path.of("target/it/" + name + "-server.xml").toAbsolutePath();
    LibertyServer.write(file, xml);
    return file;
  }
}
