package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The clock of one server is set back one hour while it runs. The database's clock stays. */
@Tag("operations")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int FREE_GUESSES = 5;

  private Ward ward;

  @BeforeAll
  void open() {
    Path library = Installed.library("libfaketimeMT.so.1", "faketime");
    ward =
        new Ward(
            "clock",
            Database.startPostgres(),
            plan -> {
              set(plan, "+0");
              return plan.with("LD_PRELOAD", library.toString())
                  .with("FAKETIME_TIMESTAMP_FILE", clockOf(plan).toString())
                  .with("FAKETIME_CACHE_DURATION", "1")
                  .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                  .with("qrpin.throttling.waits", "PT1H")
                  .with("qrpin.throttling.longest-wait", "PT1H");
            });
  }

  @AfterAll
  void close() throws IOException {
    if (ward != null) {
      ward.close();
    }
  }

  private static Path clockOf(LibertyServer.Plan plan) {
    return Path.of(plan.value("test.hash.count") + ".clock");
  }

  private static void set(LibertyServer.Plan plan, String offset) {
    try {
      Files.writeString(clockOf(plan), offset + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("A server whose clock is set back one hour judges badges, PINs and locks as before.")
  void aClockThatIsSetBackChangesNoBadgeNoPinAndNoLock() {
    Badge badge = ward.somebody();
    Badge locked = ward.somebody();
    List<String> guesses = Ward.guesses(0).limit(FREE_GUESSES).toList();
    guesses.forEach(it -> assertThat(ward.first.signIn(locked, it).status()).isEqualTo(401));
    int waitBefore = retryAfter(ward.first.signIn(locked, locked.pin()));

    set(ward.first.plan, "-1h");

    Eventually.until(
        time -> time.isBefore(Instant.now().minus(HOUR).plusSeconds(60)), this::serverTime);
    Answer signedIn = ward.first.signIn(badge, badge.pin());
    assertThat(signedIn.status()).as("%s", signedIn).isEqualTo(200);
    assertThat(Instant.parse(signedIn.json().getString("authenticatedDateTime")))
        .isAfter(Instant.now().minusSeconds(60));
    assertThat(retryAfter(ward.first.signIn(locked, locked.pin())))
        .isBetween(waitBefore - 600, waitBefore);
    assertThat(ward.first.signIn(badge, badge.wrongPin()).status()).isEqualTo(401);
    assertThat(ward.first.signIn(Badge.forged(), badge.pin()).status()).isEqualTo(401);
    Badge issued = ward.first.settle(ward.hire());
    for (Ward.Node node : List.of(ward.first, ward.second)) {
      assertThat(node.signIn(issued, issued.pin()).status()).isEqualTo(200);
    }
    ward.configure("{\"pinLength\":9}");
    ward.configure("{\"pinLength\":8}");
    assertThat(
            ward.database.value(
                "select count(*) from credential_event where "
                    + Database.AT_ONCE
                    + " and occurred_at < now() - interval '10 minutes'"))
        .as("changes and attempts that are recorded in the past")
        .isEqualTo("0");
  }

  /** When the first server believes to answer. */
  private Instant serverTime() {
    Answer refused = ward.first.api.to(Ward.SIGN_IN).get();
    return Instant.parse(refused.error().getJsonObject("innerError").getString("date"));
  }

  private static int retryAfter(Answer answer) {
    assertThat(answer.status()).isEqualTo(429);
    return Integer.parseInt(answer.header("Retry-After"));
  }
}
