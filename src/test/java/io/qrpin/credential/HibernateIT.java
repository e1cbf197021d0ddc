package io.qrpin.credential;

import static io.qrpin.credential.CredentialFixture.HASHER;
import static io.qrpin.credential.CredentialFixture.PIN;
import static io.qrpin.credential.CredentialFixture.pin;
import static io.qrpin.credential.CredentialFixture.prepared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Ledgers;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrToken;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.badge.Validity;
import io.qrpin.database.Database;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.subscriber.SubscriberId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The entities and the persistence unit that ships on Hibernate, which other servers have. It does
 * what the specification allows and EclipseLink does not do: an update writes all columns, and a
 * row that a foreign key deleted stays in the persistence context.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HibernateIT {

  private static final Clock CLOCK = Clock.systemUTC();

  private EmbeddedPostgres postgres;
  private EntityManagerFactory factory;
  private EntityManager entityManager;
  private Database database;
  private CredentialStore store;
  private CredentialTransactions transactions;
  private Codes codes;
  private SubscriberId worker;
  private final Actor by = Actor.system();

  @BeforeAll
  void start() throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    DataSource dataSource = postgres.getPostgresDatabase();
    try (Stream<Path> files = Files.list(Path.of("db/migration"));
        Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
        statement.execute(Files.readString(file));
      }
    }
    factory =
        new HibernatePersistenceProvider()
            .createEntityManagerFactory(
                "qrpin",
                Map.of(
                    "jakarta.persistence.provider",
                    HibernatePersistenceProvider.class.getName(),
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "jakarta.persistence.nonJtaDataSource",
                    dataSource));
  }

  @AfterAll
  void stop() throws IOException {
    factory.close();
    postgres.close();
  }

  @BeforeEach
  void begin() throws Exception {
    entityManager = factory.createEntityManager();
    entityManager.getTransaction().begin();
    database = new Database(null, dataSourceOf(entityManager), inTransaction());
    store = new CredentialStore(database);
    Field field = CredentialStore.class.getDeclaredField("entityManager");
    field.setAccessible(true);
    field.set(store, entityManager);
    SecureRandom random = new SecureRandom();
    Event<CredentialEvent> events = silent();
    AttemptLedger ledger = Ledgers.inMemory(ThrottlingPolicy.STANDARD, CLOCK, event -> {});
    codes = new Codes(store, SymbolFormat.STANDARD, events, random);
    transactions =
        new CredentialTransactions(
            store,
            new CredentialRows(database, ThrottlingPolicy.STANDARD),
            ledger,
            codes,
            IssuancePolicy.STANDARD,
            events,
            CLOCK,
            random);
    worker = new SubscriberId(UUID.randomUUID().toString());
    store.createAndLock(worker, UUID.randomUUID());
    store.add(code());
    execute(
        "insert into qr_pin values ('"
            + worker.value()
            + "', gen_random_uuid(), 'a hash', 1, true, now(), now(), null)");
  }

  @AfterEach
  void end() {
    if (entityManager.getTransaction().isActive()) {
      entityManager.getTransaction().rollback();
    }
    entityManager.close();
  }

  @Test
  void aLastUseThatIsWrittenMeanwhileIsKeptWhenACodeIsExtended() {
    StoredCode code = store.lockCode(worker, QrCodeKind.STANDARD).orElseThrow();
    execute("update qr_code set last_used_at = now() where " + ofWorker());

    codes.extend(worker, code, CLOCK.instant().plus(Duration.ofDays(9)), CLOCK.instant(), by);

    assertThat(value("select last_used_at is not null from qr_code where " + ofWorker()))
        .isEqualTo("t");
    assertThat(
            value("select expires_at > now() + interval '8 days' from qr_code where " + ofWorker()))
        .isEqualTo("t");
  }

  @Test
  void aWorkerIsDeletedAndEnrolledAgainInOneTransaction() {
    assertThat(store.lockPin(worker)).isPresent();
    assertThat(store.lockCodes(worker)).hasSize(1);

    SubscriberId otherCase = new SubscriberId(worker.value().toUpperCase(Locale.ROOT));
    assertThat(transactions.deleteMethod(otherCase, by)).isTrue();
    store.createAndLock(worker, UUID.randomUUID());

    assertThat(store.lock(worker)).isPresent();
    assertThat(store.lockPin(worker)).isEmpty();
    assertThat(store.lockCodes(worker)).isEmpty();
    store.add(code());
    entityManager.getTransaction().commit();
    entityManager.getTransaction().begin();
    assertThat(value("select count(*) from qr_code where " + ofWorker())).isEqualTo("1");
    assertThat(value("select count(*) from qr_pin where " + ofWorker())).isEqualTo("0");
  }

  /** The clock has nanoseconds here, and the database rounds to microseconds. */
  @Test
  void aTemporaryPinOpensOnTheTermsThatTheDatabaseHasStored() {
    transactions.setPin(worker, prepared(PIN), by);
    StoredPin stored = committed();

    assertThat(stored.changeRequired()).isTrue();
    assertThat(stored.terms().expiresAt()).isPresent();
    assertThat(stored.compare(pin(PIN), stored.generation(), HASHER).matches()).isTrue();
  }

  @Test
  void aPinThatIsHashedAgainKeepsItsTermsAndOnlyOneOfTwoAtOnceReplacesIt() {
    transactions.setPin(worker, prepared(PIN), by);
    StoredPin stored = committed();
    HashedPin again = HASHER.hash(pin(PIN));
    PinHash fresh = again.sealFor(stored.binding(), stored.terms());
    PinHash remembered = again.sealForHistory(stored.binding());

    assertThat(rows().replaceHash(worker, stored, fresh, remembered)).isTrue();
    assertThat(rows().replaceHash(worker, stored, fresh, remembered)).isFalse();

    StoredPin replaced = committed();
    assertThat(replaced.hash()).isEqualTo(fresh.encoded());
    assertThat(replaced.compare(pin(PIN), stored.generation(), HASHER).matches()).isTrue();
    assertThat(value("select remembered_hash from qr_pin where " + ofWorker()))
        .isEqualTo(remembered.encoded());
  }

  @Test
  void theHistoryHasTheHashThatIsSealedForItAndOfAnEarlierVersionTheOnlyOne() {
    transactions.setPin(worker, prepared(PIN), by);
    assertThat(value("select hash from remembered_pin where " + ofWorker())).isEqualTo("a hash");
    execute("delete from remembered_pin where " + ofWorker());

    transactions.setPin(worker, prepared("35387687"), by);
    committed();

    StoredPin former = rows().remembered(worker, 1).get(0);
    PinHash kept = former.readableHash().orElseThrow();
    HashedPin again = HASHER.hash(pin(PIN), kept);
    assertThat(HASHER.isAmong(pin(PIN), again, List.of(former.remembered().orElseThrow())))
        .isTrue();
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> HASHER.compare(pin(PIN), kept, former.binding(), PinTerms.OWN));
  }

  /** The current PIN as an attempt reads it. */
  private StoredPin committed() {
    execute(
        "insert into attempt_ledger (subscriber_id) values ('"
            + worker.value()
            + "') on conflict do nothing");
    entityManager.getTransaction().commit();
    entityManager.getTransaction().begin();
    return rows().of(worker).flatMap(Credential::pin).orElseThrow();
  }

  private CredentialRows rows() {
    Database own = new Database(postgres.getPostgresDatabase(), null, inTransaction());
    return new CredentialRows(own, ThrottlingPolicy.STANDARD);
  }

  @Test
  void aPinAHistoryAndALedgerEachShowThatThereWasAPin() {
    SubscriberId nobody = new SubscriberId(UUID.randomUUID().toString());
    CredentialRows rows = new CredentialRows(database, ThrottlingPolicy.STANDARD);
    assertThat(rows.hadPin(nobody)).isFalse();
    assertThat(rows.hadPin(worker)).as("a PIN").isTrue();
    assertThat(rows.hadPin(new SubscriberId(worker.value().toUpperCase(Locale.ROOT)))).isTrue();

    execute("delete from qr_pin where " + ofWorker());
    assertThat(rows.hadPin(worker)).isFalse();
    execute(
        "insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at) values ('"
            + worker.value()
            + "', 1, gen_random_uuid(), 'a hash', now())");
    assertThat(rows.hadPin(worker)).as("a history").isTrue();
    execute("delete from remembered_pin where " + ofWorker());
    execute("insert into attempt_ledger (subscriber_id) values ('" + worker.value() + "')");
    assertThat(rows.hadPin(worker)).as("a ledger").isTrue();
  }

  @Test
  void aMethodIsFoundAndMadeInTheSpellingThatMethodOrLedgerHave() {
    SubscriberId upper = new SubscriberId(worker.value().toUpperCase(Locale.ROOT));
    assertThat(store.createAndLock(upper, UUID.randomUUID()))
        .extracting(locked -> locked.subscriber().value(), CredentialStore.Locked::isNew)
        .containsExactly(worker.value(), false);

    String left = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
    execute("insert into attempt_ledger (subscriber_id) values ('" + left + "')");
    SubscriberId lower = new SubscriberId(left.toLowerCase(Locale.ROOT));
    assertThat(store.createAndLock(lower, UUID.randomUUID()))
        .extracting(locked -> locked.subscriber().value(), CredentialStore.Locked::isNew)
        .containsExactly(left, true);
    assertThat(store.lock(lower)).isPresent();
  }

  private StoredCode code() {
    Instant now = CLOCK.instant();
    return new StoredCode(
        UUID.randomUUID(),
        worker,
        QrCodeKind.STANDARD,
        QrToken.random(new SecureRandom()).digest(),
        new Validity(now, now.plus(Duration.ofDays(1))),
        now);
  }

  private String ofWorker() {
    return "subscriber_id = '" + worker.value() + "'";
  }

  private void execute(String sql) {
    entityManager
        .unwrap(Session.class)
        .doWork(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            });
  }

  private String value(String sql) {
    return entityManager
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
              }
            });
  }

  /** The connection of the transaction; it stays open. */
  private static DataSource dataSourceOf(EntityManager entityManager) {
    Connection connection =
        entityManager.unwrap(Session.class).doReturningWork(inTransaction -> inTransaction);
    Connection kept =
        proxy(
            Connection.class,
            (self, method, arguments) ->
                method.getName().equals("close") ? null : pass(connection, method, arguments));
    return proxy(DataSource.class, (self, method, arguments) -> kept);
  }

  private static Object pass(Object target, Method method, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static TransactionSynchronizationRegistry inTransaction() {
    return proxy(
        TransactionSynchronizationRegistry.class, (self, method, arguments) -> "a transaction");
  }

  @SuppressWarnings("unchecked")
  private static Event<CredentialEvent> silent() {
    return proxy(Event.class, (self, method, arguments) -> null);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(HibernateIT.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
