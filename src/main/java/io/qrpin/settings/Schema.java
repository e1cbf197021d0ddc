package io.qrpin.settings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Prepares the schema as {@code qrpin.schema} says: it migrates, it only validates, or it does
 * nothing.
 *
 * <p>Migrations go forward only. Several nodes may start at once: one migrates and the others wait.
 * The database may have tables of an application already.
 *
 * <p>On Liberty, Flyway finds a folder on the class path only when it contains an empty file {@code
 * flyway.location}. Flyway always looks into {@code db/callback} and reports an error when that
 * folder is missing, so there is one.
 *
 * <p>The data source is not shareable, because Flyway needs two connections at once and sharing
 * would make them one. An application may bind the reference to a data source of its own.
 */
@Resource(
    name = "jdbc/qrpin-schema",
    lookup = "jdbc/qrpin",
    type = DataSource.class,
    shareable = false)
@ApplicationScoped
class Schema {

  private static final Logger LOG = Logger.getLogger(Schema.class.getName());
  private static final String OUR_MIGRATIONS = "classpath:io/qrpin/db/migration";

  private static final String GRANTS = "/io/qrpin/db/grants.sql";

  private Settings settings;
  private RuntimeRole runtimeRole;

  protected Schema() {}

  @Inject
  Schema(Settings settings, RuntimeRole runtimeRole) {
    this.settings = settings;
    this.runtimeRole = runtimeRole;
  }

  void prepare() {
    String what = settings.oneOf("qrpin.schema", "migrate", "validate", "none");
    runtimeRole.requireUtf8();
    if (!what.equals("none")) {
      prepare(what.equals("migrate"));
    }
    runtimeRole.warnIfOwner();
  }

  private void prepare(boolean migrates) {
    DataSource owner = dataSource();
    FirstFailure failure = new FirstFailure();
    try {
      prepare(migrates, failure.watching(owner));
    } catch (FlywayException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure.get().<RuntimeException>map(first -> because(first, e)).orElse(e);
    }
    if (migrates) {
      grant(owner, runtimeRole.name());
    }
  }

  private static IllegalStateException because(SQLException first, RuntimeException last) {
    IllegalStateException failed =
        new IllegalStateException("the schema was not prepared: " + first.getMessage(), first);
    failed.addSuppressed(last);
    return failed;
  }

  private void prepare(boolean migrates, DataSource owner) {
    List<String> locations = new ArrayList<>(List.of(OUR_MIGRATIONS));
    settings.text("qrpin.schema.more-migrations").ifPresent(locations::add);
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(owner)
            .locations(locations.toArray(String[]::new))
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .table("qrpin_schema_history")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .cleanDisabled(true)
            .load();
    if (flyway.info().all().length == 0) {
      throw new IllegalStateException("no migrations found at " + OUR_MIGRATIONS);
    }
    if (migrates) {
      MigrateResult result = migrate(flyway);
      LOG.info(() -> "schema migrated: " + result.migrationsExecuted + " migrations applied");
    } else {
      flyway.validate();
      LOG.info("schema validated");
    }
  }

  /**
   * Migrates, and tries once more after a failure. When another node migrates an empty database at
   * this moment, Flyway takes that node's tables for an application's and fails; the second time it
   * finds that node's history. When the second try fails too, its failure keeps the first one.
   */
  static MigrateResult migrate(Flyway flyway) {
    try {
      return flyway.migrate();
    } catch (FlywayException first) {
      try {
        return flyway.migrate();
      } catch (FlywayException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }

  /** Grants what new tables need, so that the first start needs no step in between. */
  private static void grant(DataSource owner, String role) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        InputStream grants = Schema.class.getResourceAsStream(GRANTS)) {
      if (currentUser(statement).equals(role)) {
        return;
      }
      connection.setAutoCommit(false);
      // For this transaction only, because a pooler may lend the session to somebody else.
      try (PreparedStatement set =
          connection.prepareStatement("select set_config('qrpin.runtime_role', ?, true)")) {
        set.setString(1, role);
        set.execute();
      }
      statement.execute(new String(grants.readAllBytes(), StandardCharsets.UTF_8));
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the rights of the database role " + role + " failed", e);
    }
  }

  private static String currentUser(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Looked up and not injected, because an application without migrations need not bind it. */
  private static DataSource dataSource() {
    try {
      return InitialContext.doLookup("java:comp/env/jdbc/qrpin-schema");
    } catch (NamingException e) {
      throw new IllegalStateException("no data source jdbc/qrpin-schema", e);
    }
  }
}
