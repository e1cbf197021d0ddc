package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A primary and its standby, both named in the servers' configuration. */
@Tag("long")
class FailoverIT {

  private static final String POLICY =
      "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin";

  private static final int ANSWERS_BETWEEN_FAILURES = 200;
  private static final int ANSWERS_WHILE_AWAY = 20;

  private final Tokens tokens = new Tokens();
  private final String administrator = tokens.administrator().signed();
  private final String configurator =
      tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();

  @Test
  void aPrimaryThatOnlyReadsIs503AndItsConnectionsAreReplaced() throws Exception {
    try (Cluster cluster = Cluster.start()) {
      Database database = Database.createIn(cluster);
      try (LibertyServer server = plan(cluster, database).start()) {
        Api api = new Api(server.root());
        database.update("insert into directory_user values ('w1', 'w1@contoso.example')");
        Supplier<Api.Call> pin = () -> api.to(Api.pinOf("w1")).bearing(administrator);
        assertThat(pin.get().patch("{}").status()).isEqualTo(201);
        String before = pin.get().get().body();

        cluster.letPrimaryOnlyRead(true);

        assertUnavailable(pin.get().patch("{}"));
        assertUnavailable(pin.get().delete());
        assertUnavailable(
            api.to(Api.methodOf("w1")).bearing(administrator).put("{\"standardQRCode\":{}}"));
        assertUnavailable(api.to(Api.methodOf("w1")).bearing(administrator).delete());
        assertUnavailable(api.to(POLICY).bearing(configurator).patch("{\"state\":\"enabled\"}"));
        assertThat(server.messages())
            .noneMatch(
                line -> line.contains("cannot execute") && line.contains("at org.postgresql"));

        cluster.letPrimaryOnlyRead(false);

        assertThat(Eventually.until(it -> it.status() == 200, () -> pin.get().get()).body())
            .isEqualTo(before);
        Eventually.until(status -> status == 201, () -> pin.get().patch("{}").status());
      }
    }
  }

  private LibertyServer.Plan plan(Cluster cluster, Database database) {
    return onBoth(
        LibertyServer.named("failover").using(database).believing(tokens).wrappingWithNewKey(),
        cluster);
  }

  /** As the README's part "More than one machine" says. */
  private static LibertyServer.Plan onBoth(LibertyServer.Plan plan, Cluster cluster) {
    return plan.with("qrpin.db.host", cluster.hosts())
        .with("qrpin.db.port", String.valueOf(cluster.standby));
  }

  @Test
  @DisplayName(
      "When PostgreSQL restarts or fails over to a synchronous standby, nothing that was answered"
          + " is lost and no guess is free.")
  void aRestartAndAFailoverUnderLoadLoseNothingThatWasAnsweredAndGiveNoFreeGuess()
      throws Exception {
    try (Cluster cluster = Cluster.start()) {
      cluster.commitOnBoth();
      try (Ward ward =
              new Ward(
                  "failover-load",
                  Database.createIn(cluster),
                  cluster::close,
                  plan -> onBoth(Rush.settings(plan), cluster));
          Rush rush = new Rush(ward, ward::node)) {
        rush.awaitAnswers(ANSWERS_BETWEEN_FAILURES);

        cluster.restartPrimary();
        rush.awaitSignIns();
        rush.awaitAnswers(ANSWERS_BETWEEN_FAILURES);

        cluster.losePrimary();
        rush.awaitAnswers(ANSWERS_WHILE_AWAY);
        cluster.promoteStandby();
        rush.awaitSignIns();
        rush.awaitAnswers(ANSWERS_BETWEEN_FAILURES);

        rush.end();
        assertThat(rush.wasDisturbed()).isTrue();
        rush.assertNothingIsLostAndNothingIsFree();
      }
    }
  }

  private static void assertUnavailable(Api.Answer answer) {
    GraphErrors.assertError(answer, 503, "serviceNotAvailable");
    assertThat(answer.headers("Retry-After")).containsExactly("5");
  }
}
