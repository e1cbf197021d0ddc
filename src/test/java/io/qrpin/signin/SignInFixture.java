package io.qrpin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.ChargeOutcome;
import io.qrpin.attempts.Lock;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Credential;
import io.qrpin.credential.Credential.ShownCode;
import io.qrpin.credential.Credentials;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.PinReplacement;
import io.qrpin.credential.Replacement;
import io.qrpin.credential.StoredPin;
import io.qrpin.credential.StoredPins;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.Argon2id;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.Overloaded;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A valid attempt: Kim shows a badge, types the right PIN, and is signed in. A test changes one
 * thing, tries, and reads in {@link #happened} what was done, in order.
 *
 * <p>Hashes are real, if cheap, and permits too; ledger, rows and directory remember what they are
 * asked and answer what they are told to.
 */
final class SignInFixture {

  static final String PIN = "83591642";
  static final String NEW_PIN = "27461953";
  static final String WRONG_PIN = "70318264";
  static final String TOKEN = "Qx4".repeat(9);
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final UUID METHOD = UUID.fromString("0199a000-0000-7000-8000-00000000000a");
  static final UUID CODE = UUID.fromString("0199a000-0000-7000-8000-00000000000b");
  static final Actor TILL = Actor.application("till", "request-1");
  static final SubscriberId KIM = new SubscriberId("kim-id");

  /** The settled instant: by the database's clock, which is not ours. */
  static final Instant SETTLED = NOON.plusSeconds(3);

  private static final int GENERATION = 3;
  private static final PinBinding HERE = new PinBinding(KIM.value(), "pin-1", GENERATION);
  private static final Argon2id REAL =
      Argon2Providers.choose(Argon2Providers.BOUNCY_CASTLE, 1).argon2id();
  private static final Argon2Parameters COST = new Argon2Parameters(64, 1);
  private static final Argon2Parameters FORMER_COST = new Argon2Parameters(72, 1);

  private static final Set<String> LOOKS =
      Set.of("read by badge", "read by owner", "is it up to date");

  /** A test that waits for an answer that never comes ends here. */
  private static final int ENOUGH = 10_000;

  /** What was done, in order. */
  final List<String> happened = new ArrayList<>();

  /** How long each pause was. */
  final List<Duration> pauses = new ArrayList<>();

  /** What the ledger was given to recognise wrong PINs by. */
  final List<Optional<byte[]>> guessTags = new ArrayList<>();

  final Subscriber kim = Subscriber.named(KIM, "kim@example.test");

  /** One hashes, another has a turn, two wait. */
  HashingPermits permits = new HashingPermits(1, 1, 3, HashingPermits.MIN_QUEUE);

  private final PinHasher hasher = hasher(this::recordedTag, COST);
  private final Queue<ChargeOutcome> ledgerAnswers = new ArrayDeque<>();
  private final Queue<Credential> readings = new ArrayDeque<>();
  private final Map<String, Runnable> during = new HashMap<>();

  private Optional<BadgeText> badge = BadgeText.parse("qrpin:v1|kim|" + CODE + "|" + TOKEN);
  private Optional<Pin> typed = Pin.of(PIN);
  private Optional<Pin> replacement = Pin.of(NEW_PIN);
  private boolean genuine = true;
  private Optional<Subscriber> inDirectory = Optional.of(kim);
  private Optional<StoredPin> stored = Optional.of(stored(HERE, COST, false, Optional.empty()));
  private Optional<Lock> lock = Optional.empty();
  private QrCodeKind kind = QrCodeKind.STANDARD;
  private MethodConfiguration configuration = configured(true);
  private int failures;
  private Optional<Instant> failingSince = Optional.empty();
  private boolean chargeHolds = true;
  private boolean alwaysBusy;
  private int chargedGeneration = GENERATION;
  private Duration patience = Duration.ofSeconds(10);
  private UnaryOperator<Integer> chance = bound -> 0;
  private Instant now = NOON;
  private Optional<Replacement> replaced = Optional.empty();

  private SignInFixture() {}

  static SignInFixture aSignIn() {
    return new SignInFixture();
  }

  // What is shown and typed.

  SignInFixture withoutBadge() {
    badge = Optional.empty();
    return this;
  }

  SignInFixture withABadgeThatIsNotGenuine() {
    genuine = false;
    return this;
  }

  SignInFixture withATemporaryCode() {
    kind = QrCodeKind.TEMPORARY;
    return this;
  }

  SignInFixture typing(String pin) {
    typed = Pin.of(pin);
    return this;
  }

  SignInFixture choosing(String pin) {
    replacement = Pin.of(pin);
    return this;
  }

  /** Whoever cannot have a turn is turned away. */
  SignInFixture whereNobodyMayWait() {
    permits = new HashingPermits(1, 1, 1, HashingPermits.MIN_QUEUE);
    return this;
  }

  /** Does something while others have all turns. */
  <R> R whileAllTurnsAreTaken(Supplier<R> work) {
    HashingPermits.Turn one = permits.takeTurn();
    try (one) {
      HashingPermits.Turn other = permits.takeTurn();
      try (other) {
        return work.get();
      }
    }
  }

  /** Does something while another has the decoys' permit. */
  <R> R whileTheDecoysPermitIsTaken(Supplier<R> work) {
    HashingPermits.Permit permit = permits.takeDecoyPermit();
    try (permit) {
      return work.get();
    }
  }

  // Whose it is.

  SignInFixture ofAUserWhomTheDirectoryDoesNotKnow() {
    inDirectory = Optional.empty();
    return this;
  }

  SignInFixture whereTheMethodIsDisabled() {
    configuration = configured(false);
    return this;
  }

  SignInFixture whereKimIsExcluded() {
    MethodConfiguration all = configured(true);
    configuration =
        new MethodConfiguration(
            true,
            all.pinLengthDigits(),
            all.codeLifetimeDays(),
            all.include(),
            List.of(
                new MethodConfiguration.Target(
                    MethodConfiguration.TargetType.GROUP, "temps", false)));
    inDirectory =
        Optional.of(
            new Subscriber(
                KIM,
                "kim@example.test",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of("temps")));
    return this;
  }

  // What is stored.

  SignInFixture withoutPin() {
    stored = Optional.empty();
    return this;
  }

  SignInFixture whosePinMustBeChanged() {
    stored = Optional.of(stored(HERE, COST, true, Optional.of(NOON.plusMillis(1))));
    return this;
  }

  SignInFixture whoseTemporaryPinExpiredAt(Instant expiry) {
    stored = Optional.of(stored(HERE, COST, true, Optional.of(expiry)));
    return this;
  }

  SignInFixture whosePinWasHashedAtAFormerCost() {
    stored = Optional.of(stored(HERE, FORMER_COST, false, Optional.empty()));
    return this;
  }

  SignInFixture whoseHashWasCopiedFromSomebodyElse() {
    PinBinding elsewhere = new PinBinding("lee-id", "pin-1", GENERATION);
    StoredPin lees = stored(elsewhere, COST, false, Optional.empty());
    stored = Optional.of(StoredPins.moved(lees, HERE));
    return this;
  }

  SignInFixture whoseHashIsMalformed() {
    stored = Optional.of(StoredPins.malformed(HERE));
    return this;
  }

  /** Every reading is older than the ledger says. */
  SignInFixture whoseRowNeverBecomesThatOfTheLedger() {
    chargedGeneration = GENERATION + 1;
    return this;
  }

  /** The first readings find the PIN before the one that holds. */
  SignInFixture whosePinWasSetAnew(int timesWhileRead) {
    for (int i = 0; i < timesWhileRead; i++) {
      PinBinding former = new PinBinding(KIM.value(), "pin-1", GENERATION - 1);
      readings.add(credential(Optional.of(stored(former, COST, false, Optional.empty()))));
    }
    return this;
  }

  SignInFixture whoIsLocked(Lock current) {
    lock = Optional.of(current);
    return this;
  }

  // What the ledger says.

  SignInFixture whereTheLedgerAnswers(ChargeOutcome... first) {
    ledgerAnswers.addAll(List.of(first));
    return this;
  }

  SignInFixture whereTheLedgerIsBusy(int times) {
    for (int i = 0; i < times; i++) {
      ledgerAnswers.add(new ChargeOutcome.Busy());
    }
    return this;
  }

  SignInFixture whereTheLedgerStaysBusy() {
    alwaysBusy = true;
    return this;
  }

  SignInFixture afterWrongPins(int count, Instant since) {
    failures = count;
    failingSince = Optional.of(since);
    return this;
  }

  SignInFixture whoseChargeDoesNotHold() {
    chargeHolds = false;
    return this;
  }

  // The rest of the world.

  SignInFixture withPatience(Duration length) {
    patience = length;
    return this;
  }

  SignInFixture withChance(UnaryOperator<Integer> ofBound) {
    chance = ofBound;
    return this;
  }

  /** Looks around while a step is taken, as {@link #happened} names it. */
  SignInFixture during(String step, Runnable look) {
    during.put(step, look);
    return this;
  }

  /** A step that is begun, and fails. */
  SignInFixture failingAt(String step, RuntimeException failure) {
    return during(
        step,
        () -> {
          throw failure;
        });
  }

  SignInFixture whereTheReplacementIs(Replacement outcome) {
    replaced = Optional.of(outcome);
    return this;
  }

  // What is tried.

  SignInOutcome attempt() {
    return signIn().attempt(badge, typed, TILL);
  }

  PinChangeOutcome changePin() {
    return signIn().changePin(badge, typed, replacement, TILL);
  }

  PinChangeOutcome changeOwnPin() {
    return new OwnPin(identification(), ownerChange()).change(kim, typed, replacement, TILL);
  }

  /** The first three steps alone. */
  Proof prove() {
    return attempts().prove(() -> identification().by(badge.orElseThrow()), typed, TILL);
  }

  /** The first step alone. */
  Optional<Identified> identify() {
    return identification().by(badge.orElseThrow());
  }

  /** What a comparison finds. */
  PinComparison comparison() {
    return stored.orElseThrow().compare(Pin.of(PIN).orElseThrow(), GENERATION, hasher(REAL, COST));
  }

  /** What happened, but for looking at rows. */
  List<String> paidAndSettled() {
    return happened.stream().filter(what -> !LOOKS.contains(what)).toList();
  }

  Instant now() {
    return now;
  }

  /** Whether nobody has a worker's permit. */
  boolean workersPermitIsFree() {
    return isFree(() -> permits.takePermit().close());
  }

  /** Whether nobody has a worker's turn. */
  boolean turnsAreFree() {
    return isFree(() -> whileAllTurnsAreTaken(() -> true));
  }

  /** Whether nobody has a permit of the decoys' pool. */
  boolean decoysPermitIsFree() {
    return isFree(() -> permits.takeDecoyPermit().close());
  }

  /** Everything that was stored, in clear: it must not be heard of. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>(List.of(PIN, NEW_PIN, WRONG_PIN, TOKEN));
    stored.map(StoredPins::hashOf).ifPresent(secrets::add);
    return secrets;
  }

  static PinDetails details() {
    return new PinDetails(UUID.randomUUID(), false, NOON, NOON, Optional.empty());
  }

  private static boolean isFree(Runnable asking) {
    try {
      asking.run();
      return true;
    } catch (Overloaded e) {
      return false;
    }
  }

  private SignIn signIn() {
    return new SignIn(
        identification(),
        attempts(),
        new Upkeep(new RecordingCredentials(), permits),
        ownerChange());
  }

  private OwnerChange ownerChange() {
    return new OwnerChange(attempts(), new ScriptedReplacement());
  }

  private Identification identification() {
    return new Identification(
        new RecordingCredentials(), new OneWorker(), new OneConfiguration(), new TestClock());
  }

  private Attempts attempts() {
    ThrottlingPolicy standard = ThrottlingPolicy.STANDARD;
    ThrottlingPolicy policy =
        new ThrottlingPolicy(
            standard.freeGuesses(),
            standard.waits(),
            standard.longestWait(),
            standard.limit(),
            standard.repeatWindow(),
            standard.maxRepeats(),
            standard.lease(),
            patience);
    return new Attempts(
        new RecordingLedger(),
        permits,
        policy,
        hasher,
        this::pause,
        new TestClock(),
        new ScriptedRandom());
  }

  private void happens(String what) {
    happened.add(what);
    during.getOrDefault(what, () -> {}).run();
  }

  private void pause(Duration length) {
    pauses.add(length);
    now = now.plus(length);
    happens("pause");
  }

  private Credential credential(Optional<StoredPin> pin) {
    return new Credential(KIM, METHOD, Optional.of(new ShownCode(CODE, kind)), pin, lock);
  }

  private static StoredPin stored(
      PinBinding binding,
      Argon2Parameters cost,
      boolean changeRequired,
      Optional<Instant> expiresAt) {
    return StoredPins.stored(
        Pin.of(PIN).orElseThrow(), binding, hasher(REAL, cost), changeRequired, expiresAt);
  }

  private static PinHasher hasher(Argon2id argon2id, Argon2Parameters cost) {
    WrapKeys keys = PinFixtures.keys(1);
    return new PinHasher(argon2id, cost, keys, new SecureRandom());
  }

  private static PinHasher hasher(Tag tag, Argon2Parameters cost) {
    return hasher(
        new Argon2id() {
          @Override
          public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
            return tag.of(secret, salt, parameters);
          }

          @Override
          public String name() {
            return "recording";
          }
        },
        cost);
  }

  private interface Tag {
    byte[] of(byte[] secret, byte[] salt, Argon2Parameters parameters);
  }

  private byte[] recordedTag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
    happens("hash");
    return REAL.tag(secret, salt, parameters);
  }

  private static MethodConfiguration configured(boolean enabled) {
    MethodConfiguration defaults = MethodConfiguration.DEFAULTS;
    return new MethodConfiguration(
        enabled,
        defaults.pinLengthDigits(),
        defaults.codeLifetimeDays(),
        defaults.include(),
        defaults.exclude());
  }

  private final class RecordingCredentials extends Credentials {

    @Override
    public Optional<Credential> shownBy(BadgeText shown) {
      happens("read by badge");
      assertThat(shown.qrCodeId()).isEqualTo(CODE);
      return genuine ? Optional.of(next(credential(stored))) : Optional.empty();
    }

    @Override
    public Optional<Credential> of(SubscriberId subscriber) {
      happens("read by owner");
      assertThat(subscriber).isEqualTo(KIM);
      Credential shown = next(credential(stored));
      return Optional.of(new Credential(KIM, METHOD, Optional.empty(), shown.pin(), shown.lock()));
    }

    private Credential next(Credential current) {
      return readings.isEmpty() ? current : readings.remove();
    }

    @Override
    public boolean isUpToDate(StoredPin pin) {
      happens("is it up to date");
      return pin.isCurrent(hasher);
    }

    @Override
    public boolean bringUpToDate(SubscriberId subscriber, StoredPin pin, Pin proven) {
      happens("hash anew");
      assertThat(subscriber).isEqualTo(KIM);
      assertThat(pin).isSameAs(stored.orElseThrow());
      assertThat(proven.isSameAs(Pin.of(PIN).orElseThrow())).isTrue();
      return true;
    }
  }

  /** One charge at most is open at a time, and is settled once. */
  private final class RecordingLedger extends AttemptLedger {

    private int asked;
    private Optional<Charge> open = Optional.empty();

    @Override
    public ChargeOutcome charge(SubscriberId subscriber) {
      happens("charge");
      assertThat(++asked).as("how often the ledger was asked").isLessThan(ENOUGH);
      assertThat(subscriber).isEqualTo(KIM);
      if (alwaysBusy) {
        return new ChargeOutcome.Busy();
      }
      if (!ledgerAnswers.isEmpty()) {
        return ledgerAnswers.remove();
      }
      open = Optional.of(new Charge(KIM, 7, chargedGeneration, failures, failingSince));
      return open.get();
    }

    @Override
    public Optional<Instant> signedIn(Charge charge, UUID code, Actor by) {
      settled("signed in", charge, by, chargeHolds);
      assertThat(code).isEqualTo(CODE);
      return chargeHolds ? Optional.of(SETTLED) : Optional.empty();
    }

    @Override
    public boolean proven(Charge charge, Optional<UUID> code, Actor by) {
      settled(code.isPresent() ? "proven by badge" : "proven by owner", charge, by, chargeHolds);
      return chargeHolds;
    }

    @Override
    public void wrong(Charge charge, Optional<byte[]> guessTag, RefusalReason reason, Actor by) {
      settled("wrong: " + reason.code(), charge, by, true);
      guessTags.add(guessTag);
    }

    @Override
    public void giveBack(Charge charge) {
      settled("give back", charge, TILL, true);
    }

    @Override
    public void giveBackUnreadable(Charge charge, Actor by) {
      settled("give back unreadable", charge, by, true);
    }

    private void settled(String how, Charge charge, Actor by, boolean found) {
      happens(how);
      assertThat(by).isEqualTo(TILL);
      assertThat(open).as("a charge that is open").contains(charge);
      if (found) {
        open = Optional.empty();
      }
    }
  }

  private final class ScriptedReplacement extends PinReplacement {

    @Override
    public Replacement replace(
        Subscriber owner, Charge proof, Optional<UUID> code, Pin current, Pin chosen, Actor by) {
      happens(code.isPresent() ? "replace by badge" : "replace by owner");
      assertThat(owner).isEqualTo(kim);
      assertThat(proof.subscriber()).isEqualTo(KIM);
      assertThat(current.isSameAs(typed.orElseThrow())).isTrue();
      assertThat(chosen.isSameAs(replacement.orElseThrow())).isTrue();
      assertThat(by).isEqualTo(TILL);
      return replaced.orElseGet(() -> new Replacement.Replaced(details()));
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

  private final class OneConfiguration extends MethodConfigurations {

    @Override
    public MethodConfiguration committed() {
      return configuration;
    }
  }

  private final class ScriptedRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt(int bound) {
      return chance.apply(bound);
    }
  }

  private final class TestClock extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
