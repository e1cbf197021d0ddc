package io.qrpin.credential;

import io.qrpin.Qrpin;
import io.qrpin.credential.SealRows.OtherwiseSealed;
import io.qrpin.credential.SealRows.Position;
import io.qrpin.database.Uuid7;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Seals all hashes anew under the active wrap key, so that an earlier key can be removed. No PIN is
 * hashed for it, and a worker can sign in at any time.
 *
 * <p>Each server orders a run when it starts, for the key that is active there, and looks every
 * minute whether a run is due. One node works at a time. It walks through the hashes that are not
 * sealed under the key, in small batches with pauses. A run can be interrupted anywhere: the next
 * one finds what is left. A hash that does not open, because its row was changed or its key is
 * missing, is left as it is.
 */
@ApplicationScoped
class KeyRotation {

  static final int BATCH = 200;

  static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

  /** Finds what other nodes have meanwhile sealed under a former key. */
  static final Duration BETWEEN_CLEAN_RUNS = Duration.ofDays(1);

  /** Startup has the default, 2,500. It has prepared the schema and checked the keys then. */
  private static final int AFTER_STARTUP = 3_000;

  private static final Log LOG = Log.of(KeyRotation.class);

  @Resource private ManagedScheduledExecutorService executor;

  private SealRows rows;
  private RewrapRuns runs;
  private PinHasher hasher;
  private WrapKeys keys;
  private Clock clock;
  private SecureRandom random;

  private boolean ordered;
  private Optional<Run> run = Optional.empty();
  private long unreadableBefore;
  private volatile boolean stopped;
  private volatile ScheduledFuture<?> next;

  protected KeyRotation() {}

  @Inject
  KeyRotation(
      SealRows rows,
      RewrapRuns runs,
      PinHasher hasher,
      WrapKeys keys,
      @Qrpin Clock clock,
      @Qrpin SecureRandom random) {
    this.rows = rows;
    this.runs = runs;
    this.hasher = hasher;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  void start(
      @Observes @Initialized(ApplicationScoped.class) @Priority(AFTER_STARTUP) Object event) {
    schedule(Duration.ZERO);
  }

  private void schedule(Duration delay) {
    if (!stopped) {
      next = executor.schedule(this::stepOn, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void stepOn() {
    Duration delay = BETWEEN_LOOKS;
    try {
      delay = step();
    } catch (RuntimeException e) {
      run = Optional.empty();
      LOG.add(Message.RESEALING_POSTPONED.because(e));
    }
    schedule(delay);
  }

  @PreDestroy
  void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** This node's walk through the hashes, and what it has met. */
  private static final class Run {
    private final UUID holder;
    private Position after = Position.BEGINNING;
    private long replaced;
    private long changedMeanwhile;
    private long unreadable;

    private Run(UUID holder) {
      this.holder = holder;
    }
  }

  /**
   * Works on one batch, if a run is due and no other node has it. For one thread at a time.
   *
   * @return the time until the next step
   */
  Duration step() {
    if (!ordered) {
      runs.order(keys.activeKeyId());
      ordered = true;
    }
    run = run.or(this::claimed);
    return run.map(this::batch).orElse(BETWEEN_LOOKS);
  }

  private Optional<Run> claimed() {
    UUID holder = Uuid7.at(clock.instant(), random);
    return runs.claim(keys.activeKeyId(), holder) ? Optional.of(new Run(holder)) : Optional.empty();
  }

  private Duration batch(Run current) {
    List<OtherwiseSealed> page = rows.notUnder(keys.activeKeyId(), current.after, BATCH);
    List<Resealed> resealed = page.stream().map(this::resealed).flatMap(Optional::stream).toList();
    OptionalInt replaced = rows.replace(current.holder, resealed);
    if (replaced.isEmpty()) {
      run = Optional.empty();
      return BETWEEN_LOOKS;
    }
    current.replaced += replaced.getAsInt();
    current.changedMeanwhile += resealed.size() - replaced.getAsInt();
    current.unreadable += page.size() - resealed.size();
    if (page.size() == BATCH) {
      current.after = page.get(BATCH - 1).position();
      return BETWEEN_BATCHES;
    }
    finish(current);
    return BETWEEN_LOOKS;
  }

  /** Empty if the hash does not open. */
  private Optional<Resealed> resealed(OtherwiseSealed sealed) {
    try {
      PinHash stored = PinHash.parse(sealed.pin().hash());
      return Optional.of(sealed.isCurrent() ? current(sealed, stored) : entry(sealed, stored));
    } catch (UnreadablePinHash e) {
      return Optional.empty();
    }
  }

  private Resealed current(OtherwiseSealed sealed, PinHash stored) {
    StoredPin pin = sealed.pin();
    HashedPin hashed = hasher.unsealed(stored, pin.binding(), pin.terms());
    try {
      return new Resealed(
          pin,
          hashed.sealFor(pin.binding(), pin.terms()),
          Optional.of(hashed.sealForHistory(pin.binding())));
    } finally {
      hashed.erase();
    }
  }

  private Resealed entry(OtherwiseSealed sealed, PinHash stored) {
    PinBinding place = sealed.pin().binding();
    HashedPin hashed = hasher.unsealed(new RememberedPin(stored, place));
    try {
      return new Resealed(sealed.pin(), hashed.sealForHistory(place), Optional.empty());
    } finally {
      hashed.erase();
    }
  }

  /** Another run follows soon, until one finds nothing to do. */
  private void finish(Run current) {
    boolean isClean = current.replaced == 0 && current.changedMeanwhile == 0;
    runs.finish(current.holder, isClean ? BETWEEN_CLEAN_RUNS : BETWEEN_LOOKS);
    run = Optional.empty();
    if (current.replaced > 0) {
      LOG.add(
          Message.HASHES_RESEALED.with("hashes", current.replaced).with("key", keys.activeKeyId()));
    }
    if (current.unreadable > 0 && current.unreadable != unreadableBefore) {
      LOG.add(
          Message.HASHES_UNREADABLE
              .with("hashes", current.unreadable)
              .with("key", keys.activeKeyId()));
    }
    unreadableBefore = current.unreadable;
  }
}
