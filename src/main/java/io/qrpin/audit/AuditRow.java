package io.qrpin.audit;

import io.qrpin.database.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An audit row in its canonical form: one line of JSON (RFC 8785) whose SHA-256 digest the chain
 * holds.
 *
 * <p>The form never changes, or old rows could not be verified any more. A member that is empty is
 * left out, so that a later version can add members without changing the form of older rows. Times
 * have microseconds and end in {@code Z}; all other values are strings as the database holds them.
 * Immutable.
 *
 * @param id of the row
 * @param line the canonical form, without an end of line
 * @param position where it stands in the order of the trail
 */
public record AuditRow(UUID id, String line, AuditPosition position) {

  /** The columns that {@link #of} reads. */
  static final String COLUMNS =
      """
      id, xact::text as xact, occurred_at, event, subscriber_id, actor_kind, actor_id, client_id,
      request_id, reason, host(source_address) as source_address,
      (select array_agg(key order by key) from jsonb_each_text(details)) as keys,
      (select array_agg(value order by key) from jsonb_each_text(details)) as values
      """;

  static AuditRow of(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    Instant at = Database.instant(row, "occurred_at").orElseThrow();
    CanonicalJson json =
        new CanonicalJson()
            .with("actorId", text(row, "actor_id"))
            .with("actorKind", text(row, "actor_kind"))
            .with("clientId", text(row, "client_id"))
            .with("details", details(row))
            .with("event", text(row, "event"))
            .with("id", Optional.of(id.toString()))
            .with("occurredDateTime", Optional.of(EventNames.instant(at)))
            .with("reason", text(row, "reason"))
            .with("requestId", text(row, "request_id"))
            .with("sourceAddress", text(row, "source_address"))
            .with("userId", text(row, "subscriber_id"));
    return new AuditRow(
        id, json.toString(), new AuditPosition(Long.parseLong(row.getString("xact")), id));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** The details of a row by name; {@code keys} and {@code values} are null where it has none. */
  static Map<String, String> details(ResultSet row) throws SQLException {
    Array keys = row.getArray("keys");
    Map<String, String> details = new TreeMap<>();
    if (keys != null) {
      String[] names = (String[]) keys.getArray();
      String[] texts = (String[]) row.getArray("values").getArray();
      for (int i = 0; i < names.length; i++) {
        details.put(names[i], texts[i]);
      }
    }
    return details;
  }

  /** The SHA-256 digest of the line in UTF-8. */
  byte[] digest() {
    return digest(line);
  }

  static byte[] digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
