package io.qrpin.it;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * qrpin is deployed beside another application. The neighbour's answers and log messages stay as
 * they were when it was alone.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class NeighbourIT {

  private static final int REDEPLOYMENTS = 10;

  /**
   * The running copy and the first one. A logger of Liberty refers to the class that first asked
   * for its name, and all copies share the logger.
   */
  private static final int MAX_COPIES = 2;

  /** The constants of an enum live exactly as long as its class loader. */
  private static final Pattern COPY_OF_OUR_CLASSES =
      Pattern.compile("(?m) io\\.qrpin\\.badge\\.ErrorCorrection(?: |$)");

  /** Liberty's buffer of log messages has soft references to classes. This option frees them. */
  private static final String NO_SOFT_REFERENCES = "-XX:SoftRefLRUPolicyMSPerMB=0";

  private static final Pattern COMPLAINT = Pattern.compile("^\\[(WARNING|ERROR|SEVERE|err) *\\].*");

  private final Tokens tokens = new Tokens();
  private final Path war = NeighbourWar.build();
  private EmbeddedPostgres postgres;
  private LibertyServer server;
  private List<String> answersAlone;
  private Set<String> loggedAlone;
  private Set<String> complaintsAlone;
  private Set<String> measuredAlone;
  private List<String> ourAnswers;

  @BeforeAll
  void aNeighbourAndThenQrpin() {
    postgres = Database.startPostgres();
    Database database = Database.withTwoRoles(postgres);
    server =
        LibertyServer.named("neighbourhood")
            .using(database)
            .withTwoRoles()
            .believing(tokens)
            .wrappingWithNewKey()
            .withJvmOption(NO_SOFT_REFERENCES)
            .withoutQrpin()
            .withFeature("mpMetrics-5.1", "mpMetrics-5.0")
            .configured("metrics", "<server><mpMetrics authentication='false'/></server>")
            .configured("neighbour", NeighbourWar.configuration(Database.createIn(postgres)))
            .start();
    server.deploy("neighbour", war);
    answersAlone = neighbourAnswers();
    // The log is read last, because the metrics servlet may log a warning at its first request.
    measuredAlone = measured();
    loggedAlone = neighbourLogged();
    complaintsAlone = complaints();

    server.deployQrpin();
    for (String worker : List.of("w1", "w3")) {
      database.update(
          "insert into directory_user values (?, ?)", worker, worker + "@contoso.example");
    }
    assertThat(setsAPin("w1").status()).isEqualTo(201);
    ourAnswers = ourAnswers();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void theNeighbourUsesItsOwnBeansAndLibraries() {
    assertThat(answersAlone)
        .anyMatch(it -> it.contains("2001-02-03T04:05:06Z 4 example.neighbour"))
        .anyMatch(it -> it.contains("Bouncy Castle 1.8,") && it.contains("JNA 5.17.0"))
        .anyMatch(it -> it.contains("BASIC anna"))
        .anyMatch(it -> it.contains("Basic realm=\"neighbourhood\""))
        .anyMatch(it -> it.contains("the neighbour regrets: IllegalStateException"));
    assertThat(loggedAlone).anyMatch(it -> it.contains("neighbour shows 1 articles"));
  }

  @Test
  void theNeighbourDoesNotNoticeThatQrpinIsDeployed() {
    assertThat(neighbourAnswers()).isEqualTo(answersAlone);
    nothingElseWasLogged();
  }

  @Test
  void theNeighboursMetricsKeepTheirSeries() {
    assertThat(measuredAlone).isNotEmpty();
    assertThat(measured()).isEqualTo(measuredAlone);
  }

  @Test
  void theNeighbourDoesNotNoticeThatQrpinIsReplacedAndItsOldClassesAreUnloaded() {
    try (Watch watch = new Watch(this::neighbourAnswers, answersAlone)) {
      for (int i = 0; i < REDEPLOYMENTS; i++) {
        server.redeploy("qrpin");
        assertThat(setsAPin("w3").status()).isEqualTo(201);
      }
      watch.sawNoOther();
    }
    assertThat(ourAnswers()).isEqualTo(ourAnswers);
    nothingElseWasLogged();
    assertThat(copiesOfOurClasses()).isPositive();
    Eventually.until(copies -> copies <= MAX_COPIES, this::copiesOfOurClasses);
  }

  @Test
  void aNeighbourDeployedAfterQrpinAnswersAsIfItWereAlone() {
    server.undeploy("neighbour");
    assertThat(ourAnswers()).isEqualTo(ourAnswers);

    server.deploy("neighbour", war);

    assertThat(neighbourAnswers()).isEqualTo(answersAlone);
    assertThat(ourAnswers()).isEqualTo(ourAnswers);
    nothingElseWasLogged();
  }

  @Test
  void qrpinDoesNotNoticeThatANeighbourIsReplaced() {
    try (Watch watch = new Watch(this::ourAnswers, ourAnswers)) {
      server.redeploy("neighbour");
      server.redeploy("neighbour");
      watch.sawNoOther();
    }
    assertThat(neighbourAnswers()).isEqualTo(answersAlone);
    nothingElseWasLogged();
  }

  @Test
  void aNeighboursTokenConfigurationDoesNotChangeQrpins() {
    server.await(
        "CWWKG0017I",
        () ->
            server.configure(
                "tokens",
                "<server><mpJwt id='theirs' issuer='https://theirs.example'"
                    + " jwksUri='https://theirs.example/keys'/></server>"));

    assertThat(ourAnswers()).isEqualTo(ourAnswers);

    server.await("CWWKG0017I", () -> server.configure("tokens", "<server/>"));
  }

  private List<String> neighbourAnswers() {
    return NeighbourWar.answers(server);
  }

  /** Statuses and codes, and the details of a PIN that stays unchanged. */
  private List<String> ourAnswers() {
    Answer pin = asAdministrator(Api.pinOf("w1")).get();
    return List.of(
        pin.status() + " " + pin.body(),
        summary(asAdministrator(Api.pinOf("w1")).patch("[]")),
        summary(asAdministrator(Api.pinOf("w2")).get()),
        summary(asAdministrator("/nothing").get()),
        summary(new Api(server.root()).to(Api.pinOf("w1")).get()));
  }

  /** This request hashes, writes to the database and fires events. */
  private Answer setsAPin(String worker) {
    return asAdministrator(Api.pinOf(worker)).patch("{}");
  }

  private static String summary(Answer answer) {
    return answer.status() + " " + answer.header("WWW-Authenticate") + " " + answer.code();
  }

  private Api.Call asAdministrator(String path) {
    return new Api(server.root()).to(path).bearing(tokens.administrator().signed());
  }

  /**
   * The series in the server's metrics about the neighbour, without their values. Rates are left
   * out, because they exist only during requests.
   */
  private Set<String> measured() {
    assertThat(neighbourAnswers()).isEqualTo(answersAlone);
    Answer metrics =
        Eventually.until(
            it -> it.status() == 200, () -> new Api(server.root("metrics")).to("").get());
    return metrics
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.contains("_per_"))
        .filter(line -> line.contains("neighbour"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(toCollection(TreeSet::new));
  }

  private void nothingElseWasLogged() {
    assertThat(neighbourLogged()).isEqualTo(loggedAlone);
    assertThat(complaints()).isEqualTo(complaintsAlone);
  }

  /** The distinct log messages of the neighbour's classes. */
  private Set<String> neighbourLogged() {
    return server.messages().stream()
        .map(line -> line.replaceFirst("^\\[.*?\\] [0-9a-f]+ ", ""))
        .filter(line -> line.startsWith("example.neighbour"))
        .collect(toCollection(TreeSet::new));
  }

  /** The distinct warnings and errors on the console, from any source. */
  private Set<String> complaints() {
    return server
        .console()
        .lines()
        .filter(line -> COMPLAINT.matcher(line).matches())
        .collect(toCollection(TreeSet::new));
  }

  private long copiesOfOurClasses() {
    return COPY_OF_OUR_CLASSES.matcher(server.jcmd("GC.class_histogram")).results().count();
  }

  /** Repeats a question in another thread while the test runs. */
  private static final class Watch implements AutoCloseable {
    private static final int LEAST = 3;
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Set<String> others = new ConcurrentSkipListSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    Watch(Supplier<List<String>> asking, List<String> expected) {
      thread = new Thread(() -> watch(asking, expected), "watch");
      thread.start();
    }

    private void watch(Supplier<List<String>> asking, List<String> expected) {
      while (end.getCount() > 0) {
        try {
          List<String> answers = asking.get();
          asked.incrementAndGet();
          answers.stream().filter(it -> !expected.contains(it)).forEach(others::add);
        } catch (RuntimeException e) {
          others.add(e.toString());
        }
        LockSupport.parkNanos(PERIOD.toNanos());
      }
    }

    void sawNoOther() {
      close();
      assertThat(others).isEmpty();
      assertThat(asked.get()).isGreaterThanOrEqualTo(LEAST);
    }

    @Override
    public void close() {
      end.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
