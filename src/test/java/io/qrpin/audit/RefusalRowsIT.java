package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RefusalRowsIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final UUID CODE = new UUID(0, 7);

  private static LedgerDatabase database;

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @Test
  void rowsOfEveryFormAreWrittenOnce() throws SQLException {
    Actor ann =
        Actor.user(new SubscriberId("ann"), Optional.of("client\0"), "request-1")
            .from(SourceAddress.parse("2001:db8::1"));
    RefusalRow single =
        new RefusalRow(
            new UUID(0, 1),
            NOON,
            new RefusalTopic(
                RefusalKind.LOCKED,
                Optional.of(new SubscriberId("ada")),
                Optional.of(CODE),
                Optional.empty()),
            ann,
            Optional.empty(),
            Optional.empty());
    RefusalRow counted =
        new RefusalRow(
            new UUID(0, 2),
            NOON,
            new RefusalTopic(
                RefusalKind.ACCESS, Optional.empty(), Optional.empty(), Optional.of("READ")),
            Actor.application("till", "request-2"),
            Optional.of(12),
            Optional.of("192.0.2.1 unknown"));
    RefusalRow plain =
        new RefusalRow(
            new UUID(0, 3),
            NOON,
            RefusalTopic.of(RefusalKind.UNKNOWN_BADGE),
            Actor.system(),
            Optional.empty(),
            Optional.empty());
    try (Connection connection = database.connect()) {
      RefusalRows rows = new RefusalRows(database.onOwnClock(connection));

      rows.append(List.of(single));
      rows.append(List.of(single, counted, plain));

      assertThat(written(connection))
          .containsExactly(
              "LockedAttemptRefused ada {\"code\": \"%s\"} user ann client request-1 2001:db8::1"
                  .formatted(CODE),
              "AccessDenied - {\"count\": \"12\", \"addresses\": \"192.0.2.1 unknown\","
                  + " \"operation\": \"READ\"} application till till request-2 -",
              "UnknownBadgeRefused - - system qrpin - none -");
    }
  }

  private static List<String> written(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet row =
        connection
            .createStatement()
            .executeQuery(
                """
                select concat_ws(' ', event, coalesce(subscriber_id, '-'),
                                 coalesce(details::text, '-'), actor_kind, actor_id,
                                 coalesce(client_id, '-'), request_id,
                                 coalesce(host(source_address), '-'))
                  from credential_event
                 where occurred_at = '2026-03-01T12:00:00.123456Z'
                 order by id
                """)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }
}
