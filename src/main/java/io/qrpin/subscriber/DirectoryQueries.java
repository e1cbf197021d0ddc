package io.qrpin.subscriber;

/**
 * The queries of {@link SqlUserDirectory}.
 *
 * <p>Each query has one parameter and returns at most one row. The columns {@code id} and {@code
 * user_principal_name} are required. The columns {@code display_name}, {@code employee_number},
 * {@code phone}, {@code birth_date} (a date) and {@code groups} (an array of text) are optional: a
 * missing column and a null mean that the value is unknown.
 *
 * @param dataSource JNDI name of the data source that holds the directory
 * @param byId finds a worker by id, compared exactly
 * @param byUserPrincipalName finds a worker by name; the query itself must ignore case, and {@code
 *     lower} does so only as far as the locale of the database knows the letters
 */
public record DirectoryQueries(String dataSource, String byId, String byUserPrincipalName) {

  /** Queries on {@code directory_user}, the table that ships with qrpin. */
  public static final DirectoryQueries OWN_TABLE =
      new DirectoryQueries(
          "java:comp/env/jdbc/qrpin",
          "select * from directory_user where id = ?",
          "select * from directory_user"
              + " where qrpin_folded(user_principal_name) = qrpin_folded(?)");

  boolean areToOurDatabase() {
    return dataSource.equals(OWN_TABLE.dataSource);
  }
}
