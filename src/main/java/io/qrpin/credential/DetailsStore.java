package io.qrpin.credential;

import static io.qrpin.database.Columns.instant;

import io.qrpin.attempts.LockColumns;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.database.Database;
import io.qrpin.database.RowMapper;
import io.qrpin.database.Sql;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads what may be shown, in one statement. In a transaction it sees what that has changed. */
@ApplicationScoped
class DetailsStore {

  private static final Sql PIN =
      Sql.of(
"""
      select id as pin_id, change_required, created_at as pin_created_at,
             updated_at as pin_updated_at, expires_at as pin_expires_at
        from qr_pin
       where subscriber_id = :subscriber
      """);

  /** A row for each code; one without a code where there is none. */
  private static final Sql METHOD =
      Sql.of(
"""
      select m.id, m.created_at, %s,
             c.id as code_id, c.kind as code_kind, c.created_at as code_created_at,
             c.starts_at as code_starts_at, c.expires_at as code_expires_at,
             c.last_used_at as code_last_used_at,
             p.id as pin_id, p.change_required, p.created_at as pin_created_at,
             p.updated_at as pin_updated_at, p.expires_at as pin_expires_at
        from qr_code_pin_method m
        left %s
        left join qr_code c on c.subscriber_id = m.subscriber_id
        left join qr_pin p on p.subscriber_id = m.subscriber_id
       where m.subscriber_id = :subscriber
      """
              .formatted(LockColumns.SELECT, LockColumns.JOIN));

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  @Inject private Database database;

  Optional<PinDetails> pin(SubscriberId subscriber) {
    return read(PIN, subscriber, DetailsStore::pinIn).stream().findFirst();
  }

  Optional<MethodDetails> method(SubscriberId subscriber) {
    List<Row> rows = read(METHOD, subscriber, Row::of);
    return rows.stream().findFirst().map(first -> first.with(rows));
  }

  private <R> List<R> read(Sql sql, SubscriberId subscriber, RowMapper<R> mapper) {
    if (database.isInTransaction()) {
      entityManager.flush();
    }
    return database.joined(sql.with("subscriber", subscriber.value()), mapper);
  }

  /** The method, its PIN, and one of its codes. */
  private record Row(
      UUID id,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      Optional<PinDetails> pin,
      Optional<QrCodeDetails> code) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getObject("id", UUID.class),
          instant(row, "created_at").orElseThrow(),
          LockColumns.lastUsedAt(row),
          row.getObject("pin_id") == null ? Optional.empty() : Optional.of(pinIn(row)),
          row.getObject("code_id") == null ? Optional.empty() : Optional.of(codeIn(row)));
    }

    /** The last use may be that of a method which the subscriber had before. */
    MethodDetails with(List<Row> all) {
      return new MethodDetails(
          id,
          createdAt,
          lastUsedAt.filter(at -> !at.isBefore(createdAt)),
          ofKind(all, QrCodeKind.STANDARD),
          ofKind(all, QrCodeKind.TEMPORARY),
          pin);
    }

    private static Optional<QrCodeDetails> ofKind(List<Row> all, QrCodeKind kind) {
      return all.stream()
          .flatMap(row -> row.code().stream())
          .filter(code -> code.kind() == kind)
          .findFirst();
    }
  }

  private static PinDetails pinIn(ResultSet row) throws SQLException {
    return new PinDetails(
        row.getObject("pin_id", UUID.class),
        row.getBoolean("change_required"),
        instant(row, "pin_created_at").orElseThrow(),
        instant(row, "pin_updated_at").orElseThrow(),
        instant(row, "pin_expires_at"));
  }

  private static QrCodeDetails codeIn(ResultSet row) throws SQLException {
    return new QrCodeDetails(
        row.getObject("code_id", UUID.class),
        QrCodeKind.valueOf(row.getString("code_kind").toUpperCase(Locale.ROOT)),
        instant(row, "code_created_at").orElseThrow(),
        new Validity(
            instant(row, "code_starts_at").orElseThrow(),
            instant(row, "code_expires_at").orElseThrow()),
        instant(row, "code_last_used_at"));
  }
}
