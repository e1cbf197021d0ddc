package io.qrpin.database;

import io.qrpin.PublicApi;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The database did not answer. Nobody is signed in. Whether the last statement took effect is not
 * known: a charge or a settle is not repeated, and an open charge ends with its lease.
 */
@PublicApi
public class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Connection lost (SQLSTATE class 08), or shut down by an operator (57P). */
  private static final Pattern LOST = Pattern.compile("08.*|57P.*");

  DatabaseUnavailable(SQLException cause) {
    super("the database did not answer", cause);
  }

  boolean isConnectionLost() {
    return getCause() instanceof SQLException sql
        && sql.getSQLState() != null
        && LOST.matcher(sql.getSQLState()).matches();
  }
}
