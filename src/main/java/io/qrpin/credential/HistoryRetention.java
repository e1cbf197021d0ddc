package io.qrpin.credential;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes the PIN history of people who have left. Thread safety: safe. */
@ApplicationScoped
public class HistoryRetention {

  private static final Sql WITH_METHOD =
      Sql.of(
          "select subscriber_id from qr_code_pin_method where subscriber_id = any(:subscribers)");

  private static final Sql DELETE =
      Sql.of("delete from remembered_pin where subscriber_id = any(:subscribers) returning 1");

  private Database database;

  protected HistoryRetention() {}

  @Inject
  public HistoryRetention(Database database) {
    this.database = database;
  }

  /** Those of the people who have a method. */
  public Set<SubscriberId> withMethod(Collection<SubscriberId> people) {
    return database
        .alone(
            WITH_METHOD.with("subscribers", ids(people)),
            row -> new SubscriberId(row.getString("subscriber_id")))
        .stream()
        .collect(Collectors.toSet());
  }

  /**
   * Deletes the history in the caller's transaction, which holds the people's ledgers, so that no
   * PIN is set meanwhile.
   *
   * @return the number of PINs that were deleted
   */
  @Transactional(TxType.MANDATORY)
  public int delete(Collection<SubscriberId> leavers) {
    return database.joined(DELETE.with("subscribers", ids(leavers)), row -> true).size();
  }

  private static String[] ids(Collection<SubscriberId> people) {
    return people.stream().map(SubscriberId::value).toArray(String[]::new);
  }
}
