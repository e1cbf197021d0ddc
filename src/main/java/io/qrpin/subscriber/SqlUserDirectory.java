package io.qrpin.subscriber;

import io.qrpin.database.Database;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The default directory: configurable SQL queries, like those of Jakarta Security's database
 * identity store (Jakarta Security 3.0 §3.3, {@code @DatabaseIdentityStoreDefinition}).
 *
 * <p>Thread safety: safe. A call joins the caller's transaction if there is one.
 */
@ApplicationScoped
public class SqlUserDirectory implements SearchableDirectory {

  private Queries queries;
  private OtherDatabase other;
  private Database own;

  protected SqlUserDirectory() {}

  @Inject
  SqlUserDirectory(Queries queries, OtherDatabase other, Database own) {
    this.queries = queries;
    this.other = other;
    this.own = own;
  }

  /**
   * The queries. Each has one parameter. A query that finds returns at most one row. The columns
   * {@code id} and {@code user_principal_name} are required. The columns {@code display_name},
   * {@code employee_number}, {@code phone}, {@code birth_date} (a date) and {@code groups} (an
   * array of text) are optional: a missing column and a null mean that the value is unknown.
   *
   * @param dataSource JNDI name of the data source that holds the directory
   * @param byId finds a worker by id; unless it is the query on qrpin's own table, an id that looks
   *     like a GUID is asked for in its own spelling, and if there is nobody, in lower case and in
   *     upper case
   * @param byUserPrincipalName finds a worker by name; the query itself must ignore case, and
   *     {@code lower} does so only as far as the locale of the database knows the letters
   * @param search looks for workers by a text that a person has typed, and returns them in the
   *     order in which people read them; empty where only exact ids and names are found
   */
  public record Queries(
      String dataSource, String byId, String byUserPrincipalName, Optional<String> search) {

    /** Queries on {@code directory_user}, the table that ships with qrpin. */
    public static final Queries OWN_TABLE =
        new Queries(
            "java:comp/env/jdbc/qrpin",
            "select * from directory_user where qrpin_comparable(id) = qrpin_comparable(?)",
            "select * from directory_user"
                + " where qrpin_folded(user_principal_name) = qrpin_folded(?)",
            Optional.of(
                """
                select d.*
                  from directory_user d, (values (qrpin_folded(?))) as typed (words)
                 where not exists (
                         select 1
                           from regexp_split_to_table(btrim(words), '\\s+') as word
                          where position(word in qrpin_folded(concat_ws(
                                  ' ', display_name, user_principal_name, employee_number))) = 0)
                 order by qrpin_folded(coalesce(display_name, user_principal_name)), id
                """));

    /** The query on qrpin's own table ignores the case of a GUID by itself, so once is enough. */
    Set<String> spellings(SubscriberId id) {
      return byId.equals(OWN_TABLE.byId) ? Set.of(id.value()) : id.spellings();
    }
  }

  @Override
  public Optional<Subscriber> findById(SubscriberId id) {
    return queries.spellings(id).stream()
        .map(spelling -> find(queries.byId(), spelling))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
    boolean storable = userPrincipalName.chars().noneMatch(Character::isISOControl);
    return storable ? find(queries.byUserPrincipalName(), userPrincipalName) : Optional.empty();
  }

  /** The worker whose id or name is the text comes first. */
  @Override
  public List<Subscriber> search(String text, int most) {
    if (text.isBlank() || text.length() > MAX_TEXT_LENGTH || most < 1 || most > MAX_FOUND) {
      throw new IllegalArgumentException(
          "a search has 1 to %d characters and finds 1 to %d workers"
              .formatted(MAX_TEXT_LENGTH, MAX_FOUND));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return List.of();
    }
    Map<SubscriberId, Subscriber> found = new LinkedHashMap<>();
    find(text.strip()).ifPresent(worker -> found.put(worker.id(), worker));
    queries
        .search()
        .map(query -> other.find(query, text.strip(), most))
        .orElse(List.of())
        .forEach(worker -> found.putIfAbsent(worker.id(), worker));
    return found.values().stream().limit(most).toList();
  }

  /** Both queries must return the column, because a worker is found by either. */
  @Override
  public boolean knowsGroups() {
    return Stream.of(queries.byId(), queries.byUserPrincipalName())
        .allMatch(query -> columns(query).contains("groups"));
  }

  private Set<String> columns(String query) {
    try {
      return isOwn() ? own.columns(query) : other.columns(query);
    } catch (DatabaseUnavailable e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
  }

  private boolean isOwn() {
    return queries.dataSource().equals(Queries.OWN_TABLE.dataSource());
  }

  private Optional<Subscriber> find(String query, String key) {
    List<Subscriber> found;
    try {
      found =
          isOwn()
              ? own.joined(Sql.ofPositional(query, "key").with("key", key), SqlUserDirectory::read)
              : other.find(query, key, 2);
    } catch (DatabaseUnavailable e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
    if (found.size() > 1) {
      throw new DirectoryUnavailable("a directory query answered more than one row");
    }
    return found.stream().findFirst();
  }

  private static Subscriber read(ResultSet row) throws SQLException {
    Set<String> columns = Database.columns(row.getMetaData());
    LocalDate birthDate =
        columns.contains("birth_date") ? row.getObject("birth_date", LocalDate.class) : null;
    Array groups = columns.contains("groups") ? row.getArray("groups") : null;
    return new Subscriber(
        new SubscriberId(row.getString("id")),
        row.getString("user_principal_name"),
        text(row, columns, "display_name"),
        text(row, columns, "employee_number"),
        text(row, columns, "phone"),
        Optional.ofNullable(birthDate),
        groups == null
            ? Set.of()
            : Stream.of((Object[]) groups.getArray())
                .map(String::valueOf)
                .collect(Collectors.toSet()));
  }

  private static Optional<String> text(ResultSet row, Set<String> columns, String column)
      throws SQLException {
    return columns.contains(column) ? Optional.ofNullable(row.getString(column)) : Optional.empty();
  }

  /**
   * Queries a directory that is in a data source other than qrpin's, and searches in any. Each
   * query runs in the caller's transaction or starts one, because Liberty keeps a connection that
   * is used without a transaction until the request ends.
   */
  @ApplicationScoped
  static class OtherDatabase {

    private Queries queries;

    /** Looked up once, at the first query, because a JNDI lookup is slow. */
    private volatile DataSource dataSource;

    protected OtherDatabase() {}

    @Inject
    OtherDatabase(Queries queries) {
      this.queries = queries;
    }

    @Transactional
    List<Subscriber> find(String query, String key, int most) {
      try (Connection connection = dataSource().getConnection();
          PreparedStatement statement = connection.prepareStatement(query)) {
        statement.setString(1, key);
        statement.setMaxRows(most);
        List<Subscriber> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(read(rows));
          }
        }
        return found;
      } catch (SQLException e) {
        throw new DirectoryUnavailable("a directory query failed", e);
      }
    }

    @Transactional
    Set<String> columns(String query) {
      try (Connection connection = dataSource().getConnection();
          PreparedStatement statement = connection.prepareStatement(query)) {
        return Database.columns(statement.getMetaData());
      } catch (SQLException e) {
        throw new DirectoryUnavailable("a directory query failed", e);
      }
    }

    DataSource dataSource() {
      try {
        if (dataSource == null) {
          dataSource = InitialContext.doLookup(queries.dataSource());
        }
        return dataSource;
      } catch (NamingException e) {
        throw new DirectoryUnavailable("no data source " + queries.dataSource(), e);
      }
    }
  }
}
