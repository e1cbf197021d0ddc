package io.qrpin.attempts;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes the ledgers of people who have left.
 *
 * <p>A deleted ledger is no free guess. Without a ledger no attempt is charged, so none is
 * compared; a badge whose owner has no ledger is refused like an unknown one. Only a reset makes a
 * ledger again, and it sets another PIN.
 *
 * <p>An old hash does not verify again. A hash is sealed for a PIN id and a generation. The PIN id
 * stands in the same row as the hash, so it does not stop somebody who puts back the whole row; the
 * generation in the ledger does. So the statement that deletes ledgers keeps the highest generation
 * and epoch among them in {@code attempt_floor}, and a new ledger begins above. For the same reason
 * an attempt that was charged to a deleted ledger settles nothing.
 *
 * <p>Thread safety: safe.
 */
@ApplicationScoped
public class LedgerRetention {

  /** The last charge counts with the end of its lease. */
  private static final String IS_OLD =
      "greatest(l.reset_at, l.last_used_at, l.failing_since, l.lease_until)"
          + " < clock_timestamp() - make_interval(secs => :kept)";

  private static final Sql PAGE =
      Sql.of(
          """
          select l.subscriber_id, %s as is_old
            from attempt_ledger l
           where l.subscriber_id > :after
           order by l.subscriber_id
           limit :most
          """
              .formatted(IS_OLD));

  /** Skips a locked row, because the transaction that holds it has just seen the person. */
  private static final Sql DELETE =
      Sql.of(
          """
          with old as (
            select l.subscriber_id, l.generation, l.epoch
              from attempt_ledger l
             where l.subscriber_id = any(:subscribers) and %s
               for update skip locked
          ), raised as (
            update attempt_floor f
               set generation = greatest(f.generation, o.generation),
                   epoch = greatest(f.epoch, o.epoch)
              from (select max(generation) as generation, max(epoch) as epoch from old) o
             where o.epoch is not null
          )
          delete from attempt_ledger l
           using old o
           where l.subscriber_id = o.subscriber_id
          returning l.subscriber_id
          """
              .formatted(IS_OLD));

  private Database database;

  protected LedgerRetention() {}

  @Inject
  public LedgerRetention(Database database) {
    this.database = database;
  }

  /**
   * A person who has a ledger.
   *
   * @param isOld whether the person was last seen longer ago than asked for
   */
  public record Entry(SubscriberId subscriber, boolean isOld) {}

  /**
   * Reads one page of all ledgers, in the order of ids.
   *
   * @param after the id after which the page begins; "" for the beginning
   * @param kept the age from which an entry is old
   * @param most the number of entries, 1 or more
   */
  public List<Entry> page(String after, Duration kept, int most) {
    return database.alone(
        PAGE.with("after", after).with("kept", kept.toSeconds()).with("most", most),
        row ->
            new Entry(new SubscriberId(row.getString("subscriber_id")), row.getBoolean("is_old")));
  }

  /**
   * Deletes the ledgers of these people in the caller's transaction, unless they were seen
   * meanwhile.
   *
   * @return the people whose ledger was deleted
   */
  @Transactional(TxType.MANDATORY)
  public Set<SubscriberId> delete(Collection<SubscriberId> leavers, Duration kept) {
    String[] ids = leavers.stream().map(SubscriberId::value).toArray(String[]::new);
    return database
        .joined(
            DELETE.with("subscribers", ids).with("kept", kept.toSeconds()),
            row -> new SubscriberId(row.getString("subscriber_id")))
        .stream()
        .collect(Collectors.toSet());
  }
}
