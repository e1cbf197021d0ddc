package io.qrpin.database;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes an object of the current row. It does not move to another row. */
@FunctionalInterface
public interface RowMapper<R> {
  R map(ResultSet row) throws SQLException;
}
