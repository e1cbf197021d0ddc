package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * PostgreSQL keeps the plan of a read of a credential. To plan such a read takes longer than to run
 * it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class CredentialPlansIT {

  private static final int WORKERS = 2_000;
  private static final int READS = 40;

  /** The driver prepares a statement at its fifth use, and PostgreSQL tries five own plans. */
  private static final int READS_BEFORE_THE_PLAN_IS_KEPT = 10;

  private LedgerDatabase database;

  @BeforeAll
  void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
    database.update(
        "insert into qr_code_pin_method (subscriber_id, id, created_at)"
            + " select uuid(lpad(to_hex(i), 32, '0'))::text, gen_random_uuid(), now()"
            + " from generate_series(1, ?) i",
        WORKERS);
    database.update(
        "insert into attempt_ledger (subscriber_id, epoch, generation, reset_at)"
            + " select subscriber_id, 1, 1, now() from qr_code_pin_method");
    database.update(
        "insert into qr_code (id, subscriber_id, kind, token_digest, created_at, starts_at,"
            + " expires_at) select gen_random_uuid(), subscriber_id, 'standard',"
            + " sha256(uuid_send(gen_random_uuid())), now(), now(), now() + interval '1 year'"
            + " from qr_code_pin_method");
    database.update("analyze");
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  @Test
  void aReadOfACredentialKeepsItsPlan() throws SQLException {
    try (Connection connection = database.connect()) {
      CredentialRows rows =
          new CredentialRows(database.onOwnClock(connection), ThrottlingPolicy.STANDARD);

      for (int i = 1; i <= READS; i++) {
        assertThat(rows.methodDetails(new SubscriberId(new UUID(0, i).toString()))).isPresent();
      }

      assertThat(plansThatWereKept(connection))
          .isGreaterThanOrEqualTo(READS - READS_BEFORE_THE_PLAN_IS_KEPT);
    }
  }

  private static int plansThatWereKept(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sum(generic_plans) from pg_prepared_statements"
                    + " where statement like '%qr_code_pin_method m%'"
                    + " and statement not like '%pg_prepared_statements%'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
