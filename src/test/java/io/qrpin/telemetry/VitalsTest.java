package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.configuration.GivenConfiguration;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.database.Outage;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHasher;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VitalsTest {

  private static final int MEMORY_KIB = 64;

  private final HashingPermits permits = new HashingPermits(1, 1, 1, 1, HashingPermits.MIN_QUEUE);
  private final AtomicInteger hashes = new AtomicInteger();
  private final AtomicBoolean hashing = new AtomicBoolean(true);
  private final PinHasher hasher =
      PinFixtures.hasher(
          MEMORY_KIB,
          digits -> {
            hashes.incrementAndGet();
            if (!hashing.get()) {
              throw new HashingUnavailable("no memory");
            }
          });
  private MethodConfigurations configurations =
      new GivenConfiguration(MethodConfiguration.DEFAULTS);

  private Vitals vitals() {
    return new Vitals(hasher, permits, configurations, null);
  }

  @Test
  void hashingAndKeysHoldAfterOneHashAndAreNotTriedAgain() {
    Vitals vitals = vitals();

    for (int i = 0; i < 3; i++) {
      assertThat(vitals.holds(Vital.HASHING)).isTrue();
      assertThat(vitals.holds(Vital.KEYS)).isTrue();
    }
    assertThat(hashes).hasValue(1);
    assertThat(permits.takePermit()).isNotNull();
  }

  @Test
  void aHashThatFailsIsTriedAgainAtTheNextQuestion() {
    Vitals vitals = vitals();
    hashing.set(false);
    assertThat(vitals.holds(Vital.HASHING)).isFalse();
    assertThat(vitals.holds(Vital.KEYS)).isFalse();

    hashing.set(true);
    assertThat(vitals.holds(Vital.KEYS)).isTrue();
  }

  @Test
  void aKeyThatCannotBeUsedIsNoFailureOfHashing() {
    Vitals vitals = new Vitals(PinFixtures.hasherWithoutUsableKey(), permits, configurations, null);

    assertThat(vitals.holds(Vital.KEYS)).isFalse();
    assertThat(vitals.holds(Vital.HASHING)).isTrue();
  }

  @Test
  void theSchemaHoldsFromTheFirstAnswerOn() {
    AtomicBoolean away = new AtomicBoolean(true);
    configurations =
        new MethodConfigurations() {
          @Override
          public MethodConfiguration committed() {
            if (away.get()) {
              throw Outage.unavailable();
            }
            return MethodConfiguration.DEFAULTS;
          }
        };
    Vitals vitals = vitals();
    assertThat(vitals.holds(Vital.SCHEMA)).isFalse();

    away.set(false);
    assertThat(vitals.holds(Vital.SCHEMA)).isTrue();
    away.set(true);
    assertThat(vitals.holds(Vital.SCHEMA)).isTrue();
  }

  @Test
  void permitsMayBeExhaustedForLessThanTenSeconds() {
    assertThat(Vitals.isTolerable(Duration.ofSeconds(10).minusNanos(1))).isTrue();
    assertThat(Vitals.isTolerable(Duration.ofSeconds(10))).isFalse();
    assertThat(vitals().holds(Vital.PERMITS)).isTrue();
  }

  @Test
  void theDatabaseHoldsWhileItsPulseBeats() {
    Vitals vitals = vitals();
    ExecutorService here = Executors.newSingleThreadExecutor();
    AtomicLong now = new AtomicLong();
    AtomicBoolean answers = new AtomicBoolean(true);
    vitals.feel(new DatabasePulse(answers::get, here, now::get));
    assertThat(vitals.holds(Vital.DATABASE)).isTrue();

    answers.set(false);
    now.addAndGet(DatabasePulse.KEPT_NANOS);
    assertThat(vitals.holds(Vital.DATABASE)).isFalse();
    here.shutdown();
  }

  @Test
  void anApplicationThatStopsDoesNotServe() {
    Vitals vitals = vitals();
    assertThat(vitals.holds(Vital.SERVING)).isTrue();

    vitals.stop(new Object());

    assertThat(vitals.holds(Vital.SERVING)).isFalse();
  }
}
