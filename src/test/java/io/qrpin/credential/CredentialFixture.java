package io.qrpin.credential;

import io.qrpin.FiredEvents;
import io.qrpin.MovingClock;
import io.qrpin.attempts.AttemptLedger;
import io.qrpin.attempts.Charge;
import io.qrpin.attempts.RecordedLedger;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.badge.Validity;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.pin.Pin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.lang.reflect.Field;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The credential of one worker, Kim, in memory. Transactions, codes and ledger are real; the rows
 * are a list of entities. {@link #happened} has the steps, in order.
 */
final class CredentialFixture {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final Subscriber KIM = Subscriber.named(new SubscriberId("kim-id"), "kim@example.test");
  static final Actor ANN = Actor.application("desk", "request-1");
  static final String PIN = "83591642";

  /** Minutes ahead of the database's, which is the one that counts. */
  private static final MovingClock SERVERS_CLOCK =
      new MovingClock(NOON.plus(Duration.ofMinutes(7)));

  static final PinHasher HASHER = PinFixtures.hasher(64, digits -> {});

  /** Whether ledger or history show that Kim has or had a PIN. */
  boolean hadPin;

  /** The steps, in order. */
  final List<String> happened = new ArrayList<>();

  final List<CredentialEvent> fired = new ArrayList<>();

  /** The database's. */
  final MovingClock clock = new MovingClock(NOON);

  final Store store = new Store();
  final RecordedLedger ledger =
      new RecordedLedger(ThrottlingPolicy.STANDARD, clock, ANN, happened::add);
  final AttemptLedger attempts = ledger.ledger();
  final CredentialRows rows = new Rows();
  final CredentialTransactions transactions = transactions(IssuancePolicy.STANDARD);

  CredentialTransactions transactions(IssuancePolicy issuance) {
    FiredEvents<CredentialEvent> events = new FiredEvents<>(this::fire);
    SecureRandom random = new SecureRandom();
    Codes codes = new Codes(store, SymbolFormat.STANDARD, events, random);
    return new CredentialTransactions(
        store, rows, attempts, codes, issuance, events, SERVERS_CLOCK, random);
  }

  private void fire(CredentialEvent event) {
    happened.add("fire " + event.name());
    fired.add(event);
  }

  // The state before a test.

  /** Kim has a PIN; nothing has happened yet. */
  CredentialFixture withPin() {
    try (PreparedPin prepared = prepared(PIN)) {
      transactions.setPin(KIM.id(), prepared, ANN);
    }
    return forgettingSteps();
  }

  /** Kim has a method and a code; nothing has happened yet. */
  CredentialFixture withCode(QrCodeKind kind, Instant start, Instant expiry) {
    if (store.method.isEmpty()) {
      store.createAndLock(KIM.id(), new UUID(7, 7));
    }
    Validity validity = new Validity(start, expiry);
    store.add(new StoredCode(UUID.randomUUID(), KIM.id(), kind, new byte[32], validity, NOON));
    return forgettingSteps();
  }

  /** Kim has a standard code for a year. */
  CredentialFixture withBadge() {
    return withCode(QrCodeKind.STANDARD, NOON, NOON.plus(Duration.ofDays(365)));
  }

  CredentialFixture forgettingSteps() {
    happened.clear();
    fired.clear();
    return this;
  }

  CredentialFixture at(Instant now) {
    clock.set(now);
    return this;
  }

  /** An open charge of Kim's. */
  Charge charge() {
    Charge charge = (Charge) attempts.charge(KIM.id());
    forgettingSteps();
    return charge;
  }

  static Pin pin(String digits) {
    return Pin.of(digits).orElseThrow();
  }

  static PreparedPin prepared(String digits) {
    return new PreparedPin(pin(digits), HASHER.hash(pin(digits)));
  }

  /** A PIN whose hash cannot be sealed: the wrap key is unplugged. */
  static PreparedPin unsealable() {
    return new PreparedPin(pin(PIN), PinFixtures.unsealable(pin(PIN)));
  }

  // The state after it.

  /** Whether the stored hash is of these digits and sealed for this place. */
  boolean opens(String digits, PinBinding place) {
    PinDetails details = pinDetails();
    PinTerms terms = new PinTerms(details.changeRequired(), details.expiresAt());
    try {
      return HASHER.compare(pin(digits), PinHash.parse(storedHash()), place, terms).matches();
    } catch (UnreadablePinHash e) {
      return false;
    }
  }

  /** The place of Kim's PIN. */
  PinBinding place(int generation) {
    return new PinBinding(KIM.id().value(), pinDetails().id().toString(), generation);
  }

  String storedHash() {
    return hashOf(store.pin.orElseThrow());
  }

  static String hashOf(QrPin pin) {
    return (String) column("hash", pin);
  }

  static String rememberedHashOf(QrPin pin) {
    return (String) column("rememberedHash", pin);
  }

  byte[] storedDigest() {
    return (byte[]) column("tokenDigest", store.codes.get(0));
  }

  /** Entities show no secret, so the test looks into them. */
  private static Object column(String name, Object entity) {
    try {
      Field column = entity.getClass().getDeclaredField(name);
      column.setAccessible(true);
      return column.get(entity);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  PinDetails pinDetails() {
    return store.pin.orElseThrow().details();
  }

  Optional<QrCodeDetails> code(QrCodeKind kind) {
    return store.codes.stream()
        .map(StoredCode::details)
        .filter(code -> code.kind() == kind)
        .findFirst();
  }

  /** Shows what it was given. */
  static final class Method extends QrCodePinMethod {

    UUID givenId;
    Instant givenCreation;

    @Override
    SubscriberId subscriber() {
      return KIM.id();
    }

    @Override
    void renew(UUID newId, Instant now) {
      givenId = newId;
      givenCreation = now;
      super.renew(newId, now);
    }
  }

  /** Entities in memory. */
  final class Store extends CredentialStore {

    Optional<Method> method = Optional.empty();
    Optional<QrPin> pin = Optional.empty();
    List<StoredCode> codes = new ArrayList<>();

    private <R> R taking(String step, Function<Store, R> answer) {
      happened.add(step);
      return answer.apply(this);
    }

    @Override
    Locked createAndLock(SubscriberId subscriber, UUID id) {
      happened.add("create and lock method");
      boolean isNew = method.isEmpty();
      if (isNew) {
        method = Optional.of(new Method());
        method.get().renew(id, clock.instant());
      }
      return new Locked(KIM.id(), isNew);
    }

    @Override
    Optional<QrCodePinMethod> lock(SubscriberId subscriber) {
      return taking("lock method", all -> all.method.map(found -> found));
    }

    @Override
    Optional<QrPin> lockPin(SubscriberId subscriber) {
      return taking("lock PIN", all -> all.pin);
    }

    @Override
    boolean hasPin(SubscriberId subscriber) {
      return pin.isPresent();
    }

    @Override
    List<StoredCode> lockCodes(SubscriberId subscriber) {
      return taking("lock codes", all -> List.copyOf(all.codes));
    }

    @Override
    void remember(SubscriberId subscriber, int most, Instant now) {
      happened.add("remember " + most);
    }

    @Override
    void add(Object entity) {
      happened.add("store " + entity.getClass().getSimpleName());
      if (entity instanceof QrPin added) {
        pin = Optional.of(added);
      } else {
        codes.add((StoredCode) entity);
      }
    }

    @Override
    void remove(Object entity) {
      happened.add("remove " + entity.getClass().getSimpleName());
      if (entity instanceof QrPin) {
        pin = Optional.empty();
      } else if (entity instanceof StoredCode) {
        codes.remove(entity);
      } else {
        method = Optional.empty();
      }
    }

    @Override
    void flush() {
      happened.add("flush");
    }
  }

  /** Reads the entities. */
  private final class Rows extends CredentialRows {

    @Override
    Instant now() {
      return clock.instant();
    }

    @Override
    boolean hadPin(SubscriberId subscriber) {
      happened.add("look for traces of a PIN");
      return hadPin;
    }

    @Override
    Optional<MethodDetails> methodDetails(SubscriberId subscriber) {
      return store.method.map(
          method ->
              new MethodDetails(
                  method.givenId,
                  method.givenCreation,
                  Optional.empty(),
                  code(QrCodeKind.STANDARD),
                  code(QrCodeKind.TEMPORARY),
                  store.pin.map(QrPin::details)));
    }

    @Override
    Optional<PinDetails> pinDetails(SubscriberId subscriber) {
      return store.pin.map(QrPin::details);
    }

    @Override
    Optional<PinHash> latestHash(SubscriberId subscriber) {
      return Optional.empty();
    }
  }
}
