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
 * Queries a directory that is in a data source other than qrpin's. Each query runs in the caller's
 * transaction or starts one, because Liberty keeps a connection that is used without a transaction
 * until the request ends.
 */
@ApplicationScoped
class OtherDatabase {

  private DirectoryQueries queries;

  /** Looked up once, at the first query, because a JNDI lookup is slow. */
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
