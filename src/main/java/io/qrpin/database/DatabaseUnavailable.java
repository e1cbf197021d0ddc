package io.qrpin.database;

import io.qrpin.PublicApi;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * The database did not answer, so that nobody is verified, or what was asked for is not known.
 * Whether an attempt's last statement took effect is not known; it is not repeated, and an open
 * charge ends with its lease.
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
