package io.qrpin.settings;

import io.qrpin.Qrpin;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.database.Database;
import io.qrpin.pin.PinGenerator;
import io.qrpin.signin.Pause;
import io.qrpin.subscriber.DirectoryQueries;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Turns settings into the objects that the rooms ask for, each once. */
@ApplicationScoped
class Beans {

  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  /** Not shareable: it goes back when it is closed, and not when the request ends. */
  @Resource(name = "jdbc/qrpin-attempts", lookup = "jdbc/qrpin-attempts", shareable = false)
  private DataSource attempts;

  /** JPA's, too. Shareable: so an application's transaction is ours. */
  @Resource(name = "jdbc/qrpin", lookup = "jdbc/qrpin", type = DataSource.class)
  private DataSource shared;

  @Resource private TransactionSynchronizationRegistry transactions;

  private Settings settings;

  protected Beans() {}

  @Inject
  Beans(Settings settings) {
    this.settings = settings;
  }

  /**
   * UTC, cut to the microsecond that the database can hold, so that every answer repeats the same
   * instant.
   */
  @Produces
  @Qrpin
  @Singleton
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }

  @Produces
  @Qrpin
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  ErrorCorrection errorCorrection() {
    String level = settings.oneOf("qrpin.qr-code.error-correction", "m", "l", "q", "h");
    return ErrorCorrection.valueOf(level.toUpperCase(Locale.ROOT));
  }

  @Produces
  @Singleton
  PinGenerator pinGenerator(@Qrpin SecureRandom random) {
    return new PinGenerator(random);
  }

  @Produces
  @Singleton
  IssuancePolicy issuancePolicy() {
    return new IssuancePolicy(
        settings.durationOrZero(
            "qrpin.temporary-pin.lifetime",
            Duration.ofDays(7),
            Duration.ofMinutes(1),
            Duration.ofDays(395)),
        settings.flag("qrpin.pin.choice-allowed", true),
        settings.number("qrpin.pin.remembered", 3, 0, 10));
  }

  @Produces
  @Singleton
  Database database() {
    return new Database(attempts, shared, transactions);
  }

  @Produces
  @Singleton
  Pause pause() {
    return length -> LockSupport.parkNanos(length.toNanos());
  }

  @Produces
  @Singleton
  DirectoryQueries directoryQueries() {
    DirectoryQueries own = DirectoryQueries.OWN_TABLE;
    return new DirectoryQueries(
        settings.text("qrpin.directory.data-source", own.dataSource()),
        settings.text("qrpin.directory.query-by-id", own.byId()),
        settings.text("qrpin.directory.query-by-name", own.byUserPrincipalName()));
  }
}
