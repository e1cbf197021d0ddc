package io.qrpin.settings;

import io.qrpin.log.Log;
import io.qrpin.log.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The migrations of the schema. Only this class uses Flyway, so that an application whose DBA
 * migrates can leave Flyway out.
 *
 * <p>Migrations go forward only. Several nodes may start at once: one migrates and the others wait.
 * The database may have tables of an application already.
 *
 * <p>On Liberty, Flyway finds a folder on the class path only when it contains an empty file {@code
 * flyway.location}. Flyway always looks into {@code db/callback} and reports an error when that
 * folder is missing, so there is one.
 */
final class Migrations {

  private static final Log LOG = Log.of(Migrations.class);
  private static final String OURS = "classpath:io/qrpin/db/migration";

  private final DataSource owner;
  private final Optional<String> more;

  /**
   * @param owner gives a new connection at each call, because Flyway needs two at once
   * @param more the location of an application's own migrations
   */
  Migrations(DataSource owner, Optional<String> more) {
    this.owner = owner;
    this.more = more;
  }

  /** Applies what is missing. */
  void apply() {
    withFlyway(
        flyway -> {
          MigrateResult result = migrate(flyway);
          LOG.add(Message.SCHEMA_MIGRATED.with("migrations", result.migrationsExecuted));
        });
  }

  /** Checks that nothing is missing. */
  void validate() {
    withFlyway(
        flyway -> {
          flyway.validate();
          LOG.add(Message.SCHEMA_VALIDATED.entry());
        });
  }

  private void withFlyway(Consumer<Flyway> work) {
    FirstFailure failure = new FirstFailure();
    try {
      Flyway flyway = configured(failure.watching(owner));
      if (flyway.info().all().length == 0) {
        throw new IllegalStateException("no migrations found at " + OURS);
      }
      work.accept(flyway);
    } catch (FlywayException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw failure.get().<RuntimeException>map(first -> because(first, e)).orElse(e);
    }
  }

  private Flyway configured(DataSource watched) {
    List<String> locations = new ArrayList<>(List.of(OURS));
    more.ifPresent(locations::add);
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(watched)
        .locations(locations.toArray(String[]::new))
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .table("qrpin_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .cleanDisabled(true)
        .load();
  }

  private static IllegalStateException because(SQLException first, RuntimeException last) {
    IllegalStateException failed =
        new IllegalStateException("the schema was not prepared: " + first.getMessage(), first);
    failed.addSuppressed(last);
    return failed;
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
}
