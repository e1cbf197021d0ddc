package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Browser.Shown;
import io.qrpin.it.inside.Office;
import io.qrpin.it.inside.Shift;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The same application on a server with Jakarta EE 10 features and without qrpin.war. Data sources,
 * tables and persistence unit are the application's own.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class RelyingOnEe10IT {

  private EmbeddedPostgres postgres;
  private Database database;
  private Path count;
  private LibertyServer server;
  private Worker worker;
  private Browser browser;

  @BeforeAll
  void start() throws IOException {
    postgres = Database.startPostgres();
    database = Database.createIn(postgres);
    database.execute("create table shift (worker text primary key)");
    count = Files.createTempFile("hashes", "");
    server =
        LibertyServer.named("relying-ee10")
            .on(LibertyServer.Platform.EE10)
            .configuredBy(Path.of("src/test/resources/io/qrpin/relying/server.xml"))
            .using(database)
            .wrappingWithNewKey()
            .with("test.hash.count", count.toString())
            .besides("relying", RelyingWar.named("relying-ee10", RelyingOnEe10IT::ownNames))
            .start();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
    Files.delete(count);
  }

  private static WebArchive ownNames(WebArchive war) {
    return war.addClasses(Office.class, Shift.class)
        .addAsWebInfResource(
            new StringAsset(
                """
                <web-bnd xmlns="http://websphere.ibm.com/xml/ns/javaee" version="1.2">
                  <resource-ref name="jdbc/qrpin" binding-name="jdbc/staff"/>
                  <resource-ref name="jdbc/qrpin-schema" binding-name="jdbc/staff"/>
                  <resource-ref name="jdbc/qrpin-attempts" binding-name="jdbc/staff-attempts"/>
                </web-bnd>
                """),
            "ibm-web-bnd.xml")
        .addAsResource(
            new StringAsset(
                """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="staff">
                    <jta-data-source>jdbc/staff</jta-data-source>
                    <class>io.qrpin.it.inside.Shift</class>
                  </persistence-unit>
                </persistence>
                """),
            "META-INF/persistence.xml");
  }

  @BeforeEach
  void enrolAWorker() {
    String id = "w-" + System.nanoTime();
    worker = new Worker(id, id + "@contoso.example");
    database.update(
        "insert into directory_user (id, user_principal_name, groups) values (?, ?, ?)",
        id,
        worker.name(),
        new String[] {"shift-lead"});
    browser = new Browser(server.root("relying"));
  }

  @Test
  void theMainJobRunsOnEe10AndOnTheApplicationsOwnDataSources() {
    assertThat(server.console()).contains("appSecurity-5.0").doesNotContain("appSecurity-6.0");
    List<String> hired = browser.submit("/office", "worker", worker.id()).text().lines().toList();
    String badge = hired.get(0);
    String temporary = hired.get(1);
    String own = Ward.otherThan(temporary);
    long before = count.toFile().length();

    assertThat(signIn(badge, own).text()).contains("Badge or PIN is wrong.");
    assertThat(signIn(badge, temporary).path()).isEqualTo("/change-pin");
    assertThat(browser.open("/start").path()).isEqualTo("/sign-in");
    assertThat(count.toFile().length()).isEqualTo(before + 2);
    assertThat(
            browser.submit("/change-pin", "badge", badge, "pin", temporary, "new-pin", own).path())
        .isEqualTo("/sign-in");
    assertThat(signIn(badge, own).text()).contains(worker.name() + " is signed in.");
    assertThat(browser.open("/rota").text()).contains("Early, late, night.");
    assertThat(browser.submit("/sign-out").path()).isEqualTo("/sign-in");
    assertThat(browser.open("/rota").path()).isEqualTo("/sign-in");
    assertThat(
            database.column(
                "select event from credential_event where subscriber_id = ? order by occurred_at, id",
                worker.id()))
        .contains("SignInRefused", "PinChanged", "SignedIn");
  }

  @Test
  void aRollbackOfTheApplicationAlsoUndoesChangesOfQrpin() {
    assertThat(browser.submit("/office", "worker", worker.id(), "rollback", "yes").status())
        .isEqualTo(200);
    assertThat(rows("shift", "worker")).isEqualTo("0");
    assertThat(rows("qr_code_pin_method", "subscriber_id")).isEqualTo("0");
    assertThat(rows("credential_event", "subscriber_id")).isEqualTo("0");

    assertThat(browser.submit("/office", "worker", worker.id()).status()).isEqualTo(200);
    assertThat(rows("shift", "worker")).isEqualTo("1");
    assertThat(rows("qr_code_pin_method", "subscriber_id")).isEqualTo("1");
  }

  @Test
  void anAttemptThatTheApplicationRollsBackIsChargedNevertheless() {
    String badge =
        browser.submit("/office", "worker", worker.id()).text().lines().findFirst().orElseThrow();

    Shown shown = browser.submit("/office", "badge", badge, "pin", "40286173", "rollback", "yes");

    assertThat(shown.text()).isEqualTo("Refused");
    assertThat(
            database.value(
                "select failures from attempt_ledger where subscriber_id = ?", worker.id()))
        .isEqualTo("1");
  }

  private Shown signIn(String badge, String pin) {
    return browser.submit("/sign-in", "badge", badge, "pin", pin);
  }

  private String rows(String table, String column) {
    return database.value(
        "select count(*) from " + table + " where " + column + " = ?", worker.id());
  }
}
