package io.qrpin.credential;

import static io.qrpin.database.Database.instant;

import io.qrpin.attempts.LockColumns;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.ExpiringCredentials.ExpiringCredential;
import io.qrpin.credential.ExpiringCredentials.Kind;
import io.qrpin.credential.ExpiringCredentials.Position;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinTerms;
import io.qrpin.subscriber.Spellings;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The reads of a credential, one statement each, and the one mapper of its tables.
 *
 * <p>An attempt reads what is committed. A caller who manages credentials also sees the changes of
 * the own transaction; {@link CredentialTransactions} sends them to the database before it returns.
 */
@ApplicationScoped
class CredentialRows {

  private static final String PIN =
      """
      p.id as pin_id, p.change_required, p.created_at as pin_created_at,
      p.updated_at as pin_updated_at, p.expires_at as pin_expires_at
      """;

  /**
   * One row for each code of a method, or one row without a code. The badge's clock is the
   * database's.
   */
  private static final String CREDENTIAL =
      """
      select m.subscriber_id, m.id as method_id, m.created_at as method_created_at,
             p.hash, p.generation, %s,
             c.id as code_id, c.kind as code_kind, c.token_digest,
             c.created_at as code_created_at, c.starts_at as code_starts_at,
             c.expires_at as code_expires_at, c.last_used_at as code_last_used_at,
             c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp() as code_is_valid,
             c.expires_at <= clock_timestamp() as code_has_expired,
      """
              .formatted(PIN)
          + LockColumns.SELECT
          + """
              from qr_code_pin_method m
              left join qr_pin p on p.subscriber_id = m.subscriber_id
              left join qr_code c on c.subscriber_id = m.subscriber_id
            """;

  /** At most one row has the digest of a secret. A digest reveals nothing about other secrets. */
  private static final Sql BY_DIGEST =
      Sql.of(CREDENTIAL + LockColumns.JOIN + " where c.token_digest = :digest");

  private static final Sql BY_SUBSCRIBER =
      Sql.of(CREDENTIAL + LockColumns.JOIN + " where m.subscriber_id = :subscriber");

  /** Many ask for the PIN alone, and one table answers twice as fast as four. */
  private static final Sql PIN_DETAILS =
      Sql.of("select " + PIN + "from qr_pin p where p.subscriber_id = :subscriber");

  /** Retention can delete the ledger of a person whom the directory no longer knows. */
  private static final Sql DETAILS =
      Sql.of(CREDENTIAL + "left " + LockColumns.JOIN + " where m.subscriber_id = :subscriber");

  /** The current PIN if there is one, otherwise the last one that was replaced or deleted. */
  private static final Sql LATEST_HASH =
      Sql.of(
          """
          select subscriber_id, pin_id, generation, hash
            from (select subscriber_id, id as pin_id, generation, hash
                    from qr_pin where subscriber_id = :subscriber
                  union all
                  select subscriber_id, pin_id, generation, hash
                    from remembered_pin where subscriber_id = :subscriber) h
           order by generation desc
           limit 1
          """);

  private static final Sql REMEMBERED =
      Sql.of(
          """
          select subscriber_id, pin_id, generation, hash
            from remembered_pin
           where subscriber_id = :subscriber
           order by generation desc
           limit :most
          """);

  /** Everything that shows that somebody has or had a PIN. */
  private static final Sql HAD_PIN =
      Sql.of(
          """
          select subscriber_id from qr_pin where subscriber_id in (:spelling_1, :spelling_2, :spelling_3)
          union all
          select subscriber_id from remembered_pin where subscriber_id in (:spelling_1, :spelling_2, :spelling_3)
          union all
          %s
           limit 1
          """
              .formatted(LockColumns.KNOWN));

  private static final Sql NOW = Sql.of("select clock_timestamp() as now");

  /** The condition on the old hash lets only one of several parallel updates take effect. */
  private static final Sql REPLACE_HASH =
      Sql.of(
          """
          update qr_pin
             set hash = :replacement, remembered_hash = :remembered
           where subscriber_id = :subscriber and generation = :generation and hash = :stored
          returning 1
          """);

  /** Each part reads one index on the expiry, in its order, so that a page costs a page. */
  private static final Sql EXPIRING =
      Sql.of(
          """
          select kind, id, subscriber_id, expires_at
          from (
            (select case kind when 'standard' then 'STANDARD_CODE' else 'TEMPORARY_CODE' end as kind,
                    id, subscriber_id, expires_at
             from qr_code
             where expires_at <= :until and (expires_at, id) > (:after, :after_id)
             order by expires_at, id limit :most)
            union all
            (select 'TEMPORARY_PIN', id, subscriber_id, expires_at
             from qr_pin
             where expires_at <= :until and (expires_at, id) > (:after, :after_id)
             order by expires_at, id limit :most)
          ) as expiring
          order by expires_at, id limit :most
          """);

  private static final Sql COUNT_EXPIRING =
      Sql.of(
          """
          select 'STANDARD_CODE' as kind, count(*) as many
          from qr_code where kind = 'standard' and expires_at > :after and expires_at <= :until
          union all
          select 'TEMPORARY_CODE', count(*)
          from qr_code where kind = 'temporary' and expires_at > :after and expires_at <= :until
          union all
          select 'TEMPORARY_PIN', count(*)
          from qr_pin where expires_at > :after and expires_at <= :until
          """);

  private Database database;
  private ThrottlingPolicy policy;

  protected CredentialRows() {}

  @Inject
  CredentialRows(Database database, ThrottlingPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** Finds the credential of a badge; empty if the badge is not genuine. */
  Optional<ShownBadge> shownBy(BadgeText badge) {
    return database
        .alone(BY_DIGEST.with("digest", badge.token().digest()), row -> shown(row, badge))
        .stream()
        .findFirst()
        .flatMap(genuine -> genuine);
  }

  private Optional<ShownBadge> shown(ResultSet row, BadgeText badge) throws SQLException {
    UUID code = row.getObject("code_id", UUID.class);
    if (badge.codeId().filter(claimed -> !claimed.equals(code)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        row.getBoolean("code_is_valid")
            ? credential(row, code(row))
            : new ShownBadge.NotValidNow(
                new SubscriberId(row.getString("subscriber_id")),
                code,
                row.getBoolean("code_has_expired")));
  }

  /** The credential of an owner who shows no badge. */
  Optional<Credential> of(SubscriberId subscriber) {
    return ofAnySpelling(
            subscriber,
            BY_SUBSCRIBER,
            statement -> database.alone(statement, row -> credential(row, Optional.empty())))
        .stream()
        .findFirst();
  }

  /** The hash of the current PIN, or of the last one; empty if none can be read. */
  Optional<PinHash> latestHash(SubscriberId subscriber) {
    return ofAnySpelling(
            subscriber,
            LATEST_HASH,
            statement -> database.alone(statement, CredentialRows::formerPin))
        .stream()
        .findFirst()
        .flatMap(StoredPin::readableHash);
  }

  /** The replaced PINs, the latest one first. */
  List<StoredPin> remembered(SubscriberId subscriber, int most) {
    return ofAnySpelling(
        subscriber,
        REMEMBERED,
        statement -> database.alone(statement.with("most", most), CredentialRows::formerPin));
  }

  /**
   * Replaces the hash of a PIN if the row still holds {@code stored}.
   *
   * @param remembered the replacement, sealed for the history
   */
  boolean replaceHash(
      SubscriberId subscriber, StoredPin stored, PinHash replacement, PinHash remembered) {
    return !database
        .alone(
            REPLACE_HASH
                .with("replacement", replacement.encoded())
                .with("remembered", remembered.encoded())
                .with("subscriber", subscriber.value())
                .with("generation", stored.generation())
                .with("stored", stored.hash()),
            row -> true)
        .isEmpty();
  }

  Optional<PinDetails> pinDetails(SubscriberId subscriber) {
    return ofAnySpelling(
            subscriber,
            PIN_DETAILS,
            statement -> database.joined(statement, CredentialRows::pinDetails))
        .stream()
        .findFirst()
        .flatMap(pin -> pin);
  }

  Optional<MethodDetails> methodDetails(SubscriberId subscriber) {
    List<MethodDetails> eachWithOneCode =
        ofAnySpelling(
            subscriber,
            DETAILS,
            statement -> database.joined(statement, CredentialRows::methodDetails));
    return eachWithOneCode.stream().reduce(MethodDetails::withCodesOf);
  }

  List<ExpiringCredential> expiring(Instant until, Position after, int most) {
    return database.joined(
        EXPIRING
            .with("until", until)
            .with("after", after.expiresAt())
            .with("after_id", after.id())
            .with("most", most),
        row ->
            new ExpiringCredential(
                Kind.valueOf(row.getString("kind")),
                row.getObject("id", UUID.class),
                new SubscriberId(row.getString("subscriber_id")),
                instant(row, "expires_at").orElseThrow()));
  }

  Map<Kind, Long> countExpiring(Instant after, Instant until) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    database.joined(
        COUNT_EXPIRING.with("after", after).with("until", until),
        row -> counts.put(Kind.valueOf(row.getString("kind")), row.getLong("many")));
    return counts;
  }

  /**
   * Whether a PIN of the subscriber exists or is known to have existed: a ledger begins with a PIN
   * and outlives it, as the history does.
   */
  boolean hadPin(SubscriberId subscriber) {
    return !database.joined(Spellings.bind(HAD_PIN, subscriber), row -> true).isEmpty();
  }

  /**
   * The time, to the microsecond. All times of credentials are the database's: servers have clocks
   * of their own, and a badge that one of them issued must be valid at once on all.
   */
  Instant now() {
    return database.joined(NOW.bound(), row -> instant(row, "now").orElseThrow()).get(0);
  }

  /**
   * The rows of the first spelling of an id that has any. Most rows have the directory's spelling,
   * which comes first. A statement for all spellings at once costs PostgreSQL twice as much.
   */
  private static <T> List<T> ofAnySpelling(
      SubscriberId subscriber, Sql statement, Function<Sql.Bound, List<T>> read) {
    return subscriber.spellings().stream()
        .map(spelling -> read.apply(statement.with("subscriber", spelling)))
        .filter(rows -> !rows.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private Credential credential(ResultSet row, Optional<QrCodeDetails> code) throws SQLException {
    SubscriberId subscriber = new SubscriberId(row.getString("subscriber_id"));
    Optional<StoredPin> pin =
        row.getString("hash") == null
            ? Optional.empty()
            : Optional.of(
                storedPin(
                    row,
                    subscriber,
                    new PinTerms(
                        row.getBoolean("change_required"), instant(row, "pin_expires_at"))));
    return new Credential(
        subscriber,
        row.getObject("method_id", UUID.class),
        code,
        pin,
        LockColumns.in(row, policy),
        instant(row, "now").orElseThrow());
  }

  private static StoredPin formerPin(ResultSet row) throws SQLException {
    SubscriberId subscriber = new SubscriberId(row.getString("subscriber_id"));
    return storedPin(row, subscriber, PinTerms.OWN);
  }

  private static StoredPin storedPin(ResultSet row, SubscriberId subscriber, PinTerms terms)
      throws SQLException {
    return new StoredPin(
        new PinBinding(subscriber.value(), row.getString("pin_id"), row.getInt("generation")),
        row.getString("hash"),
        terms);
  }

  private static Optional<PinDetails> pinDetails(ResultSet row) throws SQLException {
    UUID id = row.getObject("pin_id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new PinDetails(
                id,
                row.getBoolean("change_required"),
                instant(row, "pin_created_at").orElseThrow(),
                instant(row, "pin_updated_at").orElseThrow(),
                instant(row, "pin_expires_at")));
  }

  private static Optional<QrCodeDetails> code(ResultSet row) throws SQLException {
    UUID id = row.getObject("code_id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(
            new QrCodeDetails(
                id,
                QrCodeKind.valueOf(row.getString("code_kind").toUpperCase(Locale.ROOT)),
                instant(row, "code_created_at").orElseThrow(),
                new Validity(
                    instant(row, "code_starts_at").orElseThrow(),
                    instant(row, "code_expires_at").orElseThrow()),
                instant(row, "code_last_used_at")));
  }

  /** The ledger may still hold the last use of a method that the subscriber had before. */
  private static MethodDetails methodDetails(ResultSet row) throws SQLException {
    Instant createdAt = instant(row, "method_created_at").orElseThrow();
    Optional<QrCodeDetails> code = code(row);
    return new MethodDetails(
        row.getObject("method_id", UUID.class),
        createdAt,
        instant(row, "last_used_at").filter(at -> !at.isBefore(createdAt)),
        code.filter(it -> it.kind() == QrCodeKind.STANDARD),
        code.filter(it -> it.kind() == QrCodeKind.TEMPORARY),
        pinDetails(row));
  }
}
