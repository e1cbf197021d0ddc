package io.qrpin.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import io.qrpin.database.Uuid7;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.pin.Pin;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Millions of workers who can sign in, written straight into the tables. Enrolling them through the
 * API would cost an Argon2 hash each. All have the same PIN, which is hashed once and sealed for
 * each worker. Their sign-ins cost the server as much as any other.
 *
 * <p>Everything about a worker follows from the worker's number, so that no list of badges is
 * needed. The workers are enrolled a second apart. Their keys sort by that time, as real keys do.
 *
 * <p>Thread safety: immutable.
 */
public final class BulkWorkers {

  /** The maximum number of workers. The last one is enrolled at the present moment. */
  public static final int MOST = 2_000_000;

  private static final Duration CODE_LIFETIME = Duration.ofDays(365);

  /**
   * A real worker who replaced the first PIN has the second generation and a remembered PIN. A
   * sign-in costs the same in either generation and reads no remembered PIN. The first generation
   * saves a million rows.
   */
  private static final int GENERATION = 1;

  private static final int COPY_BYTES = 1 << 16;
  private static final String NULL = "\\N";

  private final PinHasher hasher;
  private final HashedPin hashed;
  private final Instant firstEnrolment;

  /**
   * Makes workers, and writes them to no database yet.
   *
   * @param hasher has the active wrap key of the server
   * @param pin the PIN of all workers; the caller erases it
   * @param now the same instant makes the same badges
   */
  public BulkWorkers(PinHasher hasher, Pin pin, Instant now) {
    this.hasher = hasher;
    this.hashed = hasher.hash(pin);
    this.firstEnrolment = now.minusSeconds(MOST);
  }

  /**
   * A hasher with a server's wrap keys and the default cost.
   *
   * @param settings the server's settings, by name
   */
  public static PinHasher hasherOf(UnaryOperator<String> settings) {
    char[] password = settings.apply("qrpin.wrap-keys.password").toCharArray();
    try (var file = Files.newInputStream(Path.of(settings.apply("qrpin.wrap-keys.file")))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, password);
      return new PinHasher(
          Argon2Providers.choose(Argon2Providers.AUTO, 1).argon2id(),
          Argon2Parameters.OWASP,
          WrapKeys.from(store, password, settings.apply("qrpin.wrap-keys.active")),
          new SecureRandom());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String userId(int number) {
    return worker(number).userId();
  }

  public String badgeText(int number) {
    return BadgeText.of(worker(number).token()).expose(digits -> new String(digits, US_ASCII));
  }

  /**
   * Adds the workers with the numbers {@code from}, inclusive, to {@code to}, exclusive: all or
   * none. It ends with vacuum and checkpoint, so that neither happens during a measurement.
   *
   * @param connection a superuser's connection without an open transaction
   */
  public void copyInto(Connection connection, int from, int to) throws SQLException, IOException {
    connection.setAutoCommit(false);
    try {
      Copy copy = new Copy(connection.unwrap(PGConnection.class), from, to);
      copy.into("directory_user", this::directoryUser);
      copy.into("qr_code_pin_method (subscriber_id, id, created_at)", this::method);
      copy.into("attempt_ledger (subscriber_id, generation)", this::ledger);
      copy.into("qr_code", this::code);
      copy.into("qr_pin", this::pin);
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "vacuum (analyze) directory_user, qr_code_pin_method, attempt_ledger, qr_code, qr_pin");
      statement.execute("checkpoint");
    }
  }

  /** Copies one table after the other. */
  private final class Copy {
    private final PGConnection connection;
    private final int from;
    private final int to;

    Copy(PGConnection connection, int from, int to) {
      this.connection = connection;
      this.from = from;
      this.to = to;
    }

    /** A row has its columns in order, with tabs between them. */
    void into(String table, Function<Worker, String> row) throws SQLException, IOException {
      String sql = "copy " + table + " from stdin";
      try (Writer rows =
          new BufferedWriter(
              new OutputStreamWriter(
                  new PGCopyOutputStream(connection, sql, COPY_BYTES), US_ASCII))) {
        for (int number = from; number < to; number++) {
          rows.write(row.apply(worker(number)));
          rows.write('\n');
        }
      }
    }
  }

  private String directoryUser(Worker worker) {
    String number = "%07d".formatted(worker.number());
    return row(
        worker.userId(),
        worker.name(),
        "Worker " + number,
        number,
        "+49 30 " + number,
        "1987-06-05",
        "{shop}");
  }

  private String method(Worker worker) {
    return row(worker.userId(), worker.methodId(), worker.enrolment());
  }

  private String ledger(Worker worker) {
    return row(worker.userId(), GENERATION);
  }

  private String code(Worker worker) {
    Instant start = worker.enrolment();
    return row(
        worker.codeId(),
        worker.userId(),
        "standard",
        "\\\\x" + HexFormat.of().formatHex(worker.token().digest()),
        start,
        start,
        start.plus(CODE_LIFETIME),
        NULL);
  }

  private String pin(Worker worker) {
    PinBinding binding = new PinBinding(worker.userId(), worker.pinId().toString(), GENERATION);
    Instant set = worker.enrolment();
    String hash = hashed.sealFor(binding, PinTerms.OWN).encoded();
    String remembered = hashed.sealForHistory(binding).encoded();
    return row(
        worker.userId(), worker.pinId(), hash, GENERATION, false, set, set, NULL, remembered);
  }

  private static String row(Object... columns) {
    StringBuilder row = new StringBuilder();
    for (Object column : columns) {
      row.append(row.isEmpty() ? "" : "\t").append(column);
    }
    return row.toString();
  }

  private record Worker(
      int number,
      Instant enrolment,
      String userId,
      UUID methodId,
      UUID pinId,
      UUID codeId,
      QrToken token) {

    String name() {
      return "worker%07d@contoso.example".formatted(number);
    }
  }

  private Worker worker(int number) {
    Instant enrolment = firstEnrolment.plusSeconds(Objects.checkIndex(number, MOST));
    SecureRandom chance = chanceOf(number);
    return new Worker(
        number,
        enrolment,
        uuid4(chance).toString(),
        Uuid7.at(enrolment, chance),
        Uuid7.at(enrolment, chance),
        Uuid7.at(enrolment, chance),
        QrToken.random(chance));
  }

  /** Always the same for the same number: this algorithm depends on the seed only. */
  private static SecureRandom chanceOf(int number) {
    try {
      SecureRandom chance = SecureRandom.getInstance("SHA1PRNG");
      chance.setSeed(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      return chance;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ids in random order, as a directory makes them. */
  private static UUID uuid4(SecureRandom chance) {
    return new UUID(
        chance.nextLong() & ~0xf000L | 0x4000L, chance.nextLong() >>> 2 | Long.MIN_VALUE);
  }
}
