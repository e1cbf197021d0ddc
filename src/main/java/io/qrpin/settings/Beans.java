package io.qrpin.settings;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessSettings;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.database.Database;
import io.qrpin.pin.PinGenerator;
import io.qrpin.retention.RetentionPolicy;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Makes the policies, the clock and the other objects that the rooms ask for, each once. */
@ApplicationScoped
class Beans {

  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  /** Not shareable: a closed connection returns to the pool at once, not with the request. */
  @Resource(name = "jdbc/qrpin-attempts", lookup = "jdbc/qrpin-attempts", shareable = false)
  private DataSource attempts;

  /** The data source of JPA too. Shareable, so that it joins the caller's transaction. */
  @Resource(name = "jdbc/qrpin", lookup = "jdbc/qrpin", type = DataSource.class)
  private DataSource shared;

  @Resource private TransactionSynchronizationRegistry transactions;

  private Settings settings;

  protected Beans() {}

  @Inject
  Beans(Settings settings) {
    this.settings = settings;
  }

  /** UTC, in the microseconds that the database stores, so that every answer has that instant. */
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
    IssuancePolicy standard = IssuancePolicy.STANDARD;
    return new IssuancePolicy(
        settings.durationOrZero(
            "qrpin.temporary-pin.lifetime",
            standard.temporaryPinLifetime(),
            IssuancePolicy.MIN_TEMPORARY_PIN_LIFETIME,
            IssuancePolicy.MAX_TEMPORARY_PIN_LIFETIME),
        settings.flag("qrpin.pin.choice-allowed", standard.choiceAllowed()),
        settings.number(
            "qrpin.pin.remembered",
            standard.rememberedPins(),
            0,
            IssuancePolicy.MAX_REMEMBERED_PINS));
  }

  @Produces
  @Singleton
  ThrottlingPolicy throttlingPolicy() {
    ThrottlingPolicy standard = ThrottlingPolicy.STANDARD;
    String waitsName = "qrpin.throttling.waits";
    Duration longestWait =
        settings.duration(
            "qrpin.throttling.longest-wait",
            standard.longestWait(),
            ThrottlingPolicy.MIN_WAIT,
            ThrottlingPolicy.MAX_LONGEST_WAIT);
    List<Duration> waits =
        settings.durations(
            waitsName, upTo(longestWait, standard.waits()), ThrottlingPolicy.MIN_WAIT, longestWait);
    int freeGuesses =
        settings.number(
            "qrpin.throttling.free-guesses",
            standard.freeGuesses(),
            1,
            ThrottlingPolicy.MAX_FREE_GUESSES);
    int limit =
        settings.number("qrpin.throttling.limit", standard.limit(), 1, ThrottlingPolicy.MAX_LIMIT);
    Duration repeatWindow =
        settings.duration(
            "qrpin.throttling.repeat-window",
            standard.repeatWindow(),
            Duration.ZERO,
            ThrottlingPolicy.MAX_REPEAT_WINDOW);
    int maxRepeats =
        settings.number(
            "qrpin.throttling.most-repeats",
            standard.maxRepeats(),
            0,
            ThrottlingPolicy.MAX_REPEATS);
    Duration lease =
        settings.duration(
            "qrpin.throttling.lease",
            standard.lease(),
            ThrottlingPolicy.MIN_LEASE,
            ThrottlingPolicy.MAX_LEASE);
    Duration patience =
        settings.duration(
            "qrpin.throttling.patience",
            standard.patience(),
            Duration.ZERO,
            ThrottlingPolicy.MAX_PATIENCE);
    try {
      return new ThrottlingPolicy(
          freeGuesses, waits, longestWait, limit, repeatWindow, maxRepeats, lease, patience);
    } catch (IllegalArgumentException e) {
      // Each value is within its bounds here. Only the waits can contradict each other.
      throw new InvalidSetting(waitsName, "is not usable: " + e.getMessage(), e);
    }
  }

  /** With a lower cap the standard waits are cut, so that no list must be written. */
  private static List<Duration> upTo(Duration longestWait, List<Duration> waits) {
    return waits.stream()
        .map(wait -> wait.compareTo(longestWait) < 0 ? wait : longestWait)
        .toList();
  }

  @Produces
  @Singleton
  RetentionPolicy retentionPolicy() {
    RetentionPolicy standard = RetentionPolicy.STANDARD;
    return new RetentionPolicy(
        retention("qrpin.retention.people", standard.people()),
        retention("qrpin.retention.audit", standard.audit()));
  }

  private Duration retention(String name, Duration otherwise) {
    return settings.durationOrZero(name, otherwise, RetentionPolicy.MIN, RetentionPolicy.MAX);
  }

  @Produces
  @Singleton
  Database database() {
    return new Database(attempts, shared, transactions);
  }

  @Produces
  @Singleton
  AccessSettings accessSettings() {
    return new AccessSettings(
        settings.text("qrpin.token.user-claim"),
        settings.text("qrpin.token.role-names-claim"),
        Set.copyOf(settings.list("qrpin.access.protected-groups")),
        Set.copyOf(settings.list("qrpin.access.trusted-applications")),
        settings.flag("qrpin.self-enrolment", false),
        settings.flag("qrpin.access.delete-unknown", true));
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
