package io.qrpin.subscriber;

import io.qrpin.database.Database;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The default directory: two configurable SQL queries, like those of Jakarta Security's database
 * identity store (Jakarta Security 3.0 §3.3, {@code @DatabaseIdentityStoreDefinition}).
 *
 * <p>Thread safety: safe. A call joins the caller's transaction if there is one.
 */
@ApplicationScoped
public class SqlUserDirectory implements UserDirectory {

  private DirectoryQueries queries;
  private OtherDatabase other;
  private Database own;

  protected SqlUserDirectory() {}

  @Inject
  SqlUserDirectory(DirectoryQueries queries, OtherDatabase other, Database own) {
    this.queries = queries;
    this.other = other;
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
    List<Subscriber> found =
        queries.areToOurDatabase() ? findInOurs(query, key) : other.find(query, key);
    if (found.size() > 1) {
      throw new DirectoryUnavailable("a directory query answered more than one row");
    }
    return found.stream().findFirst();
  }

  private List<Subscriber> findInOurs(String query, String key) {
    try {
      return own.joined(
          Sql.ofPositional(query, "key").with("key", key),
          row -> new DirectoryRow(row).subscriber());
    } catch (DatabaseUnavailable e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
  }
}
