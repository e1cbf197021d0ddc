package io.qrpin.bulk;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;

/** Forgets the runs whose key was not used for long, with their lines. Thread safety: safe. */
@ApplicationScoped
public class BulkRetention {

  /** A list that is sent again after this time begins anew. */
  public static final Duration KEPT = Duration.ofDays(7);

  private static final Sql DELETE =
      Sql.of(
          """
          delete from bulk_run
           where id in (select id
                          from bulk_run
                         where used_at < clock_timestamp() - make_interval(secs => :kept)
                         order by used_at
                         limit :most)
          returning 1
          """);

  private Database database;

  protected BulkRetention() {}

  @Inject
  public BulkRetention(Database database) {
    this.database = database;
  }

  /**
   * Deletes old runs in the caller's transaction.
   *
   * @param most the number of runs, 1 or more; each may have {@value BulkList#MAX_LINES} lines
   * @return the number of runs that were deleted
   */
  @Transactional(TxType.MANDATORY)
  public int delete(int most) {
    return database
        .joined(DELETE.with("kept", KEPT.toSeconds()).with("most", most), row -> true)
        .size();
  }
}
