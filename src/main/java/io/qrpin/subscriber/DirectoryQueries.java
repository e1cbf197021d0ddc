package io.qrpin.subscriber;

/**
 * How {@link SqlUserDirectory} asks.
 *
 * <p>Each query has one parameter and answers at most one row with the columns {@code id} and
 * {@code user_principal_name}, and, where the table has them, {@code display_name}, {@code
 * employee_number}, {@code phone}, {@code birth_date} (a date) and {@code groups} (an array of
 * text). Columns that are missing or null are unknown.
 *
 * @param dataSource JNDI name of the data source the directory is in
 * @param byId finds by id, compared exactly
 * @param byUserPrincipalName finds by name; the query itself disregards case
 */
public record DirectoryQueries(String dataSource, String byId, String byUserPrincipalName) {

  /** The table that ships with qrpin. */
  public static final DirectoryQueries OWN_TABLE =
      new DirectoryQueries(
          "java:comp/env/jdbc/qrpin",
          "select * from directory_user where id = ?",
          "select * from directory_user where lower(user_principal_name) = lower(?)");

  boolean areToOurDatabase() {
    return dataSource.equals(OWN_TABLE.dataSource);
  }
}
