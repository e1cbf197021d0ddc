package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.Operation;
import io.qrpin.access.Permissions;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit trail over HTTP. */
@ExtendWith(Shop.Keeper.class)
class AuditLogIT {

  private static final String LOG = "/auditLogs/qrCodePin";
  private static final String LINES = "application/x-ndjson";

  private final Shop shop;

  AuditLogIT(Shop shop) {
    this.shop = shop;
  }

  private Api.Call at(String path) {
    return shop.api.to(path).bearing(shop.tokens.application("AuditLog.Read.All").signed());
  }

  /** A worker with three rows: PinCreated, PinReset and PinRevoked. */
  private Worker withThreeRows() {
    Worker worker = shop.hire();
    String administrator = shop.tokens.administrator().signed();
    shop.api.to(Api.pinOf(worker.id())).bearing(administrator).patch("{}");
    shop.api.to(Api.pinOf(worker.id())).bearing(administrator).patch("{}");
    shop.api.to(Api.pinOf(worker.id())).bearing(administrator).delete();
    return worker;
  }

  @Test
  void theRowsOfAWorkerAreListedInPagesTheLatestFirst() {
    Worker worker = withThreeRows();
    List<JsonObject> rows = new ArrayList<>();
    String next =
        "/v1.0/auditlogs/QRCODEPIN?userId=" + worker.id().toUpperCase(Locale.ROOT) + "&$top=1";
    while (next != null) {
      Api.Answer answer = at(next).get();
      assertThat(answer.status()).isEqualTo(200);
      rows.addAll(answer.json().getJsonArray("value").getValuesAs(JsonObject.class));
      String link = answer.json().getString("@odata.nextLink", null);
      next = link == null ? null : below(link);
    }

    assertThat(rows)
        .extracting(row -> row.getString("event"))
        .containsExactly("PinRevoked", "PinReset", "PinCreated");
    assertThat(rows).allSatisfy(row -> assertThat(row.getString("userId")).isEqualTo(worker.id()));
    assertThat(rows.get(0).keySet())
        .contains("id", "actorId", "actorKind", "occurredDateTime", "requestId", "sourceAddress");
  }

  @Test
  void everyFilterCounts() {
    Worker worker = withThreeRows();
    String of = LOG + "?userId=" + worker.id();
    List<JsonObject> all = rows(of);
    String actor = all.get(0).getString("actorId");
    String last = all.get(0).getString("occurredDateTime");

    assertThat(rows(of + "&event=PinReset")).hasSize(1);
    assertThat(rows(of + "&EVENT=PinCreated&actorId=" + actor)).hasSize(1);
    assertThat(rows(of + "&actorId=nobody")).isEmpty();
    assertThat(rows(of + "&from=" + last)).hasSize(1);
    assertThat(rows(of + "&to=" + last)).hasSize(2);
    assertThat(rows(of + "&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")).hasSize(3);
    assertThat(rows(of + "&$select=id").get(0).keySet()).containsExactly("id");
  }

  private List<JsonObject> rows(String path) {
    Api.Answer answer = at(path).get();
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json().getJsonArray("value").getValuesAs(JsonObject.class);
  }

  @Test
  void aProgramThatFollowsTheLinksCopiesEachRowOnceInItsCanonicalForm() {
    Worker worker = withThreeRows();
    String path = LOG + "?userId=" + worker.id() + "&$top=2";

    Api.Answer first = at(path).with("Accept", LINES).get();
    List<String> lines = first.body().lines().toList();
    assertThat(first.header("Content-Type")).startsWith(LINES);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("{\"actorId\":").contains("\"event\":\"PinCreated\"");
    assertThat(lines.get(2)).startsWith("{\"@odata.nextLink\":\"");

    List<String> second = follow(lines.get(2));
    assertThat(second).hasSize(2);
    assertThat(second.get(0)).contains("\"event\":\"PinRevoked\"");
    assertThat(second.get(1)).startsWith("{\"@odata.deltaLink\":\"");
    assertThat(follow(second.get(1))).containsExactly(second.get(1));

    shop.api.to(Api.pinOf(worker.id())).bearing(shop.tokens.administrator().signed()).patch("{}");
    assertThat(follow(second.get(1))).hasSize(2).first().asString().contains("PinCreated");
  }

  private List<String> follow(String line) {
    String link = line.substring(line.indexOf(":\"") + 2, line.lastIndexOf('"'));
    return at(below(link)).with("Accept", LINES).get().body().lines().toList();
  }

  private String below(String link) {
    assertThat(link).startsWith(shop.server.root().toString());
    URI uri = URI.create(link);
    return uri.getRawPath().substring("/qrpin".length()) + "?" + uri.getRawQuery();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userId=",
        "userId=%00",
        "userId",
        "userId=a&userId=b",
        "actorId=",
        "event=pinreset",
        "event=",
        "from=yesterday",
        "from=%2B123456789-01-01T00:00:00Z",
        "to=2026-03-01",
        "to=2026-03-01T12:00:00Z&from=2026-03-01T12:00:00Z",
        "$top=0",
        "$top=1001",
        "$skiptoken=x",
        "$skiptoken=1_0199a000-0000-7000-8000-000000000001",
        "$filter=event",
        "user=ada",
        "kind=PinReset"
      })
  void aBadParameterIsNamed(String query) {
    Api.Answer answer = at(LOG + "?" + query).get();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("target")).isEqualTo(query.split("[=&]")[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "0199a000-0000-7000-8000-000000000001",
        "-1_0199a000-0000-7000-8000-000000000001",
        "999999999999999999_0199a000-0000-7000-8000-000000000001"
      })
  void aForeignPlaceInTheLinesIsRefused(String token) {
    Api.Answer answer = at(LOG + "?$skiptoken=" + token).with("Accept", LINES).get();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("target")).isEqualTo("$skiptoken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$top=0", "$top=101", "$skiptoken=0", "$skiptoken=x", "userId=ada"})
  void aBadParameterOfCheckpointsIsNamed(String query) {
    Api.Answer answer = at(LOG + "/checkpoints?" + query).get();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().getString("target")).isEqualTo(query.split("=")[0]);
  }

  @Test
  void checkpointsAreReadInTheirOrderWithTheirListsAsLongAsThereAreAny() {
    String id = "0199a000-0000-7000-8000-000000000001";
    shop.database.update(
        "insert into audit_checkpoint (sequence, made_at, last_xact, last_id, ids, digests,"
            + " statement, signature) values"
            + " (1, '2026-03-01T12:00:00Z', '7', ?::uuid, null, null, 'one', 'a'),"
            + " (2, '2026-03-02T12:00:00Z', '9', ?::uuid, array[?::uuid], sha256('x'), 'two', 'a')",
        id,
        id,
        id);

    JsonObject first = at(LOG + "/checkpoints?$top=1").get().json();
    JsonObject second = at(below(first.getString("@odata.nextLink"))).get().json();
    JsonObject end = at(below(second.getString("@odata.nextLink"))).get().json();

    assertThat(first.getJsonArray("value").getJsonObject(0).toString())
        .isEqualTo(
            "{\"sequence\":1,\"madeDateTime\":\"2026-03-01T12:00:00Z\",\"statement\":\"one\","
                + "\"signature\":\"YQ==\",\"links\":null}");
    assertThat(second.getJsonArray("value").getJsonObject(0).getJsonArray("links").getString(0))
        .isEqualTo(id + " 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
    assertThat(end.getJsonArray("value")).isEmpty();
    assertThat(end.keySet()).containsExactly("value");
  }

  @Test
  void withoutAKeyForCheckpointsTheStartSaysThatNothingIsChained() {
    assertThat(shop.server.everythingLogged())
        .contains("audit rows are not chained")
        .contains("audit-checkpoints");
  }

  @Test
  void thePermissionTableDecidesForBothFormsAndForCheckpoints() {
    String worker = shop.hire().id();
    for (String permission : Permissions.permissions()) {
      assertAnswers(
          shop.tokens.application(permission).signed(),
          Permissions.allows(permission, "app", Operation.READ_AUDIT));
      Permissions.ROLES.forEach(
          (column, roles) ->
              assertAnswers(
                  shop.tokens.user(worker, permission, roles.toArray(String[]::new)).signed(),
                  Permissions.allows(permission, column, Operation.READ_AUDIT)));
    }
  }

  private void assertAnswers(String caller, boolean allowed) {
    int status = allowed ? 200 : 403;
    String one = LOG + "?$top=1";
    assertThat(shop.api.to(one).bearing(caller).get().status()).isEqualTo(status);
    assertThat(shop.api.to(one).bearing(caller).with("Accept", LINES).get().status())
        .isEqualTo(status);
    assertThat(shop.api.to(LOG + "/checkpoints").bearing(caller).get().status()).isEqualTo(status);
  }
}
