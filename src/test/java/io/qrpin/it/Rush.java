package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.it.Api.Answer;
import io.qrpin.it.Ward.Badge;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Workers sign in without a pause, some of them guess, and an administrator sets PINs, while a test
 * lets something fail. Every answer is kept, so that afterwards each can be compared with what the
 * database holds. Each worker waits for an answer before the next attempt.
 */
final class Rush implements AutoCloseable {

  private static final int WORKERS = 4;
  private static final int GUESSERS = 3;
  private static final int ATTEMPTS_FOR_EACH_PIN = 8;
  private static final int NEWCOMERS = 5_000;

  /** Wrong PINs before a right one, fewer than the free guesses of {@link #settings}. */
  private static final int GUESSES_IN_A_ROW = 3;

  private final Ward ward;
  private final IntFunction<Ward.Node> nodes;
  private final List<Badge> badges;
  private final String crew = UUID.randomUUID() + "-";
  private final List<String> newcomers;
  private final long hashesBefore;

  /** How many requests each line has begun; the last line sets PINs. */
  private final List<AtomicInteger> begun =
      Stream.generate(AtomicInteger::new).limit(WORKERS + GUESSERS + 1).toList();

  private final Crowd crowd = new Crowd();
  private final List<CompletableFuture<Void>> lines = new ArrayList<>();
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Map<String, String> pinsSet = new ConcurrentHashMap<>();
  private final Queue<Answer> pinsUnknown = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  /** An attempt and its answer. */
  private record Attempt(Badge badge, boolean isRight, Answer answer) {
    int status() {
      return answer.status();
    }

    int expected() {
      return isRight ? 200 : 401;
    }
  }

  /**
   * Begins.
   *
   * @param nodes gives the server for each number of an attempt
   */
  Rush(Ward ward, IntFunction<Ward.Node> nodes) {
    this.ward = ward;
    this.nodes = nodes;
    this.badges = IntStream.range(0, WORKERS + GUESSERS).mapToObj(i -> ward.somebody()).toList();
    this.newcomers = IntStream.range(0, NEWCOMERS).mapToObj(n -> crew + n).toList();
    ward.database.update(
        "insert into directory_user (id, user_principal_name)"
            + " select ? || n, ? || n || '@contoso.example' from generate_series(0, ?) n",
        crew,
        crew,
        NEWCOMERS);
    this.hashesBefore = ward.hashes();
    for (int i = 0; i < badges.size(); i++) {
      int line = i;
      lines.add(crowd.begin(() -> line < WORKERS ? signIn(line) : guess(line)));
    }
    lines.add(crowd.begin(this::setPins));
  }

  /** Settings under which a rush locks nobody out, however many attempts fail. */
  static LibertyServer.Plan settings(LibertyServer.Plan plan) {
    return plan.with("qrpin.throttling.free-guesses", "10")
        .with("qrpin.throttling.limit", "100")
        .with("qrpin.throttling.lifetime-limit", "100000")
        .with("qrpin.throttling.lease", "PT10S")
        .with("qrpin.hashing.queue", "PT30S");
  }

  private Void signIn(int line) {
    Badge badge = badges.get(line);
    for (int n = line; !over; n++) {
      begun.get(line).incrementAndGet();
      keep(badge, true, nodes.apply(n).signIn(badge, badge.pin()));
    }
    return null;
  }

  private Void guess(int line) {
    Badge badge = badges.get(line);
    Iterator<String> guesses = Ward.guesses(0).filter(it -> !it.equals(badge.pin())).iterator();
    for (int n = line; !over; n++) {
      boolean isRight = n % (GUESSES_IN_A_ROW + 1) == 0;
      begun.get(line).incrementAndGet();
      String pin = isRight ? badge.pin() : guesses.next();
      keep(badge, isRight, nodes.apply(n).signIn(badge, pin));
    }
    return null;
  }

  private void keep(Badge badge, boolean isRight, Answer answer) {
    attempts.add(new Attempt(badge, isRight, answer));
  }

  /** Each worker gets one PIN, so that an answer says for good which one is right. */
  private Void setPins() {
    for (int n = 0; !over && n < newcomers.size(); n++) {
      String worker = newcomers.get(n);
      begun.get(WORKERS + GUESSERS).incrementAndGet();
      Answer answer = nodes.apply(n).asAdministrator(Api.pinOf(worker)).patch("{}");
      if (answer.status() == 201) {
        pinsSet.put(worker, answer.json().getString("code"));
      } else {
        pinsUnknown.add(answer);
        awaitSignIns();
      }
      awaitAnswers(ATTEMPTS_FOR_EACH_PIN);
    }
    return null;
  }

  /** Waits for so many more answers to attempts, whatever they are. */
  void awaitAnswers(int many) {
    int until = attempts.size() + many;
    Eventually.until(count -> over || count >= until, attempts::size);
  }

  /** Waits until every request that is under way now has its answer. */
  void awaitNewRequests() {
    List<Integer> before = begun.stream().map(AtomicInteger::get).toList();
    for (int i = 0; i < before.size(); i++) {
      AtomicInteger line = begun.get(i);
      int under = before.get(i);
      Eventually.until(count -> count > under, line::get);
    }
  }

  /** Waits until every worker was signed in once more. */
  void awaitSignIns() {
    for (Badge badge : badges.subList(0, WORKERS)) {
      long before = count(badge, 200);
      Eventually.until(count -> over || count > before, () -> count(badge, 200));
    }
  }

  /** Whether somebody got another answer than the one that the PIN deserves. */
  boolean wasDisturbed() {
    return !pinsUnknown.isEmpty() || attempts.stream().anyMatch(it -> it.status() != it.expected());
  }

  /** Ends the rush, and waits for the answers that are under way. */
  void end() {
    over = true;
    Crowd.answers(lines);
  }

  /**
   * After the end: the callers got 200, 401, 503 with {@code Retry-After}, or 429 because what was
   * charged and never settled counts; what was answered is in the database; each PIN that was
   * compared was charged, and none twice.
   */
  void assertNothingIsLostAndNothingIsFree() {
    for (Attempt attempt : attempts) {
      assertThat(attempt.status()).as("%s", attempt.answer()).isIn(attempt.expected(), 503, 429);
    }
    assertThat(Stream.concat(attempts.stream().map(Attempt::answer), pinsUnknown.stream()))
        .filteredOn(it -> it.status() >= 500)
        .allSatisfy(Rush::assertUnavailable);
    assertThat(pinsSet).isNotEmpty();
    pinsSet.forEach(
        (worker, pin) ->
            assertThat(ward.verifier.isPinOf(worker, pin)).as("an answered PIN").isTrue());
    long hashed = ward.hashes() - hashesBefore - pinsSet.size() - pinsUnknown.size();
    long charged = badges.stream().mapToLong(this::chargedOnceForEach).sum();
    assertThat(charged).as("charged for %d hashes", hashed).isGreaterThanOrEqualTo(hashed);
  }

  static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
    assertThat(answer.code()).isIn("serviceNotAvailable", "serviceOverloaded");
    assertThat(answer.header("Retry-After")).isNotNull();
  }

  /** Returns how many attempts of a badge were compared, as the database has them. */
  private long chargedOnceForEach(Badge badge) {
    ward.database.await(
        "select open_charges = 0 or lease_until < clock_timestamp() from attempt_ledger"
            + " where subscriber_id = ?",
        badge.worker().id());
    long signedIn = ward.events(badge.worker()).stream().filter("SignedIn"::equals).count();
    // A right PIN counts what was charged and never settled.
    Eventually.until(
        status -> status == 200, () -> nodes.apply(0).signIn(badge, badge.pin()).status());
    long failures = Long.parseLong(ward.ledger("total_failures", badge.worker()));
    long unknown = count(badge, 503);
    assertThat(failures).isBetween(count(badge, 401), count(badge, 401) + unknown);
    assertThat(signedIn).isBetween(count(badge, 200), count(badge, 200) + unknown);
    return failures + signedIn;
  }

  private long count(Badge badge, int status) {
    return attempts.stream().filter(it -> it.badge() == badge && it.status() == status).count();
  }

  @Override
  public void close() {
    over = true;
    crowd.close();
  }
}
