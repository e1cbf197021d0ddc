package io.qrpin.credential;

import static io.qrpin.database.Columns.instant;

import io.qrpin.attempts.LockColumns;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.credential.Credential.ShownCode;
import io.qrpin.database.Database;
import io.qrpin.database.RowMapper;
import io.qrpin.database.Sql;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what an attempt needs, outside of the caller's transaction: what counts is what is
 * committed. Code and lock are judged by the database's clock.
 */
@ApplicationScoped
class CredentialStore {

  private static final String CREDENTIAL =
      """
      select m.subscriber_id, m.id as method_id,
             c.kind, c.token_digest,
             c.starts_at <= clock_timestamp() and c.expires_at > clock_timestamp() as code_is_valid,
             p.id as pin_id, p.hash, p.generation, p.change_required, p.expires_at,
             %s
        from qr_code_pin_method m
        %s
        left join qr_pin p on p.subscriber_id = m.subscriber_id
      """
          .formatted(LockColumns.SELECT, LockColumns.JOIN);

  private static final Sql BY_CODE =
      Sql.of(CREDENTIAL + " join qr_code c on c.subscriber_id = m.subscriber_id where c.id = :key");

  private static final Sql BY_SUBSCRIBER =
      Sql.of(CREDENTIAL + " left join qr_code c on false where m.subscriber_id = :key");

  private static final Sql LATEST_HASH =
      Sql.of(
"""
      select pin_id, generation, hash
        from (select id as pin_id, generation, hash from qr_pin where subscriber_id = :subscriber
              union all
              select pin_id, generation, hash from remembered_pin where subscriber_id = :subscriber) h
       order by generation desc
       limit 1
      """);

  private static final Sql REMEMBERED =
      Sql.of(
"""
      select pin_id, generation, hash
        from remembered_pin
       where subscriber_id = :subscriber
       order by generation desc
       limit :most
      """);

  private static final Sql REPLACE_HASH =
      Sql.of(
          """
          update qr_pin
             set hash = :replacement
           where subscriber_id = :subscriber and generation = :generation and hash = :stored
          returning 1
          """);

  private Database database;
  private ThrottlingPolicy policy;

  protected CredentialStore() {}

  @Inject
  CredentialStore(Database database, ThrottlingPolicy policy) {
    this.database = database;
    this.policy = policy;
  }

  /** The credential of whoever the badge is genuine and valid for. */
  Optional<Credential> shownBy(BadgeText badge) {
    UUID code = badge.qrCodeId();
    return read(
            BY_CODE,
            code,
            row ->
                row.getBoolean("code_is_valid")
                        & badge.token().matches(row.getBytes("token_digest"))
                    ? Optional.of(credential(row, Optional.of(new ShownCode(code, kind(row)))))
                    : Optional.<Credential>empty())
        .flatMap(genuine -> genuine);
  }

  Optional<Credential> of(SubscriberId subscriber) {
    return read(BY_SUBSCRIBER, subscriber.value(), row -> credential(row, Optional.empty()));
  }

  /** The hash of the PIN that the subscriber has, or had last. */
  Optional<PinHash> latestHash(SubscriberId subscriber) {
    return database
        .alone(
            LATEST_HASH.with("subscriber", subscriber.value()), row -> former(row, subscriber))
        .stream()
        .findFirst()
        .flatMap(StoredPin::readableHash);
  }

  /** The PINs that the subscriber had before, the last one first. */
  List<StoredPin> remembered(SubscriberId subscriber, int most) {
    return database.alone(
        REMEMBERED.with("subscriber", subscriber.value()).with("most", most), row -> former(row, subscriber));
  }

  /** Puts another hash of the same PIN in the place of {@code stored}, if that is still there. */
  boolean replaceHash(SubscriberId subscriber, StoredPin stored, PinHash replacement) {
    return !database
        .alone(
            REPLACE_HASH
                .with("replacement", replacement.encoded())
                .with("subscriber", subscriber.value())
                .with("generation", stored.generation())
                .with("stored", stored.hash()),
            row -> true)
        .isEmpty();
  }

  private <R> Optional<R> read(Sql sql, Object key, RowMapper<R> mapper) {
    return database.alone(sql.with("key", key), mapper).stream().findFirst();
  }

  private Credential credential(ResultSet row, Optional<ShownCode> code) throws SQLException {
    SubscriberId subscriber = new SubscriberId(row.getString("subscriber_id"));
    return new Credential(
        subscriber,
        row.getObject("method_id", UUID.class),
        code,
        pin(row, subscriber),
        LockColumns.in(row, policy));
  }

  private static Optional<StoredPin> pin(ResultSet row, SubscriberId subscriber)
      throws SQLException {
    String hash = row.getString("hash");
    return hash == null
        ? Optional.empty()
        : Optional.of(
            new StoredPin(
                binding(row, subscriber),
                hash,
                row.getBoolean("change_required"),
                instant(row, "expires_at")));
  }

  private static StoredPin former(ResultSet row, SubscriberId subscriber) throws SQLException {
    return new StoredPin(binding(row, subscriber), row.getString("hash"), false, Optional.empty());
  }

  private static PinBinding binding(ResultSet row, SubscriberId subscriber) throws SQLException {
    return new PinBinding(subscriber.value(), row.getString("pin_id"), row.getInt("generation"));
  }

  private static QrCodeKind kind(ResultSet row) throws SQLException {
    return QrCodeKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }
}
