package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.benchmark.BulkWorkers;
import io.qrpin.it.Api.Answer;
import io.qrpin.pin.Pin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark's workers are like any other. */
@ExtendWith(Ward.Keeper.class)
class BulkWorkersIT {

  private static final String PIN = "61840937";

  private final Ward ward;

  BulkWorkersIT(Ward ward) {
    this.ward = ward;
  }

  @Test
  void workersWhoWereAddedInBulkSignInWithTheirPinAndWithNoOther()
      throws SQLException, IOException {
    Pin pin = Pin.of(PIN).orElseThrow();
    BulkWorkers workers =
        new BulkWorkers(BulkWorkers.hasherOf(ward.first.plan::value), pin, Instant.now());
    try (Connection connection = ward.database.connect()) {
      workers.copyInto(connection, 0, 3);
      workers.copyInto(connection, 3, 50);
    }

    for (int number : new int[] {0, 3, 49}) {
      Answer wrong = ward.first.signIn(workers.badgeText(number), Ward.otherThan(PIN));
      Answer right = ward.second.signIn(workers.badgeText(number), PIN);

      assertThat(wrong.status()).as(wrong.toString()).isEqualTo(401);
      assertThat(right.status()).as(right.toString()).isEqualTo(200);
      assertThat(right.json().getString("outcome")).isEqualTo("signedIn");
      assertThat(right.json().getJsonObject("user").getString("id"))
          .isEqualTo(workers.userId(number));
    }
  }
}
