package io.qrpin.settings;

import static io.qrpin.access.DeskPolicy.MAX_IDLE;
import static io.qrpin.access.DeskPolicy.MAX_LONGEST;
import static io.qrpin.access.DeskPolicy.MIN_IDLE;
import static io.qrpin.access.DeskPolicy.MIN_LONGEST;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_FREE_GUESSES;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_LEASE;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_LIFETIME_LIMIT;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_LIMIT;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_LONGEST_WAIT;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_PATIENCE;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_REPEATS;
import static io.qrpin.attempts.ThrottlingPolicy.MAX_REPEAT_WINDOW;
import static io.qrpin.attempts.ThrottlingPolicy.MIN_LEASE;
import static io.qrpin.attempts.ThrottlingPolicy.MIN_LIFETIME_LIMIT;
import static io.qrpin.attempts.ThrottlingPolicy.MIN_WAIT;
import static io.qrpin.credential.IssuancePolicy.MAX_REMEMBERED_PINS;
import static io.qrpin.credential.IssuancePolicy.MAX_TEMPORARY_PIN_LIFETIME;
import static io.qrpin.credential.IssuancePolicy.MIN_TEMPORARY_PIN_LIFETIME;
import static io.qrpin.hashing.Argon2Parameters.MAX_MEMORY_KIB;
import static io.qrpin.hashing.Argon2Parameters.MAX_PASSES;
import static io.qrpin.hashing.Argon2Parameters.MIN_PASSES;
import static io.qrpin.hashing.HashingPermits.MAX_PERMITS;
import static io.qrpin.hashing.HashingPermits.MAX_QUEUE;
import static io.qrpin.hashing.HashingPermits.MAX_WAITING;
import static io.qrpin.hashing.HashingPermits.MIN_QUEUE;
import static io.qrpin.signin.ParallelAttempts.MAX_AT_ONCE;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.DeskPolicy;
import io.qrpin.access.DeskPolicy.PrintedField;
import io.qrpin.access.PlainHttp;
import io.qrpin.access.TrustedProxies;
import io.qrpin.access.TrustedProxies.Header;
import io.qrpin.access.TrustedProxies.Range;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.ChainPolicy;
import io.qrpin.audit.CheckpointKey;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.database.Database;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.PermitWatch;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.pin.PinGenerator;
import io.qrpin.retention.RetentionPolicy;
import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.signin.ParallelAttempts;
import io.qrpin.signin.Pause;
import io.qrpin.signin.RefusalFloor;
import io.qrpin.subscriber.SqlUserDirectory;
import io.qrpin.telemetry.Telemetry;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Makes what the rooms ask for, each once: the policies, the clock, and what hashes PINs. Logs at
 * the start how many PINs are hashed at once, by which provider, in how much memory.
 */
@ApplicationScoped
class Beans {

  private static final Log LOG = Log.of(Beans.class);
  private static final String TOKEN = "PKCS11";
  private static final String TOKEN_PROVIDER = "SunPKCS11";
  private static final String KEY_STORE_FILE = "qrpin.wrap-keys.file";
  private static final String KEY_STORE_TYPE = "qrpin.wrap-keys.type";
  private static final String KEY_STORE_PASSWORD = "qrpin.wrap-keys.password";
  private static final String ACTIVE_KEY = "qrpin.wrap-keys.active";

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
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  @Produces
  @Qrpin
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  SymbolFormat symbolFormat() {
    String level = settings.oneOf("qrpin.qr-code.error-correction", "h", "l", "m", "q");
    return new SymbolFormat(
        ErrorCorrection.valueOf(level.toUpperCase(Locale.ROOT)),
        settings.number(
            "qrpin.qr-code.width-mm",
            SymbolFormat.STANDARD.widthMm(),
            SymbolFormat.MIN_WIDTH_MM,
            SymbolFormat.MAX_WIDTH_MM));
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
            MIN_TEMPORARY_PIN_LIFETIME,
            MAX_TEMPORARY_PIN_LIFETIME),
        settings.flag("qrpin.pin.choice-allowed", standard.choiceAllowed()),
        settings.number("qrpin.pin.remembered", standard.rememberedPins(), 0, MAX_REMEMBERED_PINS));
  }

  @Produces
  @Singleton
  ThrottlingPolicy throttlingPolicy() {
    ThrottlingPolicy standard = ThrottlingPolicy.STANDARD;
    String waits = "qrpin.throttling.waits";
    Duration longestWait =
        settings.duration(
            "qrpin.throttling.longest-wait", standard.longestWait(), MIN_WAIT, MAX_LONGEST_WAIT);
    List<Duration> standardWaits = upTo(longestWait, standard.waits());
    try {
      return new ThrottlingPolicy(
          settings.number(
              "qrpin.throttling.free-guesses", standard.freeGuesses(), 1, MAX_FREE_GUESSES),
          settings.durations(waits, standardWaits, MIN_WAIT, longestWait),
          longestWait,
          settings.number("qrpin.throttling.limit", standard.limit(), 1, MAX_LIMIT),
          settings.number(
              "qrpin.throttling.lifetime-limit",
              standard.lifetimeLimit(),
              MIN_LIFETIME_LIMIT,
              MAX_LIFETIME_LIMIT),
          settings.duration(
              "qrpin.throttling.repeat-window",
              standard.repeatWindow(),
              Duration.ZERO,
              MAX_REPEAT_WINDOW),
          settings.number("qrpin.throttling.most-repeats", standard.maxRepeats(), 0, MAX_REPEATS),
          settings.duration("qrpin.throttling.lease", standard.lease(), MIN_LEASE, MAX_LEASE),
          settings.duration(
              "qrpin.throttling.patience", standard.patience(), Duration.ZERO, MAX_PATIENCE));
    } catch (IllegalArgumentException e) {
      // Each value is within its bounds here. Only the waits can contradict each other.
      throw new InvalidSetting(waits, "is not usable: " + e.getMessage(), e);
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
        settings.text("qrpin.token.application-permissions-claim"),
        Set.copyOf(settings.list("qrpin.access.protected-groups")),
        Set.copyOf(settings.list("qrpin.access.trusted-applications")),
        settings.flag("qrpin.self-enrolment", false),
        settings.flag("qrpin.access.delete-unknown", true));
  }

  @Produces
  @Singleton
  TrustedProxies trustedProxies() {
    String standard = TrustedProxies.NONE.header().text();
    String wanted =
        settings.oneOf("qrpin.http.forwarded-header", standard, Header.FORWARDED.text());
    return new TrustedProxies(
        ranges("qrpin.http.trusted-proxies"),
        wanted.equals(standard) ? TrustedProxies.NONE.header() : Header.FORWARDED);
  }

  @Produces
  @Singleton
  PlainHttp plainHttp() {
    return new PlainHttp(ranges(PlainHttp.SETTING));
  }

  private List<Range> ranges(String name) {
    return settings.list(name).stream()
        .map(
            text ->
                Range.parse(text)
                    .orElseThrow(
                        () ->
                            new InvalidSetting(
                                name,
                                "must be addresses, or ranges such as 10.0.0.0/8 that begin with"
                                    + " their lowest address, with commas between them")))
        .toList();
  }

  @Produces
  @Singleton
  Pause pause() {
    return Beans::pause;
  }

  /**
   * Ends early only if the thread is interrupted; a thread may wake up from parking at any time.
   */
  private static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    long left = length.toNanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = end - System.nanoTime();
    }
  }

  @Produces
  @Singleton
  RefusalFloor refusalFloor() {
    return new RefusalFloor(
        settings.duration(
            "qrpin.throttling.refusal-floor",
            Duration.ofMillis(250),
            Duration.ZERO,
            RefusalFloor.MAX_BOUND));
  }

  @Produces
  @Singleton
  ParallelAttempts parallelAttempts() {
    return new ParallelAttempts(settings.number("qrpin.throttling.at-once", 16, 1, MAX_AT_ONCE));
  }

  @Produces
  @Singleton
  DeskPolicy deskPolicy() {
    DeskPolicy standard = DeskPolicy.STANDARD;
    return new DeskPolicy(
        settings.flag("qrpin.desk.reason-required", standard.reasonRequired()),
        settings.duration("qrpin.desk.idle", standard.idle(), MIN_IDLE, MAX_IDLE),
        settings.duration("qrpin.desk.longest", standard.longest(), MIN_LONGEST, MAX_LONGEST),
        settings.flag("qrpin.desk.secure-cookie", standard.secureCookie()),
        settings.timeZone("qrpin.desk.time-zone", standard.zone()),
        new DeskPolicy.Printing(
            printedFields(standard.printing().fields()),
            settings.text("qrpin.desk.card.line"),
            settings.text("qrpin.desk.card.logo"),
            settings.list("qrpin.desk.card.fonts"),
            settings.language("qrpin.desk.card.language", standard.printing().locale())));
  }

  private Set<PrintedField> printedFields(Set<PrintedField> otherwise) {
    String name = "qrpin.desk.card.fields";
    List<String> codes = settings.list(name);
    Set<PrintedField> fields =
        Stream.of(PrintedField.values())
            .filter(field -> codes.contains(field.code()))
            .collect(Collectors.toUnmodifiableSet());
    if (fields.size() != Set.copyOf(codes).size()) {
      throw new InvalidSetting(
          name,
          "must be some of "
              + Stream.of(PrintedField.values())
                  .map(PrintedField::code)
                  .collect(Collectors.joining(", "))
              + ", with commas between them");
    }
    return codes.isEmpty() ? otherwise : fields;
  }

  @Produces
  @Singleton
  SqlUserDirectory.Queries directoryQueries() {
    SqlUserDirectory.Queries own = SqlUserDirectory.Queries.OWN_TABLE;
    String dataSource = settings.text("qrpin.directory.data-source", own.dataSource());
    String byId = settings.text("qrpin.directory.query-by-id", own.byId());
    String byName = settings.text("qrpin.directory.query-by-name", own.byUserPrincipalName());
    Optional<String> search = settings.text("qrpin.directory.query-search");
    // The search in qrpin's own table must not answer for another directory.
    boolean isOwn =
        own.equals(new SqlUserDirectory.Queries(dataSource, byId, byName, own.search()));
    return new SqlUserDirectory.Queries(
        dataSource, byId, byName, isOwn ? search.or(own::search) : search);
  }

  @Produces
  @Singleton
  HashingPermits hashingPermits(PermitWatch watch) {
    int processors = Math.min(Runtime.getRuntime().availableProcessors(), MAX_PERMITS);
    int permits = settings.number("qrpin.hashing.permits", processors, 1, MAX_PERMITS);
    return new HashingPermits(
        permits,
        settings.number("qrpin.hashing.decoy-permits", Math.max(1, permits / 4), 1, MAX_PERMITS),
        settings.number("qrpin.hashing.bulk-permits", Math.max(1, permits / 4), 1, MAX_PERMITS),
        settings.number("qrpin.hashing.waiting", 64, 1, MAX_WAITING),
        settings.duration("qrpin.hashing.queue", Duration.ofSeconds(2), MIN_QUEUE, MAX_QUEUE),
        watch);
  }

  @Produces
  @Singleton
  Argon2id argon2id(HashingPermits permits) {
    String wanted =
        settings.oneOf(
            "qrpin.argon2.provider",
            Argon2Providers.AUTO,
            Argon2Providers.LIBSODIUM,
            Argon2Providers.BOUNCY_CASTLE);
    int atOnce = permits.maxHashesAtOnce();
    Argon2Providers.Choice choice = Argon2Providers.choose(wanted, atOnce);
    int mebibytes = mebibytes(atOnce, cost());
    if (choice.libsodiumRefusal().isPresent()) {
      LOG.add(
          Message.HASHING_SLOWED
              .with("hashes", atOnce)
              .with("mebibytes", mebibytes)
              .with("cause", choice.libsodiumRefusal().get()));
    } else {
      LOG.add(
          Message.HASHING_PROVIDER_CHOSEN
              .with("provider", choice.argon2id().name())
              .with("hashes", atOnce)
              .with("mebibytes", mebibytes));
    }
    return choice.argon2id();
  }

  /** Releases the provider when the application stops. */
  void close(@Disposes Argon2id argon2id) {
    argon2id.close();
  }

  /** Rounded up; at most 512 hashes of 256 MiB each, which fits into an int. */
  private static int mebibytes(int hashes, Argon2Parameters cost) {
    return (hashes * cost.memoryKib() + 1023) / 1024;
  }

  @Produces
  @Singleton
  PinHasher pinHasher(
      Argon2id argon2id, WrapKeys wrapKeys, Telemetry telemetry, @Qrpin SecureRandom random) {
    return new PinHasher(telemetry.measured(argon2id), cost(), wrapKeys, random);
  }

  private Argon2Parameters cost() {
    int memoryKib = Argon2Parameters.OWASP.memoryKib();
    int passes = Argon2Parameters.OWASP.passes();
    return new Argon2Parameters(
        settings.number("qrpin.argon2.memory-kib", memoryKib, memoryKib, MAX_MEMORY_KIB),
        settings.number("qrpin.argon2.passes", passes, MIN_PASSES, MAX_PASSES));
  }

  /** The key of checkpoints is in the key store of the wrap keys, so it needs no setting. */
  @Produces
  @Singleton
  ChainPolicy chainPolicy() {
    char[] password = keyStorePassword();
    try {
      Optional<CheckpointKey> key = CheckpointKey.from(keyStore(password), password);
      LOG.add(
          key.map(it -> Message.AUDIT_CHAINED.with("key", it))
              .orElseGet(() -> Message.AUDIT_UNCHAINED.with("alias", CheckpointKey.ALIAS)));
      return new ChainPolicy(key);
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(KEY_STORE_FILE, "has a key that is no use: " + e.getMessage(), e);
    }
  }

  @Produces
  @Singleton
  WrapKeys wrapKeys() {
    char[] password = keyStorePassword();
    try {
      return WrapKeys.from(keyStore(password), password, settings.required(ACTIVE_KEY));
    } catch (IllegalArgumentException e) {
      throw new InvalidSetting(ACTIVE_KEY, "does not name a usable key: " + e.getMessage(), e);
    }
  }

  private char[] keyStorePassword() {
    return settings.required(KEY_STORE_PASSWORD).toCharArray();
  }

  private KeyStore keyStore(char[] password) {
    String type = settings.text(KEY_STORE_TYPE, "PKCS12");
    try {
      KeyStore store;
      if (type.equals(TOKEN)) {
        store = token(settings.text(KEY_STORE_FILE));
        store.load(null, password);
      } else {
        store = KeyStore.getInstance(type);
        try (InputStream content =
            Files.newInputStream(Path.of(settings.required(KEY_STORE_FILE)))) {
          store.load(content, password);
        }
      }
      return store;
    } catch (KeyStoreException e) {
      throw new InvalidSetting(KEY_STORE_TYPE, "names a type that this Java does not have", e);
    } catch (NoSuchFileException e) {
      throw new InvalidSetting(KEY_STORE_FILE, "names a file that does not exist", e);
    } catch (IOException | GeneralSecurityException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new InvalidSetting(
            KEY_STORE_PASSWORD, "does not open the key store of " + KEY_STORE_FILE, e);
      }
      throw new InvalidSetting(
          KEY_STORE_FILE, "does not name a key store that opens: " + e.getMessage(), e);
    }
  }

  /**
   * The token that a file describes, or the one of the JVM's own configuration. Ciphers find the
   * provider of a token's key among those of the JVM, so it is added there: as the last one, so
   * that other applications get what they got before, and once, however often qrpin starts.
   */
  private static KeyStore token(Optional<String> configuration) throws KeyStoreException {
    Provider plain = Security.getProvider(TOKEN_PROVIDER);
    if (configuration.isEmpty() || plain == null) {
      return KeyStore.getInstance(TOKEN);
    }
    try {
      Provider configured = plain.configure(configuration.get());
      Security.addProvider(configured);
      return KeyStore.getInstance(TOKEN, Security.getProvider(configured.getName()));
    } catch (InvalidParameterException | ProviderException e) {
      throw new InvalidSetting(
          KEY_STORE_FILE, "does not configure a PKCS#11 token: " + e.getMessage(), e);
    }
  }
}
