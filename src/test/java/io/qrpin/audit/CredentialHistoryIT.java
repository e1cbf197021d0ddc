package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.audit.CredentialHistory.RecordedEvent;
import io.qrpin.subscriber.SubscriberId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class CredentialHistoryIT {

  private static final String ADA = "0a1b2c3d-ef00-4000-8000-00000000000f";

  private LedgerDatabase database;
  private CredentialHistory history;

  @BeforeAll
  void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
    history = new CredentialHistory(database.onRealClock());
    record(1, "PinCreated", ADA, null, null);
    record(2, "PinReset", ADA, null, "forgotten");
    record(3, "SignInRefused", ADA, "{\"reason\":\"wrongPin\",\"failures\":\"1\"}", null);
    record(4, "PinReset", "somebody-else", null, null);
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  private void record(int minute, String event, String subscriber, String details, String reason) {
    database.update(
        "insert into credential_event (id, occurred_at, event, subscriber_id, details, actor_kind,"
            + " actor_id, client_id, request_id, reason) values (gen_random_uuid(),"
            + " timestamptz '2026-03-01T08:00:00Z' + make_interval(mins => ?), ?, ?, ?::jsonb, 'user', 'ann', 'desk',"
            + " 'request-1', ?)",
        minute,
        event,
        subscriber,
        details,
        reason);
  }

  @Test
  void theLatestEventsOfASubscriberComeFirst() {
    assertThat(history.latest(new SubscriberId(ADA), 20))
        .extracting(RecordedEvent::name)
        .containsExactly("SignInRefused", "PinReset", "PinCreated");
    assertThat(history.latest(new SubscriberId(ADA), 2))
        .extracting(RecordedEvent::name)
        .containsExactly("SignInRefused", "PinReset");
    assertThat(history.latest(new SubscriberId("nobody"), 20)).isEmpty();
  }

  @Test
  void anIdThatLooksLikeAGuidIsFoundInAnyCase() {
    assertThat(history.latest(new SubscriberId(ADA.toUpperCase(java.util.Locale.ROOT)), 20))
        .hasSize(3);
  }

  @Test
  void anEventIsReadAsItWasRecorded() {
    List<RecordedEvent> events = history.latest(new SubscriberId(ADA), 2);

    assertThat(events.get(0).details()).isEqualTo(Map.of("reason", "wrongPin", "failures", "1"));
    assertThat(events.get(0).at()).isEqualTo(Instant.parse("2026-03-01T08:03:00Z"));
    assertThat(events.get(0).reason()).isEmpty();
    RecordedEvent reset = events.get(1);
    assertThat(reset.reason()).contains("forgotten");
    assertThat(reset.details()).isEmpty();
    assertThat(reset.actorKind()).isEqualTo(Actor.Kind.USER);
    assertThat(reset.actorId()).isEqualTo("ann");
    assertThat(reset.clientId()).isEqualTo(Optional.of("desk"));
  }
}
