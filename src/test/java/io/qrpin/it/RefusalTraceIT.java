package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals that change nothing leave a trace, and rows say from where requests came. */
@Tag("long")
@ExtendWith(Ward.Keeper.class)
class RefusalTraceIT {

  private static final String SOMEWHERE = "203.0.113.7";

  private final Ward ward;

  RefusalTraceIT(Ward ward) {
    this.ward = ward;
  }

  private List<String> trace(Badge badge) {
    return ward.database.column(
        "select concat_ws(' ', event, details::text, actor_kind, host(source_address))"
            + " from credential_event where subscriber_id = ? and (event like '%Badge%' or event"
            + " like 'LockedAttempt%') order by id",
        badge.worker().id());
  }

  private static String row(String event, Badge badge) {
    return "%s {\"code\": \"%s\"} application 127.0.0.1".formatted(event, badge.codeId());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "ExpiredBadgeRefused, expires_at = now()",
    "EarlyBadgeRefused, starts_at = now() + interval '1 hour'"
  })
  @DisplayName(
      "A genuine badge that is too early, too late, or whose worker is locked leaves an audit row.")
  void aGenuineBadgeThatIsNotValidNowIsRecorded(String event, String change) {
    Badge badge = ward.somebody();
    ward.database.execute(
        "update qr_code set %s where id = '%s'".formatted(change, badge.codeId()));

    Answer refused = ward.first.signIn(badge, badge.pin());

    assertThat(refused.code()).isEqualTo("invalidCredentials");
    assertThat(Eventually.until(rows -> !rows.isEmpty(), () -> trace(badge)))
        .containsExactly(row(event, badge));
  }

  @Test
  void refusalsWhileLockedAreRecordedOneByOneUpToFive() {
    Badge badge = ward.somebody();
    ward.database.update(
        "update attempt_ledger set failures = 8, unlock_owed = true where subscriber_id = ?",
        badge.worker().id());

    for (int i = 0; i < 20; i++) {
      assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(429);
    }

    assertThat(Eventually.until(rows -> rows.size() >= 5, () -> trace(badge)))
        .startsWith(
            Collections.nCopies(5, row("LockedAttemptRefused", badge)).toArray(String[]::new))
        .hasSizeLessThanOrEqualTo(10);
  }

  /** A server of its own that trusts one proxy, which is the test; it is stopped at the end. */
  @Test
  @DisplayName(
      "What strangers and callers without permission try is counted in one audit row a minute and kind.")
  void theRestIsCountedAndWrittenAtTheLatestWhenTheServerStops() {
    Badge badge = ward.somebody();
    String denied = ward.tokens.application("Some.Other").signed();
    String ours = ward.tokens.application("QrCodePin.SignIn").signed();
    LibertyServer server =
        LibertyServer.named("refusals")
            .using(ward.database)
            .believing(ward.tokens)
            .with("qrpin.wrap-keys.file", ward.first.plan.value("qrpin.wrap-keys.file"))
            .with("qrpin.wrap-keys.password", ward.wrapKeyPassword())
            .with("qrpin.wrap-keys.active", ward.first.plan.value("qrpin.wrap-keys.active"))
            .with("qrpin.http.trusted-proxies", "127.0.0.0/8")
            .start();
    String since = ward.database.value("select clock_timestamp()::text");
    try {
      Api api = new Api(server.root());
      for (int i = 0; i < 12; i++) {
        api.to(Ward.SIGN_IN)
            .bearing(ours)
            .with("X-Forwarded-For", "198.51.100.1, " + SOMEWHERE)
            .post(Ward.json("qrCode", "4006381333931", "pin", badge.pin()));
        api.to(Ward.SIGN_IN)
            .bearing(ours)
            .with("X-Forwarded-For", SOMEWHERE + ", <junk>")
            .post(
                Ward.json(
                    "qrCode", badge.firstForm("" + UUID.randomUUID()),
                    "pin", badge.pin()));
        assertThat(api.to(Api.methodOf(badge.worker().id())).bearing(denied).get().code())
            .isEqualTo("accessDenied");
        assertThat(api.to("/me/authentication/methods").bearing(denied).get().code())
            .isEqualTo("accessDenied");
      }
      Answer signedIn =
          api.to(Ward.SIGN_IN)
              .bearing(ours)
              .with("X-Forwarded-For", SOMEWHERE)
              .post(Ward.json("qrCode", badge.text(), "pin", badge.pin()));
      assertThat(signedIn.status()).isEqualTo(200);
    } finally {
      server.close();
    }

    List<String> rows =
        ward.database.column(
            "select concat_ws(' ', event, coalesce(details ->> 'operation', '-'),"
                + " sum((details ->> 'count')::int), count(*) <= 2, host(source_address))"
                + " from credential_event"
                + " where occurred_at >= ?::timestamptz and subscriber_id is null"
                + " group by event, details ->> 'operation', source_address order by 1",
            since);
    assertThat(rows)
        .containsExactly(
            "AccessDenied - 12 t 127.0.0.1",
            "AccessDenied READ 12 t 127.0.0.1",
            "UnknownBadgeRefused - 12 t 127.0.0.1",
            "UnreadableBadgeRefused - 12 t " + SOMEWHERE);
    assertThat(
            ward.database.column(
                "select host(source_address) from credential_event"
                    + " where subscriber_id = ? and event = 'SignedIn'",
                badge.worker().id()))
        .containsExactly(SOMEWHERE);
  }

  @Test
  @DisplayName("A forwarded address is believed only if a trusted proxy names it.")
  void headersFromAnybodyElseAreIgnored() {
    Badge badge = ward.somebody();

    Answer signedIn =
        ward.first
            .api
            .to(Ward.SIGN_IN)
            .bearing(ward.tokens.application("QrCodePin.SignIn").signed())
            .with("X-Forwarded-For", SOMEWHERE)
            .with("Forwarded", "for=" + SOMEWHERE)
            .with("X-Real-IP", SOMEWHERE)
            .with("$WSRA", SOMEWHERE)
            .with("$WSRH", SOMEWHERE)
            .post(Ward.json("qrCode", badge.text(), "pin", badge.pin()));
    Answer expiring =
        ward.first
            .asAdministrator("/qrCodePin/expiring?days=395&$top=1")
            .with("$WSSN", "evil.example")
            .with("$WSSP", "666")
            .with("$WSSC", "https")
            .with("X-Forwarded-Host", "evil.example")
            .with("X-Forwarded-Proto", "https")
            .get();

    assertThat(signedIn.status()).isEqualTo(200);
    assertThat(
            ward.database.column(
                "select host(source_address) from credential_event"
                    + " where subscriber_id = ? and event = 'SignedIn'",
                badge.worker().id()))
        .containsExactly("127.0.0.1");
    assertThat(expiring.status()).isEqualTo(200);
    assertThat(expiring.body())
        .contains("http://localhost:" + ward.first.server.port())
        .doesNotContain("evil", "666", "https://");
  }
}
