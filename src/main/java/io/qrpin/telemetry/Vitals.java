package io.qrpin.telemetry;

import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.database.Database;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.database.Sql;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.log.Log;
import io.qrpin.pin.Pin;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Finds out whether qrpin has started, and whether it serves now. Everybody may ask, so the answer
 * is yes or no, without a reason. A check of the start that held once is not tried again. Thread
 * safety: safe.
 */
@ApplicationScoped
class Vitals {

  private static final Log LOG = Log.of(Vitals.class);

  private static final Duration MAX_EXHAUSTED = Duration.ofSeconds(10);

  /** False on a standby, and on a former primary. */
  private static final Sql TAKES_CHANGES =
      Sql.of("select current_setting('transaction_read_only') = 'off' as takes_changes");

  /** It is hashed and sealed once, and stored nowhere. */
  private static final Pin SAMPLE = Pin.of("00000000").orElseThrow();

  private static final PinBinding NOWHERE = new PinBinding("-", "-", 0);

  @Resource private ManagedExecutorService executor;

  private PinHasher hasher;
  private HashingPermits permits;
  private MethodConfigurations configurations;
  private Database database;
  private DatabasePulse pulse;
  private final Set<Vital> started = EnumSet.noneOf(Vital.class);
  private volatile boolean stopping;

  /** A server that ends serves its connections for a while before it stops its applications. */
  private final Thread endOfTheServer = new Thread(() -> stopping = true, "qrpin ends");

  protected Vitals() {}

  @Inject
  Vitals(
      PinHasher hasher,
      HashingPermits permits,
      MethodConfigurations configurations,
      Database database) {
    this.hasher = hasher;
    this.permits = permits;
    this.configurations = configurations;
    this.database = database;
  }

  @PostConstruct
  void begin() {
    Runtime.getRuntime().addShutdownHook(endOfTheServer);
    feel(new DatabasePulse(this::takesChanges, executor, System::nanoTime));
  }

  void feel(DatabasePulse ofTheDatabase) {
    this.pulse = ofTheDatabase;
  }

  /** The application stops, and the server perhaps goes on. */
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class)
          Object event) {
    stopping = true;
  }

  /** A server that ends has run the hook, and one that goes on would keep this class by it. */
  @PreDestroy
  void end() {
    try {
      Runtime.getRuntime().removeShutdownHook(endOfTheServer);
    } catch (IllegalStateException e) {
      LOG.trace("the server ends", e);
    }
  }

  /** Whether a check holds. It takes at most the time of a hash, or two seconds. */
  boolean holds(Vital vital) {
    return switch (vital) {
      case SCHEMA, KEYS, HASHING -> hasStarted(vital);
      case DATABASE -> pulse.isBeating();
      case PERMITS -> isTolerable(permits.exhaustedFor());
      case SERVING -> !stopping;
    };
  }

  static boolean isTolerable(Duration exhausted) {
    return exhausted.compareTo(MAX_EXHAUSTED) < 0;
  }

  private synchronized boolean hasStarted(Vital vital) {
    if (!started.contains(vital)) {
      if (vital == Vital.SCHEMA) {
        readConfiguration();
      } else {
        hashAndSeal();
      }
    }
    return started.contains(vital);
  }

  private void readConfiguration() {
    try {
      configurations.committed();
      started.add(Vital.SCHEMA);
    } catch (DatabaseUnavailable e) {
      LOG.trace("the schema is not ready", e);
    }
  }

  private void hashAndSeal() {
    try {
      Permit permit = permits.takePermit();
      try (permit) {
        HashedPin hashed = hasher.hash(SAMPLE);
        started.add(Vital.HASHING);
        PinHash sealed = hashed.sealFor(NOWHERE, PinTerms.OWN);
        hashed.erase();
        hasher.unsealed(sealed, NOWHERE, PinTerms.OWN).erase();
        started.add(Vital.KEYS);
      }
    } catch (Overloaded | HashingUnavailable | UnreadablePinHash e) {
      LOG.trace("no PIN was hashed and sealed", e);
    }
  }

  private boolean takesChanges() {
    return database.joined(TAKES_CHANGES.bound(), row -> row.getBoolean("takes_changes")).get(0);
  }
}
