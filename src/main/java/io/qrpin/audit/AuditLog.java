package io.qrpin.audit;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the audit trail, page by page. Thread safety: safe. */
@ApplicationScoped
public class AuditLog {

  /** Ids begin with a time of the server's clock, and rows have the time of the database's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private static final int MILLIS_BITS = 48;

  private static final String LATEST =
      "select "
          + AuditRow.COLUMNS
          + """
            from credential_event
           where true %s
           order by id desc
           limit :most
          """;

  /**
   * The first part reads the rows without a transaction id by the primary key, the second part the
   * others by their own index. The statement's snapshot decides what is settled and what is seen.
   */
  private static final String SETTLED =
      "select "
          + AuditRow.COLUMNS
          + """
            from (
              (select * from credential_event
                where xact = '0' and :old::boolean and id > :id %1$s
                order by id
                limit :most)
              union all
              (select * from credential_event
                where xact > '0' and (xact, id) > (:xact::text::xid8, :id)
                  and xact < pg_snapshot_xmin(pg_current_snapshot()) %1$s
                order by xact, id
                limit :most)
            ) as settled
           order by settled.xact, settled.id
           limit :most
          """;

  private static final Sql IS_FUTURE =
      Sql.of("select :xact::text::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as is_future");

  private Database database;

  protected AuditLog() {}

  @Inject
  AuditLog(Database database) {
    this.database = database;
  }

  /**
   * Reads the latest rows in the descending order of their ids, which begin with the time. Rows
   * that are added meanwhile move none from one page to another.
   *
   * @param before the id of the last row of the page before
   * @param most the number of rows, 1 or more
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<AuditRow> latest(AuditFilter filter, Optional<UUID> before, int most) {
    Conditions conditions = new Conditions(filter);
    before.ifPresent(id -> conditions.add("id < :before", "before", id));
    return rows(conditions.in(LATEST).with("most", most));
  }

  /**
   * Reads the rows after a place, in the order in which they are handed out. A row waits until
   * every transaction that is older than its own has ended, so that none can still appear before
   * it. Thus a reader who goes on from the last row misses none. A transaction that stays open
   * holds back the rows of all later ones.
   *
   * @param most the number of rows, 1 or more
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public List<AuditRow> settled(AuditFilter filter, AuditPosition after, int most) {
    return rows(
        new Conditions(filter)
            .in(SETTLED)
            .with("old", after.xact() == 0)
            .with("xact", Long.toString(after.xact()))
            .with("id", after.id())
            .with("most", most));
  }

  /**
   * Whether PostgreSQL has not begun the transaction of a place. Then the place is of another
   * cluster, whose rows were restored into this one, and no new row would follow it.
   *
   * @throws io.qrpin.database.DatabaseUnavailable if the database does not answer
   */
  public boolean isOfAnotherCluster(AuditPosition place) {
    return database
        .joined(
            IS_FUTURE.with("xact", Long.toString(place.xact())), row -> row.getBoolean("is_future"))
        .get(0);
  }

  private List<AuditRow> rows(Sql.Bound statement) {
    return database.joined(statement, AuditRow::of);
  }

  /** The conditions of a filter; only those that it has, so that PostgreSQL plans for them. */
  private static final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    Conditions(AuditFilter filter) {
      filter
          .subject()
          .ifPresent(
              it ->
                  add(
                      "subscriber_id = any(:subjects)",
                      "subjects",
                      it.spellings().toArray(String[]::new)));
      filter
          .actor()
          .ifPresent(
              it ->
                  add("actor_id = any(:actors)", "actors", it.spellings().toArray(String[]::new)));
      filter.event().ifPresent(it -> add("event = :event", "event", it));
      filter
          .from()
          .ifPresent(
              it -> {
                add("occurred_at >= :from", "from", it);
                add("id >= :firstId", "firstId", firstId(it.minus(CLOCKS_DIFFER)));
              });
      filter
          .to()
          .ifPresent(
              it -> {
                add("occurred_at < :to", "to", it);
                add("id < :endId", "endId", firstId(it.plus(CLOCKS_DIFFER)));
              });
    }

    void add(String text, String name, Object value) {
      texts.add(" and " + text);
      values.put(name, value);
    }

    Sql.Bound in(String statement) {
      Sql.Bound bound = Sql.of(statement.formatted(String.join("", texts))).bound();
      values.forEach(bound::with);
      return bound;
    }

    /** The smallest UUID of version 7 that can be of a time. */
    private static UUID firstId(Instant at) {
      long millis = Math.max(0, at.toEpochMilli());
      return new UUID(millis << (Long.SIZE - MILLIS_BITS), 0);
    }
  }
}
