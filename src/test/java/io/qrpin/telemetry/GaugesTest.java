package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.credential.KeyCensus;
import io.qrpin.credential.KeyUse;
import io.qrpin.database.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private static final List<KeyUse> KEYS =
      List.of(
          new KeyUse("old", false, true, List.of()),
          new KeyUse(
              "new",
              true,
              true,
              List.of(new KeyUse.Cost(7168, 5, 3, 4), new KeyUse.Cost(9216, 4, 10, 20))));

  private final RecordedMeter meter = new RecordedMeter();
  private boolean away;

  private final Gauges gauges =
      new Gauges(
          new Telemetry(List.of(meter)),
          new ExpiringCredentials() {
            @Override
            public Map<Kind, Long> count(Duration within) {
              return answer(Map.of(Kind.TEMPORARY_PIN, within.toDays()));
            }
          },
          new KeyCensus() {
            @Override
            public List<KeyUse> take() {
              return answer(KEYS);
            }
          });

  private <R> R answer(R value) {
    if (away) {
      throw Outage.unavailable();
    }
    return value;
  }

  @Test
  void whatExpiresWithinThirtyDaysIsRead() {
    gauges.readExpiring();

    assertThat(meter.measured).containsExactly("qrpin.expiring {[temporaryPin]=30}");
  }

  @Test
  void hashesAreCountedByKeyAndCostAndAKeyThatNoneNeedsShowsZero() {
    gauges.takeCensus();

    assertThat(meter.set(Instrument.HASHES))
        .isEqualTo(
            Map.of(
                List.of("old", "none", "pin"), 0L,
                List.of("old", "none", "rememberedPin"), 0L,
                List.of("new", "7168 KiB, 5", "pin"), 3L,
                List.of("new", "7168 KiB, 5", "rememberedPin"), 4L,
                List.of("new", "9216 KiB, 4", "pin"), 10L,
                List.of("new", "9216 KiB, 4", "rememberedPin"), 20L));
  }

  @Test
  void aValueThatCannotBeReadIsNotShown() {
    away = true;
    gauges.readExpiring();
    gauges.takeCensus();

    assertThat(meter.measured).containsExactly("qrpin.expiring {}", "qrpin.hashes {}");
  }
}
