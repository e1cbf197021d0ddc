package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.LibertyServer.Plan;
import io.qrpin.it.LibertyServer.Platform;
import io.qrpin.it.Ward.Badge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Two servers on one database: the first one with health checks and OpenTelemetry, as {@code
 * qrpin-telemetry.xml} gives them, and the second one, with Jakarta EE 10, with MicroProfile
 * Metrics and without qrpin's readiness. All servers of other tests have none of the features.
 */
@Tag("operations")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryIT {

  private static final String INCLUDE =
      "<server><include location='${server.config.dir}/qrpin-telemetry.xml'/></server>";

  private static final String OPEN_METRICS = "<server><mpMetrics authentication='false'/></server>";

  private static final List<String> STEPS =
      List.of("qrpin.proof", "qrpin.charge", "qrpin.hash", "qrpin.settle");

  private static final List<String> METRICS =
      List.of(
          "qrpin.attempts",
          "qrpin.locks",
          "qrpin.unlocks",
          "qrpin.hash.duration",
          "qrpin.permit.wait",
          "qrpin.turned.away",
          "qrpin.denied",
          "qrpin.resets",
          "qrpin.enrolments",
          "qrpin.decoys",
          "qrpin.expiring",
          "qrpin.hashes",
          "signedIn",
          "wrongPin",
          "unknownBadge");

  private final Collector collector = new Collector();
  private Path data;
  private EmbeddedPostgres postgres;
  private Ward ward;

  @BeforeAll
  void open(@TempDir Path folder) {
    data = folder;
    postgres = Database.startPostgres(LibertyServer.freePort(), data);
    Deque<UnaryOperator<Plan>> differing = new ArrayDeque<>(List.of(this::traced, this::scraped));
    ward = new Ward("telemetry", postgres, plan -> differing.pop().apply(plan));
  }

  private Plan traced(Plan plan) {
    return plan.configured("telemetry", INCLUDE)
        .besides("neighbour", neighbour())
        .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.root().toString())
        .with("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        .with("OTEL_LOGS_EXPORTER", "none")
        .with("OTEL_METRIC_EXPORT_INTERVAL", "500")
        .with("OTEL_BSP_SCHEDULE_DELAY", "500");
  }

  private Plan scraped(Plan plan) {
    return plan.on(Platform.EE10)
        .withFeature("mpHealth-4.0", "mpHealth-4.0")
        .withFeature("mpMetrics-5.1", "mpMetrics-5.1")
        .configured("metrics", OPEN_METRICS)
        .with("qrpin.health.readiness", "false");
  }

  @AfterAll
  void close() throws IOException {
    ward.close();
    postgres.close();
    collector.close();
  }

  private Answer health(Ward.Node node, String phase) {
    return new Api(URI.create("http://localhost:" + node.server.port()))
        .to("/health/" + phase)
        .get();
  }

  @Test
  void aServerThatServesHasStartedAndIsReadyAndSaysNoMoreThanThat() {
    assertThat(checks(health(ward.first, "started")))
        .contains("qrpin.schema UP", "qrpin.keys UP", "qrpin.hashing UP");
    assertThat(checks(health(ward.first, "ready")))
        .contains("qrpin.database UP", "qrpin.permits UP", "qrpin.serving UP");
  }

  /** Names and states; a check that shows data fails. */
  private static List<String> checks(Answer answer) {
    JsonObject health = answer.json();
    return health.getJsonArray("checks").stream()
        .map(JsonValue::asJsonObject)
        .map(
            check -> {
              assertThat(check.getOrDefault("data", JsonValue.EMPTY_JSON_OBJECT).asJsonObject())
                  .isEmpty();
              return check.getString("name") + " " + check.getString("status");
            })
        .toList();
  }

  @Test
  void aSettingKeepsReadinessOutOfASharedServers() {
    assertThat(checks(health(ward.second, "started"))).contains("qrpin.hashing UP");
    assertThat(health(ward.second, "ready").body()).doesNotContain("qrpin.");
  }

  @Test
  void spansAndMetricsOfASignInArriveAndNameNobody() {
    Badge badge = ward.first.settle(ward.hire());
    assertThat(ward.first.signIn(badge, badge.pin()).status()).isEqualTo(200);
    assertThat(ward.first.signIn(badge, badge.wrongPin()).status()).isEqualTo(401);
    assertThat(ward.first.signIn(Badge.forged(), badge.pin()).status()).isEqualTo(401);

    String traces =
        Eventually.until(
            seen -> STEPS.stream().allMatch(seen::contains), () -> collector.traces("qrpin"));
    String metrics =
        Eventually.until(
            seen -> METRICS.stream().allMatch(seen::contains), () -> collector.metrics("qrpin"));

    assertThat(List.of(traces, metrics))
        .allSatisfy(
            all ->
                assertThat(all)
                    .doesNotContain(badge.worker().id(), badge.worker().name())
                    .doesNotContain(badge.pin(), badge.text(), badge.codeId()));
  }

  @Test
  void aServerWithMicroProfileMetricsShowsASeriesForEveryQueryOfDashboardAndRules() {
    Badge badge = ward.first.settle(ward.hire());
    assertThat(ward.second.signIn(badge, badge.pin()).status()).isEqualTo(200);
    List<Series> shown =
        Eventually.until(
            all -> isKnown("qrpin_expiring", all) && isKnown("qrpin_hashes", all),
            () -> Series.in(scrape()));

    List<String> queries = Stream.concat(dashboard(), rules()).toList();
    assertThat(queries).hasSizeGreaterThan(20);
    assertThat(queries).allSatisfy(query -> assertThat(Series.missingFor(query, shown)).isEmpty());
    assertThat(shown)
        .filteredOn(it -> it.name().equals("qrpin_attempts_total"))
        .anyMatch(it -> "signedIn".equals(it.labels().get("outcome")) && it.value() == 1);
    assertThat(shown)
        .filteredOn(it -> it.name().equals("qrpin_hash_duration_seconds_bucket"))
        .extracting(it -> it.labels().get("le"))
        .contains("0.005", "0.05", "2.5", "+Inf");
  }

  private static boolean isKnown(String gauge, List<Series> all) {
    return all.stream().anyMatch(it -> it.name().equals(gauge) && it.value() >= 0);
  }

  @Test
  void aQueryWithoutASeriesIsMissed() {
    List<Series> shown = Series.in("qrpin_locks_total{until=\"time\",} 0.0\n");

    assertThat(Series.missingFor("sum(qrpin_locks_total{until=\"time\"})", shown)).isEmpty();
    assertThat(Series.missingFor("sum(qrpin_locks_total{until=\"never\"})", shown)).hasSize(1);
    assertThat(Series.missingFor("sum by (cause) (qrpin_locks_total)", shown)).hasSize(1);
    assertThat(Series.missingFor("qrpin_lock_total", shown)).hasSize(1);
  }

  private String scrape() {
    return new Api(URI.create("http://localhost:" + ward.second.server.port()))
        .to("/metrics?scope=application")
        .get()
        .body();
  }

  private static Stream<String> dashboard() {
    return new JsonMapper()
            .readTree(Path.of("liberty/operations/grafana-dashboard.json").toFile())
            .findValues("expr")
            .stream()
            .map(JsonNode::asString);
  }

  private static Stream<String> rules() {
    return new YAMLMapper()
            .readTree(Path.of("liberty/operations/prometheus-rules.yml").toFile())
            .findValues("expr")
            .stream()
            .map(JsonNode::asString);
  }

  @Test
  void eachRuleHasAReasonAndSaysWhatToDo() {
    JsonNode rules =
        new YAMLMapper()
            .readTree(Path.of("liberty/operations/prometheus-rules.yml").toFile())
            .path("groups")
            .path(0)
            .path("rules");
    assertThat(rules).isNotEmpty();
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(rule.path("annotations").path("reason").asString()).endsWith(".");
              assertThat(rule.path("annotations").path("action").asString()).endsWith(".");
            });
  }

  @Test
  void whileTheDatabaseIsAwayTheServerIsNotReadyAndItIsAgainWithoutARestart() throws IOException {
    assertThat(health(ward.first, "ready").status()).isEqualTo(200);
    assertThat(health(ward.first, "started").status()).isEqualTo(200);

    postgres.close();
    Answer away = Eventually.until(it -> it.status() == 503, () -> health(ward.first, "ready"));
    assertThat(checks(away)).contains("qrpin.database DOWN", "qrpin.permits UP");
    assertThat(checks(health(ward.first, "started"))).contains("qrpin.schema UP");
    assertThat(health(ward.second, "ready").status()).isEqualTo(200);

    postgres = Database.startPostgres(postgres.getPort(), data);
    Eventually.until(it -> it.status() == 200, () -> health(ward.first, "ready"));
  }

  @Test
  void aNeighbourKeepsATelemetryOfItsOwn() {
    URI neighbour = ward.first.server.root("neighbour");
    String address = "/hello/" + UUID.randomUUID();
    assertThat(new Api(neighbour).to(address).get().status()).isEqualTo(200);

    String traces =
        Eventually.until(seen -> seen.contains(address), () -> collector.traces("neighbour"));

    assertThat(traces).doesNotContain("qrpin.");
    assertThat(collector.traces("qrpin")).doesNotContain(address);
    assertThat(collector.metrics("neighbour")).doesNotContain("qrpin.attempts");
  }

  private static Path neighbour() {
    Path war = Path.of("target/it/telemetry-neighbour.war").toAbsolutePath();
    String configuration = "otel.sdk.disabled=false\notel.service.name=neighbour\n";
    ShrinkWrap.create(WebArchive.class)
        .addClass(Hello.class)
        .addAsWebInfResource(
            new StringAsset(configuration), "classes/META-INF/microprofile-config.properties")
        .as(ZipExporter.class)
        .exportTo(war.toFile(), true);
    return war;
  }

  /** The whole neighbour. */
  @WebServlet("/hello/*")
  public static final class Hello extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_OK);
    }
  }
}
