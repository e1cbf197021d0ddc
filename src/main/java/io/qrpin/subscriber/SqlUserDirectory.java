package io.qrpin.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The default directory: two configurable SQL queries, in the manner of Jakarta Security's database
 * identity store (Jakarta Security 3.0 §3.3, {@code @DatabaseIdentityStoreDefinition}).
 *
 * <p>Thread safety: safe. Each call is part of the caller's transaction, or has one of its own:
 * then its connection goes back at once, and not when the request ends.
 */
@ApplicationScoped
@Transactional
public class SqlUserDirectory implements UserDirectory {

  private DirectoryQueries queries;

  protected SqlUserDirectory() {}

  @Inject
  public SqlUserDirectory(DirectoryQueries queries) {
    this.queries = queries;
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
    try (Connection connection = dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        Subscriber found = new Row(rows).subscriber();
        if (rows.next()) {
          throw new DirectoryUnavailable("a directory query answered more than one row");
        }
        return Optional.of(found);
      }
    } catch (SQLException e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
  }

  private DataSource dataSource() {
    try {
      return InitialContext.doLookup(queries.dataSource());
    } catch (NamingException e) {
      throw new DirectoryUnavailable("no data source " + queries.dataSource(), e);
    }
  }

  /** The current row; a column that the query does not have reads as unknown. */
  private static final class Row {
    private final ResultSet rows;
    private final Set<String> columns = new HashSet<>();

    Row(ResultSet rows) throws SQLException {
      this.rows = rows;
      ResultSetMetaData meta = rows.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(meta.getColumnLabel(i).toLowerCase(Locale.ROOT));
      }
    }

    Subscriber subscriber() throws SQLException {
      return new Subscriber(
          new SubscriberId(rows.getString("id")),
          rows.getString("user_principal_name"),
          text("display_name"),
          text("employee_number"),
          text("phone"),
          has("birth_date")
              ? Optional.ofNullable(rows.getDate("birth_date")).map(Date::toLocalDate)
              : Optional.empty(),
          groups());
    }

    private Optional<String> text(String column) throws SQLException {
      return has(column) ? Optional.ofNullable(rows.getString(column)) : Optional.empty();
    }

    private Set<String> groups() throws SQLException {
      Array array = has("groups") ? rows.getArray("groups") : null;
      Set<String> groups = new LinkedHashSet<>();
      if (array != null) {
        for (Object group : (Object[]) array.getArray()) {
          groups.add(String.valueOf(group));
        }
      }
      return groups;
    }

    private boolean has(String column) {
      return columns.contains(column);
    }
  }
}
