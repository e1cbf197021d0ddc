package io.qrpin.settings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
 * Brings the schema to the version that this code was written for, checks that somebody else has,
 * or leaves it to somebody else altogether.
 *
 * <p>Migrations go forward only. Several nodes may start at once: one migrates, the others wait. An
 * application's own tables may be there first.
 *
 * <p>On Liberty, Flyway finds a folder on the class path only by an empty {@code flyway.location}
 * in it. It looks into {@code db/callback} whatever one says, and calls it an error when there is
 * none; so there is one.
 *
 * <p>An application may bind the reference to a data source of its own, to the same database as the
 * others. It is not shareable: Flyway needs two connections at once, which sharing would make one.
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

  private Settings settings;

  protected Schema() {}

  @Inject
  Schema(Settings settings) {
    this.settings = settings;
  }

  void prepare() {
    String what = settings.oneOf("qrpin.schema", "migrate", "validate", "none");
    if (!what.equals("none")) {
      prepare(what.equals("migrate"));
    }
  }

  private void prepare(boolean migrates) {
    List<String> locations = new ArrayList<>(List.of(OUR_MIGRATIONS));
    settings.text("qrpin.schema.more-migrations").ifPresent(locations::add);
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource())
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
   * Flyway takes the tables of another node, which migrates at this moment for the first time, for
   * tables of somebody else's, and stops. The second time it finds that node's history.
   */
  private static MigrateResult migrate(Flyway flyway) {
    try {
      return flyway.migrate();
    } catch (FlywayException e) {
      return flyway.migrate();
    }
  }

  /** Looked up and not injected: an application that leaves the schema alone has none to bind. */
  private static DataSource dataSource() {
    try {
      return InitialContext.doLookup("java:comp/env/jdbc/qrpin-schema");
    } catch (NamingException e) {
      throw new IllegalStateException("no data source jdbc/qrpin-schema", e);
    }
  }
}
