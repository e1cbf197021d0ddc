package io.qrpin.telemetry;

import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.RefusalKind;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2id;
import io.qrpin.hashing.PermitWatch;
import io.qrpin.telemetry.Instrument.Labels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts what happens, and gives it to the server's telemetry: OpenTelemetry, MicroProfile Metrics,
 * both or neither. Counts of changes wait for their commit. Thread safety: safe.
 */
@ApplicationScoped
public class Telemetry implements PermitWatch {

  private List<Meter> meters = List.of();

  protected Telemetry() {}

  @Inject
  Telemetry(@Any Instance<Object> beans) {
    this(
        Stream.of(
                OptionalApi.OPEN_TELEMETRY.ifPresent(() -> OpenTelemetryMeter.of(beans)),
                OptionalApi.METRICS.ifPresent(() -> MetricRegistryMeter.of(beans)))
            .flatMap(Optional::stream)
            .toList());
  }

  Telemetry(List<Meter> meters) {
    this.meters = meters;
  }

  /** Whether anything is measured. */
  boolean isOn() {
    return !meters.isEmpty();
  }

  void happened(@Observes SignInEvent event) {
    if (event instanceof SignedIn) {
      count(Instrument.ATTEMPTS, Labels.SIGNED_IN);
    } else if (event instanceof PinProven) {
      count(Instrument.ATTEMPTS, Labels.PIN_PROVEN);
    } else if (event instanceof PinUnreadable) {
      count(Instrument.ATTEMPTS, Labels.PIN_UNREADABLE);
    } else if (event instanceof SignInRefused refused) {
      // One event has all leases that ended at once; a repeat is an attempt that is no failure.
      long attempts = refused.reason() == RefusalReason.NEVER_SETTLED ? refused.failures() : 1;
      add(Instrument.ATTEMPTS, List.of(refused.reason().code()), attempts);
    } else if (event instanceof SignInLocked locked) {
      count(Instrument.LOCKS, locked.until().isPresent() ? Labels.UNTIL_TIME : Labels.UNTIL_RESET);
    }
  }

  void unlocked(@Observes(during = TransactionPhase.AFTER_SUCCESS) SignInUnlocked event) {
    count(Instrument.UNLOCKS, event.cause().code());
  }

  void refused(@Observes RefusalKind kind) {
    if (kind == RefusalKind.ACCESS) {
      count(Instrument.DENIED);
    } else {
      count(Instrument.ATTEMPTS, Labels.of(kind));
    }
  }

  void enrolled(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) CredentialEvent.MethodCreated event) {
    count(Instrument.ENROLMENTS);
  }

  void reset(@Observes(during = TransactionPhase.AFTER_SUCCESS) CredentialEvent.PinReset event) {
    count(Instrument.RESETS);
  }

  @Override
  public void waited(long nanos) {
    record(Instrument.PERMIT_WAIT, nanos);
  }

  @Override
  public void turnedAway() {
    count(Instrument.TURNED_AWAY);
  }

  @Override
  public void decoy(boolean hashed) {
    count(Instrument.DECOYS, String.valueOf(hashed));
  }

  /** The same provider, with each of its hashes measured. */
  public Argon2id measured(Argon2id argon2id) {
    return isOn() ? new MeasuredArgon2id(argon2id) : argon2id;
  }

  private final class MeasuredArgon2id implements Argon2id {
    private final Argon2id argon2id;

    MeasuredArgon2id(Argon2id argon2id) {
      this.argon2id = argon2id;
    }

    @Override
    public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
      long begin = System.nanoTime();
      byte[] tag = spanning("qrpin.hash", () -> argon2id.tag(secret, salt, parameters));
      record(Instrument.HASH_DURATION, System.nanoTime() - begin);
      return tag;
    }

    @Override
    public String name() {
      return argon2id.name();
    }

    @Override
    public void close() {
      argon2id.close();
    }
  }

  /** Work that may fail. */
  interface Step<R, E extends Exception> {
    R run() throws E;
  }

  /** Does the work in a span, where the server traces. */
  <R, E extends Exception> R spanning(String name, Step<R, E> step) throws E {
    Meter.Span span =
        meters.stream()
            .map(meter -> meter.begin(name))
            .filter(it -> it != Meter.Span.NONE)
            .findFirst()
            .orElse(Meter.Span.NONE);
    try {
      return step.run();
    } catch (Exception e) {
      span.failed(e);
      throw e;
    } finally {
      span.close();
    }
  }

  void set(Instrument gauge, Map<List<String>, Long> values) {
    meters.forEach(meter -> meter.set(gauge, values));
  }

  private void count(Instrument counter, String... labels) {
    add(counter, List.of(labels), 1);
  }

  private void add(Instrument counter, List<String> labels, long amount) {
    meters.forEach(meter -> meter.add(counter, labels, amount));
  }

  private void record(Instrument histogram, long nanos) {
    meters.forEach(meter -> meter.record(histogram, nanos));
  }
}
