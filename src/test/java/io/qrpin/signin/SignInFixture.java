package io.qrpin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.MovingClock;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.ChargeOutcome;
import io.qrpin.attempts.Lock;
import io.qrpin.attempts.RecordedLedger;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.RecordedRefusals;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.configuration.GivenConfiguration;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.GivenRows;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.credential.ShownBadge;
import io.qrpin.credential.StoredPin;
import io.qrpin.credential.StoredPins;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Admission;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHasher;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A valid attempt: Kim shows a badge, types the right PIN, and is signed in. A test changes one
 * thing, tries, and reads in {@link #happened} the steps that were taken, in order.
 *
 * <p>All objects are real. Only their ports are not: the model of the ledger, the rows of one
 * worker, the directory, the configuration, the clock and the chance. Hashes are cheap.
 */
final class SignInFixture {

  static final String PIN = "83591642";
  static final String NEW_PIN = "27461953";
  static final String SHORT_PIN = "2746195";
  static final String WRONG_PIN = "70318264";
  static final String TOKEN = "Qx4".repeat(9);
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final UUID METHOD = UUID.fromString("0199a000-0000-7000-8000-00000000000a");
  static final UUID CODE = UUID.fromString("0199a000-0000-7000-8000-00000000000b");
  static final Actor TILL = Actor.application("till", "request-1");
  static final SubscriberId KIM = new SubscriberId("kim-id");

  private static final int MAY_WAIT = 3;
  private static final int MAY_BE_UNDER_WAY = 1 + 2 * MAY_WAIT;
  private static final Duration DATABASE_AHEAD = Duration.ofSeconds(3);

  static final Instant SETTLED = NOON.plus(DATABASE_AHEAD);

  static final PinDetails CHANGED =
      new PinDetails(new UUID(1, 2), false, NOON, NOON, Optional.empty());

  private static final int GENERATION = 3;
  private static final PinBinding HERE = new PinBinding(KIM.value(), "pin-1", GENERATION);
  private static final PinHasher HASHER = PinFixtures.hasher(64, digits -> {});
  private static final PinHasher FORMER_HASHER = PinFixtures.hasher(72, digits -> {});
  private static final Set<String> READS = Set.of("read by badge", "read by owner", "read history");
  private static final ThrottlingPolicy STANDARD = ThrottlingPolicy.STANDARD;

  /** The steps, in order. */
  final List<String> happened = new ArrayList<>();

  /** The length of each pause. */
  final List<Duration> pauses = new ArrayList<>();

  final Subscriber kim = Subscriber.named(KIM, "kim@example.test");

  private final MovingClock clock = new MovingClock(NOON);
  private final RecordedRefusals recorded = new RecordedRefusals(clock);
  private final PinHasher hasher = PinFixtures.hasher(64, this::hashes);
  private final RecordedLedger ledger =
      new RecordedLedger(STANDARD, Clock.offset(clock, DATABASE_AHEAD), TILL, this::happens);
  private final GivenConfiguration configuration =
      new GivenConfiguration(configured(true, List.of()));
  private final Queue<StoredPin> readFirst = new ArrayDeque<>();
  private final List<StoredPin> history = new ArrayList<>();
  private final Map<String, Runnable> during = new HashMap<>();

  /** One hashes, another has a turn, two wait. */
  private HashingPermits permits = new HashingPermits(1, 1, 1, MAY_WAIT, HashingPermits.MIN_QUEUE);

  private Optional<BadgeText> badge = BadgeText.parse("qrpin:v1|kim|" + CODE + "|" + TOKEN);
  private Optional<Pin> typed = Pin.of(PIN);
  private Optional<Pin> replacement = Pin.of(NEW_PIN);
  private boolean genuine = true;
  private Optional<ShownBadge> notValidNow = Optional.empty();
  private Optional<Subscriber> inDirectory = Optional.of(kim);
  private Optional<StoredPin> stored = storedBy(HASHER, false, Optional.empty());
  private Optional<Lock> lock = Optional.empty();
  private QrCodeKind kind = QrCodeKind.STANDARD;
  private Duration patience = STANDARD.patience();
  private ParallelAttempts parallel = new ParallelAttempts(1);
  private RefusalFloor floor = new RefusalFloor(Duration.ZERO);
  private UnaryOperator<Integer> chance = bound -> 0;

  private SignInFixture() {
    for (int generation = 0; generation < GENERATION; generation++) {
      ledger.setPin(KIM);
    }
  }

  static SignInFixture aSignIn() {
    return new SignInFixture();
  }

  /** Changes one thing of the attempt. */
  private SignInFixture where(Runnable change) {
    change.run();
    return this;
  }

  // The claimant shows and types these.

  SignInFixture withoutBadge() {
    return where(() -> badge = Optional.empty());
  }

  SignInFixture withABadgeThatIsNotGenuine() {
    return where(() -> genuine = false);
  }

  SignInFixture withABadgeThatHasExpired() {
    return where(() -> notValidNow = Optional.of(new ShownBadge.NotValidNow(KIM, CODE, true)));
  }

  SignInFixture withABadgeThatIsNotValidYet() {
    return where(() -> notValidNow = Optional.of(new ShownBadge.NotValidNow(KIM, CODE, false)));
  }

  SignInFixture withATemporaryCode() {
    return where(() -> kind = QrCodeKind.TEMPORARY);
  }

  SignInFixture typing(String pin) {
    return where(() -> typed = Pin.typed(pin));
  }

  SignInFixture typingAnErasedPin() {
    return where(() -> typed.orElseThrow().erase());
  }

  SignInFixture choosing(String pin) {
    return where(() -> replacement = Pin.of(pin));
  }

  // Permits.

  SignInFixture whereNobodyMayWait() {
    return where(() -> permits = new HashingPermits(1, 1, 1, 1, HashingPermits.MIN_QUEUE));
  }

  /** Others have all turns. */
  <R> R whileAllTurnsAreTaken(Supplier<R> work) {
    HashingPermits.Turn one = permits.takeTurn();
    try (one) {
      HashingPermits.Turn other = permits.takeTurn();
      try (other) {
        return work.get();
      }
    }
  }

  /** Others have all turns until so much time has passed on the clock. */
  <R> R afterTheQueue(Duration length, Supplier<R> work) throws InterruptedException {
    permits = new HashingPermits(1, 1, 1, MAY_WAIT, HashingPermits.MAX_QUEUE);
    Thread queued = Thread.currentThread();
    CountDownLatch taken = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    Thread others =
        new Thread(
            () ->
                whileAllTurnsAreTaken(
                    () -> {
                      taken.countDown();
                      while (!over.get() && queued.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                      }
                      clock.set(now().plus(length));
                      return true;
                    }));
    others.start();
    taken.await();
    try {
      return work.get();
    } finally {
      over.set(true);
      others.join();
    }
  }

  /** Another attempt has the decoys' permit. */
  <R> R whileTheDecoysPermitIsTaken(Supplier<R> work) {
    HashingPermits.Permit permit = permits.decoyPermit().orElseThrow();
    try (permit) {
      return work.get();
    }
  }

  /** As many attempts are under way as may. */
  <R> R whileAttemptsAreUnderWay(Supplier<R> work) {
    return whileAttemptsAreUnderWay(MAY_BE_UNDER_WAY, work);
  }

  <R> R whileAllButOneAttemptsAreUnderWay(Supplier<R> work) {
    return whileAttemptsAreUnderWay(MAY_BE_UNDER_WAY - 1, work);
  }

  private <R> R whileAttemptsAreUnderWay(int many, Supplier<R> work) {
    List<Admission> admissions = new ArrayList<>();
    try {
      while (admissions.size() < many) {
        admissions.add(permits.admit());
        admissions.get(admissions.size() - 1).identified();
      }
      return work.get();
    } finally {
      admissions.forEach(Admission::close);
    }
  }

  /** Others take the worker's permit at a step and keep it. */
  SignInFixture whereOthersTakeThePermitAt(String step) {
    return during(step, () -> permits.takePermit());
  }

  boolean workersPermitIsFree() {
    return isFree(() -> permits.takePermit().close());
  }

  boolean turnsAreFree() {
    return isFree(() -> whileAllTurnsAreTaken(() -> true));
  }

  boolean decoysPermitIsFree() {
    return permits.decoyPermit().map(SignInFixture::closed).orElse(false);
  }

  private static boolean closed(HashingPermits.Permit permit) {
    permit.close();
    return true;
  }

  private static boolean isFree(Runnable asking) {
    try {
      asking.run();
      return true;
    } catch (Overloaded e) {
      return false;
    }
  }

  // Attempts at once, and the time of refusals.

  SignInFixture whereBadgesMayBeTried(int atOnce) {
    return where(() -> parallel = new ParallelAttempts(atOnce));
  }

  SignInFixture whereRefusalsTake(Duration least) {
    return where(() -> floor = new RefusalFloor(least));
  }

  /** An attempt, or a step of it, takes so long. */
  SignInFixture whereItTakes(Duration length, String step) {
    return during(step, () -> clock.set(now().plus(length)));
  }

  SignInFixture afterWrongPinsThatTookNoTime(int many) {
    return where(() -> Collections.nCopies(many, Duration.ZERO).forEach(floor::took));
  }

  Duration floor() {
    return floor.length();
  }

  int badgesUnderWay() {
    return parallel.size();
  }

  boolean thereIsRoom() {
    return permits.hasRoom();
  }

  // Directory and configuration.

  SignInFixture ofAUserWhomTheDirectoryDoesNotKnow() {
    return where(() -> inDirectory = Optional.empty());
  }

  SignInFixture whereTheMethodIsDisabled() {
    return where(() -> configuration.value = configured(false, List.of()));
  }

  SignInFixture whereKimIsExcluded() {
    Optional<String> none = Optional.empty();
    Target temps = new Target(TargetType.GROUP, "temps", false);
    Set<String> groups = Set.of(temps.id());
    inDirectory =
        Optional.of(new Subscriber(KIM, "kim", none, none, none, Optional.empty(), groups));
    return where(() -> configuration.value = configured(true, List.of(temps)));
  }

  private static MethodConfiguration configured(boolean enabled, List<Target> exclude) {
    MethodConfiguration defaults = MethodConfiguration.DEFAULTS;
    return new MethodConfiguration(
        enabled,
        defaults.pinLengthDigits(),
        defaults.codeLifetimeDays(),
        defaults.include(),
        exclude);
  }

  // Rows.

  SignInFixture withoutPin() {
    return where(() -> stored = Optional.empty());
  }

  SignInFixture whosePinMustBeChanged() {
    return whoseTemporaryPinExpiredAt(NOON.plusMillis(1));
  }

  SignInFixture whoseTemporaryPinExpiredAt(Instant expiry) {
    return where(() -> stored = storedBy(HASHER, true, Optional.of(expiry)));
  }

  SignInFixture whosePinWasHashedAtAFormerCost() {
    return where(() -> stored = storedBy(FORMER_HASHER, false, Optional.empty()));
  }

  SignInFixture whosePinWasSealedByAFormerVersion() {
    Pin pin = Pin.of(PIN).orElseThrow();
    return where(() -> stored = Optional.of(StoredPins.formerlySealed(pin, HERE, HASHER)));
  }

  SignInFixture whoseHashWasCopiedFromSomebodyElse() {
    StoredPin lees = stored(new PinBinding("lee-id", "pin-1", GENERATION));
    return where(() -> stored = Optional.of(StoredPins.moved(lees, HERE)));
  }

  SignInFixture whoseHashIsMalformed() {
    return where(() -> stored = Optional.of(StoredPins.malformed(HERE)));
  }

  /** Every reading is older than the ledger. */
  SignInFixture whoseRowNeverReachesTheLedgersGeneration() {
    return where(() -> ledger.setPin(KIM));
  }

  /** The first readings find the PIN before the current one. */
  SignInFixture whosePinWasSetAgain(int timesWhileRead) {
    StoredPin former = stored(new PinBinding(KIM.value(), "pin-1", GENERATION - 1));
    return where(() -> readFirst.addAll(Collections.nCopies(timesWhileRead, former)));
  }

  SignInFixture whoseNewPinWasUsedBefore() {
    PinBinding before = new PinBinding(KIM.value(), "pin-1", 1);
    Pin former = Pin.of(NEW_PIN).orElseThrow();
    return where(() -> history.add(StoredPins.withTheSaltOf(stored.get(), former, before, HASHER)));
  }

  SignInFixture whoIsLocked(Lock current) {
    return where(() -> lock = Optional.of(current));
  }

  private static Optional<StoredPin> storedBy(
      PinHasher hasher, boolean changeRequired, Optional<Instant> expiresAt) {
    Pin pin = Pin.of(PIN).orElseThrow();
    return Optional.of(StoredPins.stored(pin, HERE, hasher, changeRequired, expiresAt));
  }

  private static StoredPin stored(PinBinding place) {
    return StoredPins.stored(Pin.of(PIN).orElseThrow(), place, HASHER, false, Optional.empty());
  }

  // The ledger.

  SignInFixture whereTheLedgerAnswers(ChargeOutcome... first) {
    return where(() -> ledger.answer(List.of(first)));
  }

  SignInFixture whereTheLedgerIsBusy(int times) {
    return where(() -> ledger.answer(Collections.nCopies(times, new ChargeOutcome.Busy())));
  }

  SignInFixture whereTheLedgerStaysBusy() {
    return where(ledger::stayBusy);
  }

  SignInFixture afterWrongPins(int count, Instant since) {
    clock.set(since.minus(DATABASE_AHEAD));
    ledger.wrongBefore(KIM, count);
    return where(() -> clock.set(NOON));
  }

  /** The PIN is reset after it was read, and before the attempt is settled. */
  SignInFixture whoseChargeDoesNotHold() {
    return during("hash", () -> ledger.setPin(KIM));
  }

  List<Optional<byte[]>> guessTags() {
    return ledger.guessTags;
  }

  /** The refusals that the audit trail gets without a charge. */
  List<String> recordedRefusals() {
    return recorded.all();
  }

  // Time, chance and failures.

  SignInFixture withPatience(Duration length) {
    return where(() -> patience = length);
  }

  SignInFixture withChance(UnaryOperator<Integer> ofBound) {
    return where(() -> chance = ofBound);
  }

  Instant now() {
    return clock.instant();
  }

  /** Does something while a step of {@link #happened} is taken. */
  SignInFixture during(String step, Runnable look) {
    return where(() -> during.put(step, look));
  }

  /** A step begins and fails. */
  SignInFixture failingAt(String step, RuntimeException failure) {
    return during(
        step,
        () -> {
          throw failure;
        });
  }

  private void happens(String step) {
    happened.add(step);
    during.getOrDefault(step, () -> {}).run();
  }

  // The attempt.

  SignInOutcome attempt() {
    return signIn().attempt(badge, typed, TILL);
  }

  PinChangeOutcome changePin() {
    return signIn().changePin(badge, typed, replacement, TILL);
  }

  PinChangeOutcome changeOwnPin() {
    return new OwnPin(pinChange()).change(kim, typed, replacement, TILL);
  }

  /** Steps 1 to 3. */
  Proof prove() {
    return attempts().prove(claim(), typed, TILL);
  }

  Claim claim() {
    return new Claim.ByBadge(badge);
  }

  /** The steps without the reads. */
  List<String> paidAndSettled() {
    return happened.stream().filter(step -> !READS.contains(step)).toList();
  }

  /** No outcome and no failure may hold one of these. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of(PIN, NEW_PIN, SHORT_PIN, WRONG_PIN, TOKEN));
    stored.map(StoredPins::hashOf).ifPresent(secrets::add);
    return secrets;
  }

  private SignIn signIn() {
    return new SignIn(attempts(), pinChange(), credentials());
  }

  private PinChange pinChange() {
    return new PinChange(attempts(), credentials());
  }

  private Attempts attempts() {
    ThrottlingPolicy policy =
        new ThrottlingPolicy(
            STANDARD.freeGuesses(),
            STANDARD.waits(),
            STANDARD.longestWait(),
            STANDARD.limit(),
            STANDARD.lifetimeLimit(),
            STANDARD.repeatWindow(),
            STANDARD.maxRepeats(),
            STANDARD.lease(),
            patience);
    return new Attempts(
        new Identification(credentials(), new OneWorker(), configuration, recorded.trail()),
        ledger.ledger(),
        recorded.trail(),
        permits,
        parallel,
        new Refusals(permits, floor, hasher, this::pause, clock),
        policy,
        hasher,
        this::pause,
        clock,
        new ScriptedRandom());
  }

  private Credentials credentials() {
    return new KimsRows().credentials(configuration, hasher, permits);
  }

  // The ports.

  private void hashes(byte[] digits) {
    boolean isNew = Arrays.equals(digits, PinFixtures.ascii(NEW_PIN));
    boolean again = happened.contains("signed in");
    happens(isNew ? "hash new PIN" : again ? "hash again" : "hash");
  }

  private void pause(Duration length) {
    pauses.add(length);
    clock.set(now().plus(length));
    happens("pause");
  }

  private final class KimsRows implements GivenRows {

    @Override
    public Optional<ShownBadge> shownBy(BadgeText shown) {
      happens("read by badge");
      assertThat(shown.codeId()).contains(CODE);
      Validity today = new Validity(NOON, NOON.plus(Duration.ofDays(1)));
      QrCodeDetails code = new QrCodeDetails(CODE, kind, NOON, today, Optional.empty());
      return genuine
          ? notValidNow.or(() -> Optional.of(credential(Optional.of(code))))
          : Optional.empty();
    }

    @Override
    public Optional<Credential> of(SubscriberId subscriber) {
      happens("read by owner");
      assertThat(subscriber).isEqualTo(KIM);
      return Optional.of(credential(Optional.empty()));
    }

    private Credential credential(Optional<QrCodeDetails> code) {
      Optional<StoredPin> pin = readFirst.isEmpty() ? stored : Optional.of(readFirst.remove());
      return new Credential(KIM, METHOD, code, pin, lock, now());
    }

    @Override
    public StoredPin current() {
      return stored.orElseThrow();
    }

    @Override
    public List<StoredPin> remembered() {
      happens("read history");
      return history;
    }

    @Override
    public void replaceHash(StoredPin old, StoredPin fresh) {
      happens("replace hash");
      assertThat(old).isSameAs(stored.orElseThrow());
      Pin pin = Pin.of(PIN).orElseThrow();
      assertThat(fresh.compare(pin, GENERATION, HASHER).matches()).isTrue();
      stored = Optional.of(fresh);
    }

    @Override
    public Optional<PinDetails> changePin(Charge charge, Optional<UUID> code, Pin chosen) {
      assertThat(chosen.isSameAs(replacement.orElseThrow())).isTrue();
      return ledger.ledger().change(charge, code).map(generation -> CHANGED);
    }
  }

  private final class OneWorker implements UserDirectory {

    @Override
    public Optional<Subscriber> findById(SubscriberId id) {
      assertThat(id).isEqualTo(KIM);
      return inDirectory;
    }

    @Override
    public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
      throw new AssertionError("nobody is found by name");
    }
  }

  private final class ScriptedRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
      return chance.apply(bound);
    }
  }
}
