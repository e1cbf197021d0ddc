package io.qrpin.database;

import java.sql.SQLException;

/** A database that does not answer, for tests of other packages. */
public final class Outage {

  private Outage() {}

  public static DatabaseUnavailable unavailable() {
    return new DatabaseUnavailable(new SQLException("away", "08006"));
  }
}
