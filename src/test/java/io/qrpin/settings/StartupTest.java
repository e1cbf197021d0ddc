package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class StartupTest {

  @Test
  void theFirstCauseIsTheDeepestOneOfTheFirstTry() {
    IllegalStateException first =
        new IllegalStateException("outer", new IllegalArgumentException("prepared statement"));
    FlywayException second = new FlywayException("second", new NullPointerException());
    second.addSuppressed(first);

    assertThat(Startup.firstCause(second)).isEqualTo("prepared statement");
    assertThat(Startup.firstCause(new IllegalStateException("wrapped", second)))
        .isEqualTo("prepared statement");
    assertThat(
            Startup.firstCause(
                new IllegalStateException(
                    new SQLException("SSL error", new IllegalArgumentException("no match")))))
        .isEqualTo("SSL error: no match");
    assertThat(Startup.firstCause(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }
}
