package io.qrpin.audit;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored checkpoints of the audit trail. Thread safety: safe. */
@ApplicationScoped
public class Checkpoints {

  private static final int DIGEST_BYTES = 32;

  private static final String COLUMNS =
      "sequence, made_at, last_xact::text as last_xact, last_id, ids, digests, statement,"
          + " signature";

  private static final Sql PAGE =
      Sql.of(
          "select "
              + COLUMNS
              + " from audit_checkpoint where sequence > :after order by sequence limit :most");

  private static final Sql LAST =
      Sql.of("select " + COLUMNS + " from audit_checkpoint order by sequence desc limit 1");

  /** A sequence that is there was made by another node, which was quicker. */
  private static final Sql APPEND =
      Sql.of(
          """
          insert into audit_checkpoint (sequence, made_at, last_xact, last_id, ids, digests,
                                        statement, signature)
          values (:sequence, :madeAt, :xact::text::xid8, :id, :ids::text[]::uuid[],
                  decode(:digests, 'hex'), :statement, decode(:signature, 'base64'))
          on conflict (sequence) do nothing
          returning sequence
          """);

  private Database database;

  protected Checkpoints() {}

  @Inject
  Checkpoints(Database database) {
    this.database = database;
  }

  /** The last checkpoint, and the place of the last row on its list. */
  record Last(Checkpoint checkpoint, AuditPosition position) {}

  /**
   * Reads checkpoints in their order.
   *
   * @param after the sequence of the last one of the page before, or 0
   * @param most the number of checkpoints, 1 or more
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<Checkpoint> page(long after, int most) {
    return database.joined(PAGE.with("after", after).with("most", most), Checkpoints::checkpoint);
  }

  Optional<Last> last() {
    return database.alone(LAST.bound(), Checkpoints::last).stream().findFirst();
  }

  /**
   * Adds a checkpoint.
   *
   * @param rows those of its list
   * @return false if there is one of that sequence already; then nothing is changed
   */
  boolean append(Checkpoint checkpoint, List<AuditRow> rows) {
    StringBuilder digests = new StringBuilder();
    rows.forEach(row -> digests.append(HexFormat.of().formatHex(row.digest())));
    AuditPosition last = rows.get(rows.size() - 1).position();
    Sql.Bound append =
        APPEND
            .with("sequence", checkpoint.sequence())
            .with("madeAt", checkpoint.madeAt())
            .with("xact", Long.toString(last.xact()))
            .with("id", last.id())
            .with("ids", rows.stream().map(row -> row.id().toString()).toArray(String[]::new))
            .with("digests", digests.toString())
            .with("statement", checkpoint.statement())
            .with("signature", checkpoint.signature());
    return !database.alone(append, row -> true).isEmpty();
  }

  private static Last last(ResultSet row) throws SQLException {
    return new Last(
        checkpoint(row),
        new AuditPosition(
            Long.parseLong(row.getString("last_xact")), row.getObject("last_id", UUID.class)));
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    return new Checkpoint(
        row.getLong("sequence"),
        Database.instant(row, "made_at").orElseThrow(),
        row.getString("statement"),
        Base64.getEncoder().encodeToString(row.getBytes("signature")),
        Optional.ofNullable(row.getArray("ids")).isPresent()
            ? Optional.of(links(row.getArray("ids"), ByteBuffer.wrap(row.getBytes("digests"))))
            : Optional.empty());
  }

  private static List<String> links(Array ids, ByteBuffer digests) throws SQLException {
    List<String> links = new ArrayList<>();
    for (UUID id : (UUID[]) ids.getArray()) {
      byte[] digest = new byte[DIGEST_BYTES];
      digests.get(digest);
      links.add(Checkpoint.link(id.toString(), digest));
    }
    return links;
  }
}
