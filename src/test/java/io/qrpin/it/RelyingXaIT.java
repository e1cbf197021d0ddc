package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.inside.Office;
import io.qrpin.it.inside.Shift;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The application's tables and qrpin's are in two databases, both XA. */
@Tag("long")
class RelyingXaIT {

  private static final String DATA_SOURCES =
      """
      <server>
        <dataSource jndiName="jdbc/shifts" type="javax.sql.XADataSource">
          <jdbcDriver libraryRef="driver"/>
          %1$s databaseName="%3$s"/>
        </dataSource>
        <dataSource jndiName="jdbc/qrpin" type="javax.sql.XADataSource">
          <jdbcDriver libraryRef="driver"/>
          %1$s databaseName="%2$s"/>
        </dataSource>
        <dataSource jndiName="jdbc/qrpin-attempts" transactional="false">
          <jdbcDriver libraryRef="driver"/>
          %1$s databaseName="%2$s"/>
        </dataSource>
      </server>
      """;

  private static final String PROPERTIES =
      "<properties.postgresql serverName='localhost' portNumber='${qrpin.db.port}'"
          + " user='${qrpin.db.user}' password='${qrpin.db.password}'";

  @Test
  void aTransactionOverTwoDatabasesIsCommittedOrRolledBackInBoth() throws IOException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("max_prepared_transactions", "16")
            .start()) {
      Database qrpin = Database.createIn(postgres);
      Database staff = Database.createIn(postgres);
      staff.execute("create table shift (worker text primary key)");
      try (LibertyServer server =
          LibertyServer.named("relying-xa")
              .configuredBy(Path.of("src/test/resources/io/qrpin/relying/server.xml"))
              .configured("xa", DATA_SOURCES.formatted(PROPERTIES, qrpin.name(), staff.name()))
              .using(qrpin)
              .wrappingWithNewKey()
              .with("test.hash.count", Path.of("target/it/relying-xa-hashes").toAbsolutePath() + "")
              .besides("relying", RelyingWar.named("relying-xa", RelyingXaIT::twoDatabases))
              .start()) {
        qrpin.update("insert into directory_user values ('w1', 'w1@contoso.example')");
        Browser browser = new Browser(server.root("relying"));

        assertThat(browser.submit("/office", "worker", "w1", "rollback", "yes").status())
            .isEqualTo(200);
        assertThat(qrpin.value("select count(*) from qr_pin")).isEqualTo("0");
        assertThat(staff.value("select count(*) from shift")).isEqualTo("0");

        assertThat(browser.submit("/office", "worker", "w1").status()).isEqualTo(200);
        assertThat(qrpin.value("select count(*) from qr_pin")).isEqualTo("1");
        assertThat(staff.value("select count(*) from shift")).isEqualTo("1");
      }
    }
  }

  private static WebArchive twoDatabases(WebArchive war) {
    return war.addClasses(Office.class, Shift.class)
        .addAsResource(
            new StringAsset(
                """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="staff">
                    <jta-data-source>jdbc/shifts</jta-data-source>
                    <class>io.qrpin.it.inside.Shift</class>
                  </persistence-unit>
                </persistence>
                """),
            "META-INF/persistence.xml");
  }
}
