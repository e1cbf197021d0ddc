package io.qrpin.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.subscriber.SqlUserDirectory.Queries;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    migrate(name, locale);
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
    assertThat(plan(name, Queries.OWN_TABLE.byUserPrincipalName()))
        .as("the index is used")
        .contains("directory_user_by_name");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "turkish_ids, locale_provider icu icu_locale 'tr-TR'",
    "c_ids, locale_provider libc locale 'C'"
  })
  void anIdThatLooksLikeAGuidIsFoundInAnyCaseInEveryLocale(String name, String locale)
      throws Exception {
    migrate(name, locale);
    String lower = "0a1b2c3d-ef00-4000-8000-00000000000f";
    String upper = "0A1B2C3D-EF00-4000-8000-00000000000E";
    String mixed = "0A1b2C3d-Ef00-4000-8000-00000000000D";
    execute(
        name,
        "insert into directory_user (id, user_principal_name) values ('%s', 'a'), ('%s', 'b'), ('%s', 'c'), ('Kim', 'd')"
            .formatted(lower, upper, mixed));

    for (String id : List.of(lower, upper, mixed)) {
      assertThat(found(name, id, id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT)))
          .containsOnly(id);
    }
    assertThat(found(name, "Kim")).containsOnly("Kim");
    assertThat(found(name, "kim", "KIM")).containsOnly("nobody");
    assertThat(plan(name, Queries.OWN_TABLE.byId()))
        .as("the index is used")
        .contains("directory_user_by_id_in_any_case");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "turkish_search, locale_provider icu icu_locale 'tr-TR'",
    "c_search, locale_provider libc locale 'C'"
  })
  void aSearchFindsEveryWordInNameSignInNameOrNumberInAnyCase(String name, String locale)
      throws Exception {
    migrate(name, locale);
    execute(
        name,
        """
        insert into directory_user (id, user_principal_name, display_name, employee_number) values
          ('1', 'iris@contoso.example', 'Iris Müller', '00417'),
          ('2', 'ingrid@contoso.example', 'Ingrid Muller', '417'),
          ('3', 'a_b%c@contoso.example', null, null)
        """);

    assertThat(search(name, "MÜLLER")).containsExactly("1");
    assertThat(search(name, "mül  iri")).containsExactly("1");
    assertThat(search(name, "417")).containsExactly("2", "1");
    assertThat(search(name, "0041")).containsExactly("1");
    assertThat(search(name, "INGRID@")).containsExactly("2");
    assertThat(search(name, "b%c")).containsExactly("3");
    assertThat(search(name, "%")).containsExactly("3");
    assertThat(search(name, "iris muller")).isEmpty();
  }

  private List<String> search(String database, String text) {
    return ids(database, Queries.OWN_TABLE.search().orElseThrow(), text);
  }

  private List<String> found(String database, String... ids) {
    return Stream.of(ids).map(id -> idOf(database, Queries.OWN_TABLE.byId(), id)).toList();
  }

  private void migrate(String name, String locale) throws Exception {
    execute("postgres", "create database " + name + " template template0 encoding UTF8 " + locale);
    try (Stream<Path> files = Files.list(Path.of("db/migration"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        execute(name, Files.readString(file));
      }
    }
  }

  private List<String> idsOf(String database, String... names) throws SQLException {
    return Stream.of(names)
        .map(name -> idOf(database, Queries.OWN_TABLE.byUserPrincipalName(), name))
        .toList();
  }

  private String idOf(String database, String sql, String key) {
    return ids(database, sql, key).stream().findFirst().orElse("nobody");
  }

  private List<String> ids(String database, String sql, String key) {
    try (Connection connection = connect(database);
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, key);
      List<String> ids = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString("id"));
        }
      }
      return ids;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String plan(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      try (ResultSet row = statement.executeQuery("explain " + sql.replace("?", "'x'"))) {
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
