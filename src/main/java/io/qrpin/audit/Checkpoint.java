package io.qrpin.audit;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint of the audit trail: a list of rows with the digest of each, and a signed statement
 * about that list. The statement never changes its form, so that old ones can be verified:
 *
 * <pre>
 * qrpin-audit-1 sequence=2 rows=1000 links=&lt;hex&gt; previous=&lt;hex&gt; made=2026-03-01T12:00:00.000000Z key=&lt;hex&gt;
 * </pre>
 *
 * <p>{@code links} is the SHA-256 digest of the list, one line "id digest" for each row, joined by
 * line feeds; {@code previous} that of the statement before, or 64 zeros for the first one; {@code
 * key} that of the public key. Immutable.
 *
 * @param sequence 1 for the first, and one more for each that follows
 * @param madeAt by the clock of the node that made it, to the microsecond
 * @param statement the signed text
 * @param signature of the statement, in Base64
 * @param links the list; empty when all its rows have left by retention
 */
public record Checkpoint(
    long sequence,
    Instant madeAt,
    String statement,
    String signature,
    Optional<List<String>> links) {

  private static final String NONE = "0".repeat(64);

  /** The next one. */
  static Checkpoint after(
      Optional<Checkpoint> last, List<AuditRow> rows, Instant madeAt, CheckpointKey key) {
    long sequence = last.map(Checkpoint::sequence).orElse(0L) + 1;
    List<String> links = rows.stream().map(row -> link(row.id().toString(), row.digest())).toList();
    String statement =
        "qrpin-audit-1 sequence=%d rows=%d links=%s previous=%s made=%s key=%s"
            .formatted(
                sequence,
                rows.size(),
                hex(AuditRow.digest(String.join("\n", links))),
                last.map(it -> hex(AuditRow.digest(it.statement()))).orElse(NONE),
                EventNames.instant(madeAt),
                key.id());
    return new Checkpoint(
        sequence,
        madeAt,
        statement,
        Base64.getEncoder().encodeToString(key.signature(statement)),
        Optional.of(links));
  }

  static String link(String id, byte[] digest) {
    return id + " " + hex(digest);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
