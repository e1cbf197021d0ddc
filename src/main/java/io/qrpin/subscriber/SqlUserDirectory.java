package io.qrpin.subscriber;

import io.qrpin.AttemptConnections;
import io.qrpin.AttemptsUnavailable;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The default directory: two configurable SQL queries, in the manner of Jakarta Security's database
 * identity store (Jakarta Security 3.0 §3.3, {@code @DatabaseIdentityStoreDefinition}).
 *
 * <p>Thread safety: safe. Each call is part of the caller's transaction. Outside of one the own
 * database is asked without: there would be a commit to wait for.
 */
@ApplicationScoped
public class SqlUserDirectory implements UserDirectory {

  @Resource private TransactionSynchronizationRegistry transactions;

  private DirectoryQueries queries;
  private DirectoryInTransaction inTransaction;
  private AttemptConnections own;

  protected SqlUserDirectory() {}

  @Inject
  SqlUserDirectory(
      DirectoryQueries queries, DirectoryInTransaction inTransaction, AttemptConnections own) {
    this.queries = queries;
    this.inTransaction = inTransaction;
    this.own = own;
  }

  @Override
  public Optional<Subscriber> findById(SubscriberId id) {
    return find(queries.byId(), id.value());
  }

  @Override
  public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
    boolean storable = userPrincipalName.chars().noneMatch(Character::isISOControl);
    return storable ? find(queries.byUserPrincipalName(), userPrincipalName) : Optional.empty();
  }

  private Optional<Subscriber> find(String query, String key) {
    boolean alone = queries.areToOurDatabase() && transactions.getTransactionKey() == null;
    List<Subscriber> found = alone ? findAlone(query, key) : inTransaction.find(query, key);
    if (found.size() > 1) {
      throw new DirectoryUnavailable("a directory query answered more than one row");
    }
    return found.stream().findFirst();
  }

  private List<Subscriber> findAlone(String query, String key) {
    try {
      return own.query(query, List.of(key), row -> new DirectoryRow(row).subscriber());
    } catch (AttemptsUnavailable e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
  }
}
