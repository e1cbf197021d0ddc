package io.qrpin.settings;

import io.qrpin.access.AccessSettings;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.hashing.PinHasher;
import io.qrpin.retention.RetentionPolicy;
import io.qrpin.subscriber.SqlUserDirectory;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
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
 * Prepares the schema and makes every object that depends on settings before anything is served. A
 * wrong setting stops the start with one clear message.
 *
 * <p>{@code qrpin.schema} says whether migrations are applied, only validated, or left alone. They
 * go forward only. Several nodes may start at once: one migrates and the others wait. The database
 * may have tables of an application already. On Liberty, Flyway finds a folder on the class path
 * only when it contains an empty file {@code flyway.location}. It reports an error when the folder
 * {@code db/callback} is missing, so there is one.
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
class Startup {

  private static final Logger LOG = Logger.getLogger(Startup.class.getName());
  private static final String OUR_MIGRATIONS = "classpath:io/qrpin/db/migration";

  /**
   * Each is made once, and fails when its settings are wrong. The schema comes first, because the
   * first-run server makes the key store with the data source of the schema.
   */
  private static final List<Class<?>> MADE_FROM_SETTINGS =
      List.of(
          PinHasher.class,
          IssuancePolicy.class,
          ThrottlingPolicy.class,
          SqlUserDirectory.Queries.class,
          ErrorCorrection.class,
          AccessSettings.class,
          RetentionPolicy.class);

  private Settings settings;
  private Instance<Object> beans;

  protected Startup() {}

  @Inject
  Startup(Settings settings, Instance<Object> beans) {
    this.settings = settings;
    this.beans = beans;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    prepareSchema();
    MADE_FROM_SETTINGS.forEach(type -> beans.select(type).get());
  }

  private void prepareSchema() {
    String wanted = settings.oneOf("qrpin.schema", "migrate", "validate", "none");
    if (wanted.equals("none")) {
      return;
    }
    List<String> locations = new ArrayList<>(List.of(OUR_MIGRATIONS));
    settings.text("qrpin.schema.more-migrations").ifPresent(locations::add);
    Flyway flyway =
        Flyway.configure(Startup.class.getClassLoader())
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
    if (wanted.equals("migrate")) {
      MigrateResult result = migrate(flyway);
      LOG.info(() -> "schema migrated: " + result.migrationsExecuted + " migrations applied");
    } else {
      flyway.validate();
      LOG.info("schema validated");
    }
  }

  /**
   * Migrates, and tries once more after a failure: when another node migrates an empty database at
   * this moment, Flyway takes that node's tables for an application's and fails. The second time it
   * finds that node's history.
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

  /** Not injected, because an application without migrations need not bind it. */
  private static DataSource dataSource() {
    try {
      return InitialContext.doLookup("java:comp/env/jdbc/qrpin-schema");
    } catch (NamingException e) {
      throw new IllegalStateException("no data source jdbc/qrpin-schema", e);
    }
  }
}
