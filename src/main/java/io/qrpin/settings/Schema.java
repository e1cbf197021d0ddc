package io.qrpin.settings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema to the version that this code was written for, or checks that somebody else
 * has.
 *
 * <p>Migrations go forward only. Several nodes may start at once: one migrates, the others wait.
 *
 * <p>On Liberty, Flyway finds a folder on the class path only by an empty {@code flyway.location}
 * in it. It looks into {@code db/callback} whatever one says, and calls it an error when there is
 * none; so the WAR has one.
 */
@ApplicationScoped
class Schema {

  private static final Logger LOG = Logger.getLogger(Schema.class.getName());
  private static final String OUR_MIGRATIONS = "classpath:io/qrpin/db/migration";

  @Resource(lookup = "jdbc/qrpin", shareable = false)
  private DataSource dataSource;

  private Settings settings;

  protected Schema() {}

  @Inject
  Schema(Settings settings) {
    this.settings = settings;
  }

  void prepare() {
    boolean migrates = settings.oneOf("qrpin.schema", "migrate", "validate").equals("migrate");
    List<String> locations = new ArrayList<>(List.of(OUR_MIGRATIONS));
    settings.text("qrpin.schema.more-migrations").ifPresent(locations::add);
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(locations.toArray(String[]::new))
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .table("qrpin_schema_history")
            .cleanDisabled(true)
            .load();
    if (flyway.info().all().length == 0) {
      throw new IllegalStateException("no migrations found at " + OUR_MIGRATIONS);
    }
    if (migrates) {
      MigrateResult result = flyway.migrate();
      LOG.info(() -> "schema migrated: " + result.migrationsExecuted + " migrations applied");
    } else {
      flyway.validate();
      LOG.info("schema validated");
    }
  }
}
