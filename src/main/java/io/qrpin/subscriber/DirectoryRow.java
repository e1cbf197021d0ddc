package io.qrpin.subscriber;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the current row. A column that the query does not return is unknown. */
final class DirectoryRow {
  private final ResultSet rows;
  private final Set<String> columns = new HashSet<>();

  DirectoryRow(ResultSet rows) throws SQLException {
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
            ? Optional.ofNullable(rows.getObject("birth_date", LocalDate.class))
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
