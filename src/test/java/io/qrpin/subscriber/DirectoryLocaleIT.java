package io.qrpin.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries of the directory that ships, in databases of several locales. */
@TestInstance(Lifecycle.PER_CLASS)
class DirectoryLocaleIT {

  private EmbeddedPostgres postgres;

  @BeforeAll
  void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  void stop() throws IOException {
    postgres.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "turkish, locale_provider icu icu_locale 'tr-TR'",
    "lithuanian, locale_provider icu icu_locale 'lt-LT'",
    "c, locale_provider libc locale 'C'",
    "builtin, locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C'"
  })
  void aNameIsFoundInAnyCaseInEveryLocale(String name, String locale) throws Exception {
    execute("postgres", "create database " + name + " template template0 encoding UTF8 " + locale);
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        execute(name, Files.readString(file));
      }
    }
    execute(
        name,
        """
        insert into directory_user (id, user_principal_name) values
          ('1', 'IRIS@contoso.example'), ('2', 'ingrid@contoso.example'),
          ('3', 'Müller@contoso.example'), ('4', 'ŁUKASZ@contoso.example'),
          ('5', 'ΝΙΚΗ@contoso.example'), ('6', 'ИРИНА@contoso.example'),
          ('7', 'İPEK@contoso.example')
        """);

    assertThat(idsOf(name, "iris@contoso.example", "IRIS@CONTOSO.EXAMPLE")).containsOnly("1");
    assertThat(idsOf(name, "INGRID@contoso.example", "Ingrid@Contoso.Example")).containsOnly("2");
    assertThat(idsOf(name, "MÜLLER@contoso.example")).containsOnly("3");
    assertThat(idsOf(name, "łukasz@contoso.example")).containsOnly("4");
    assertThat(idsOf(name, "νικη@contoso.example")).containsOnly("5");
    assertThat(idsOf(name, "ирина@contoso.example")).containsOnly("6");
    assertThat(idsOf(name, "ipek@contoso.example", "İpek@contoso.example")).containsOnly("7");
    assertThat(idsOf(name, "irıs@contoso.example")).containsOnly("nobody");
    assertThat(plan(name)).as("the index is used").contains("directory_user_by_name");
  }

  private List<String> idsOf(String database, String... names) throws SQLException {
    return Stream.of(names).map(name -> idOf(database, name)).toList();
  }

  private String idOf(String database, String name) {
    try (Connection connection = connect(database);
        PreparedStatement query =
            connection.prepareStatement(SqlUserDirectory.Queries.OWN_TABLE.byUserPrincipalName())) {
      query.setObject(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString("id") : "nobody";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String plan(String database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      String query = SqlUserDirectory.Queries.OWN_TABLE.byUserPrincipalName().replace("?", "'x'");
      try (ResultSet row = statement.executeQuery("explain " + query)) {
        StringBuilder plan = new StringBuilder();
        while (row.next()) {
          plan.append(row.getString(1));
        }
        return plan.toString();
      }
    }
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    return postgres.getDatabase("postgres", database).getConnection();
  }
}
