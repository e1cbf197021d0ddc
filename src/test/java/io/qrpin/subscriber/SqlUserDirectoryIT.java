package io.qrpin.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qrpin.database.Database;
import io.qrpin.subscriber.SqlUserDirectory.OtherDatabase;
import io.qrpin.subscriber.SqlUserDirectory.Queries;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A directory with queries and ids of its own, in a real PostgreSQL. */
@TestInstance(Lifecycle.PER_CLASS)
class SqlUserDirectoryIT {

  private static final String LOWER = "0a1b2c3d-ef00-4000-8000-00000000000f";
  private static final String UPPER = "0A1B2C3D-EF00-4000-8000-00000000000E";
  private static final String BY_ID =
      "select id, name as user_principal_name from staff where id = ?";

  private EmbeddedPostgres postgres;
  private Database database;

  @BeforeAll
  void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    DataSource dataSource = postgres.getPostgresDatabase();
    database =
        new Database(
            dataSource,
            dataSource,
            (TransactionSynchronizationRegistry)
                Proxy.newProxyInstance(
                    SqlUserDirectoryIT.class.getClassLoader(),
                    new Class<?>[] {TransactionSynchronizationRegistry.class},
                    (self, method, arguments) -> null));
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table staff (id text, name text, groups text[]);"
              + "insert into staff values ('%s', 'lee', '{}'), ('%s', 'kim', '{}'), ('Pat', 'pat', '{}')"
                  .formatted(LOWER, UPPER));
    }
  }

  @AfterAll
  void stop() throws IOException {
    postgres.close();
  }

  private SqlUserDirectory directory(String byId, String byName) {
    return directory(byId, byName, Optional.empty());
  }

  private SqlUserDirectory directory(String byId, String byName, Optional<String> search) {
    Queries queries = new Queries(Queries.OWN_TABLE.dataSource(), byId, byName, search);
    OtherDatabase any =
        new OtherDatabase(queries) {
          @Override
          DataSource dataSource() {
            return postgres.getPostgresDatabase();
          }
        };
    return new SqlUserDirectory(queries, any, database);
  }

  @Test
  void aQueryThatComparesExactlyFindsAGuidThatTheDirectoryWritesInLowerOrUpperCase() {
    SqlUserDirectory directory = directory(BY_ID, BY_ID);
    for (String id : List.of(LOWER, UPPER)) {
      for (String asked : List.of(id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT))) {
        Optional<Subscriber> found = directory.findById(new SubscriberId(asked));
        assertThat(found).map(it -> it.id().value()).as("as the directory spells it").contains(id);
      }
    }
  }

  @Test
  void anyOtherIdIsFoundExactly() {
    SqlUserDirectory directory = directory(BY_ID, BY_ID);
    assertThat(directory.findById(new SubscriberId("Pat"))).isPresent();
    assertThat(directory.findById(new SubscriberId("pat"))).isEmpty();
    assertThat(directory.findById(new SubscriberId("PAT"))).isEmpty();
  }

  @ParameterizedTest(name = "{index} {2}")
  @CsvSource({
    "groups, groups, true",
    "groups, GROUPS, true",
    "name as groups, groups, true",
    "groups, name, false",
    "name, groups, false",
    "name, name, false"
  })
  void itKnowsGroupsIfBothQueriesReturnThem(String one, String other, boolean knows) {
    String query = "select id, name as user_principal_name, %s from staff where id = ?";
    assertThat(directory(query.formatted(one), query.formatted(other)).knowsGroups())
        .isEqualTo(knows);
  }

  @Test
  void aSearchReturnsWhatItsQueryFindsAndTheExactIdFirst() {
    String query =
        "select id, name as user_principal_name from staff"
            + " where position(lower(?) in lower(id || name)) > 0 order by name";
    SqlUserDirectory directory = directory(BY_ID, BY_ID, Optional.of(query));

    assertThat(directory.search(" A ", 10)).extracting(it -> it.id().value()).contains("Pat");
    assertThat(directory.search(LOWER, 10)).extracting(it -> it.id().value()).startsWith(LOWER);
    assertThat(directory.search("a", 1)).hasSize(1);
    assertThat(directory.search("nobody", 10)).isEmpty();
    assertThat(directory.search("pa\0t", 10)).isEmpty();
  }

  @Test
  void withoutASearchQueryTheExactIdIsFound() {
    SqlUserDirectory directory = directory(BY_ID, BY_ID);

    assertThat(directory.search("Pat", 10))
        .extracting(it -> it.id().value())
        .containsExactly("Pat");
    assertThat(directory.search("Pa", 10)).isEmpty();
  }

  @Test
  void aSearchHasBounds() {
    SqlUserDirectory directory = directory(BY_ID, BY_ID);
    for (String text : List.of("", " ", "x".repeat(257))) {
      assertThatIllegalArgumentException().isThrownBy(() -> directory.search(text, 10));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> directory.search("x", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> directory.search("x", 201));
  }

  @Test
  void aQueryThatCannotBeAskedSaysNothingAboutGroups() {
    assertThatExceptionOfType(DirectoryUnavailable.class)
        .isThrownBy(() -> directory("select * from nowhere where id = ?", BY_ID).knowsGroups());
  }
}
