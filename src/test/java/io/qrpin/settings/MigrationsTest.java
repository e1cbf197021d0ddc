package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  private static final MigrateResult DONE = new MigrateResult("", "", "", "");

  /** Fails so many times as there are failures, then migrates. */
  private static final class FailingFlyway extends Flyway {

    private final Deque<FlywayException> failures;

    FailingFlyway(FlywayException... failures) {
      super(Flyway.configure());
      this.failures = new ArrayDeque<>(List.of(failures));
    }

    @Override
    public MigrateResult migrate() {
      if (failures.isEmpty()) {
        return DONE;
      }
      throw failures.pop();
    }
  }

  @Test
  void aMigrationThatFailsOnceIsTriedAgain() {
    assertThat(Migrations.migrate(new FailingFlyway())).isSameAs(DONE);
    assertThat(Migrations.migrate(new FailingFlyway(new FlywayException("first")))).isSameAs(DONE);
  }

  @Test
  void aMigrationThatFailsTwiceStopsTheStartAndKeepsItsFirstFailure() {
    FlywayException first = new FlywayException("first");
    FlywayException second = new FlywayException("second");
    assertThatExceptionOfType(FlywayException.class)
        .isThrownBy(() -> Migrations.migrate(new FailingFlyway(first, second)))
        .isSameAs(second)
        .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(first));
  }
}
