package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.database.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugesTest {

  private final RecordedMeter meter = new RecordedMeter();
  private boolean away;

  private final Gauges gauges =
      new Gauges(
          new Telemetry(List.of(meter)),
          new ExpiringCredentials() {
            @Override
            public Map<Kind, Long> count(Duration within) {
              if (away) {
                throw Outage.unavailable();
              }
              return Map.of(Kind.TEMPORARY_PIN, within.toDays());
            }
          });

  @Test
  void whatExpiresWithinThirtyDaysIsRead() {
    gauges.read();

    assertThat(meter.measured).containsExactly("qrpin.expiring {[temporaryPin]=30}");
  }

  @Test
  void aValueThatCannotBeReadIsNotShown() {
    away = true;
    gauges.read();

    assertThat(meter.measured).containsExactly("qrpin.expiring {}");
  }
}
