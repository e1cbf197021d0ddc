package io.qrpin.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Asks a directory in another data source than ours, in the caller's transaction or in one of its
 * own: a connection that is used outside of any stays with the request until that ends.
 */
@ApplicationScoped
class OtherDatabase {

  private DirectoryQueries queries;

  /** Looked up at the first query: a lookup takes longer than the rest of our part in one. */
  private volatile DataSource dataSource;

  protected OtherDatabase() {}

  @Inject
  OtherDatabase(DirectoryQueries queries) {
    this.queries = queries;
  }

  @Transactional
  List<Subscriber> find(String query, String key) {
    try (Connection connection = dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, key);
      List<Subscriber> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new DirectoryRow(rows).subscriber());
        }
      }
      return found;
    } catch (SQLException e) {
      throw new DirectoryUnavailable("a directory query failed", e);
    }
  }

  private DataSource dataSource() {
    if (dataSource == null) {
      dataSource = lookUp();
    }
    return dataSource;
  }

  private DataSource lookUp() {
    try {
      return InitialContext.doLookup(queries.dataSource());
    } catch (NamingException e) {
      throw new DirectoryUnavailable("no data source " + queries.dataSource(), e);
    }
  }
}
