package io.qrpin.rest.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.subscriber.DirectoryUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMapperTest {

  private static final ErrorMapper.Answer OUTAGE =
      new ErrorMapper.Answer(GraphError.of(503), Map.of("Retry-After", 5L));

  @Test
  void anOutageOfTheDirectoryIs503AndTheClientLearnsWhenToRetry() {
    assertThat(ErrorMapper.Answer.to(new DirectoryUnavailable("away"))).isEqualTo(OUTAGE);
    assertThat(
            ErrorMapper.Answer.to(
                new DirectoryUnavailable("away", new SQLException("no such table", "42P01"))))
        .isEqualTo(OUTAGE);
  }

  @ParameterizedTest(name = "{index} SQLSTATE {0}")
  @ValueSource(strings = {"08006", "53300", "57P01", "25006"})
  void anOutageOfTheDatabaseIs503AndTheClientLearnsWhenToRetry(String state) {
    assertThat(
            ErrorMapper.Answer.to(
                new IllegalStateException(new RuntimeException(new SQLException("away", state)))))
        .isEqualTo(OUTAGE);
  }

  @ParameterizedTest(name = "{index} SQLSTATE {0}")
  @ValueSource(strings = {"23505", "42P01", "57014"})
  void anyOtherErrorOfTheDatabaseIs500(String state) {
    assertThat(ErrorMapper.Answer.to(new IllegalStateException(new SQLException("wrong", state))))
        .isEqualTo(new ErrorMapper.Answer(GraphError.of(500), Map.of()));
  }

  @Test
  void aPinThatCannotBeHashedIs503AndTheClientLearnsWhenToRetry() {
    assertThat(ErrorMapper.Answer.to(new HashingUnavailable("no memory"))).isEqualTo(OUTAGE);
    assertThat(
            ErrorMapper.Answer.to(
                new HashingUnavailable("no key", new SQLException("no such table", "42P01"))))
        .isEqualTo(OUTAGE);
  }

  @Test
  void aPinThatCannotBeHashedIsLoggedAsSevereWithItsCause() {
    HashingUnavailable failure =
        new HashingUnavailable("the active wrap key cannot be used", new Exception("unplugged"));
    List<LogRecord> records = recordsOf(failure);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getLevel()).isEqualTo(Level.SEVERE);
    assertThat(records.get(0).getThrown()).isSameAs(failure);
    assertThat(records.get(0).getMessage())
        .isEqualTo("QRPIN0012E: request request-1 failed: a PIN cannot be hashed or compared");
  }

  @Test
  void anOutageOfTheDirectoryIsLoggedAsAWarningWithItsCause() {
    DirectoryUnavailable failure = new DirectoryUnavailable("away");
    List<LogRecord> records = recordsOf(failure);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
    assertThat(records.get(0).getThrown()).isSameAs(failure);
  }

  @Test
  void aRefusalIsNotLogged() {
    assertThat(recordsOf(Refusal.notFound())).isEmpty();
  }

  private static List<LogRecord> recordsOf(Throwable failure) {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord published) {
            records.add(published);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(ErrorMapper.class.getName());
    boolean usesParent = logger.getUseParentHandlers();
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      new ErrorMapper().log(failure, ErrorMapper.Answer.to(failure).error(), "request-1");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(usesParent);
    }
    return records;
  }

  @Test
  void anOverloadIs503WithItsOwnTime() {
    assertThat(ErrorMapper.Answer.to(new Overloaded()))
        .isEqualTo(
            new ErrorMapper.Answer(GraphError.serviceOverloaded(), Map.of("Retry-After", 1L)));
  }

  @Test
  void aRefusalKeepsItsErrorAndItsHeaders() {
    GraphError error = GraphError.of(401, "aCode", "A message.");
    assertThat(ErrorMapper.Answer.to(new Refusal(error)))
        .isEqualTo(new ErrorMapper.Answer(error, Map.of("WWW-Authenticate", "Bearer")));
    assertThat(ErrorMapper.Answer.to(new Refusal(error, Map.of("WWW-Authenticate", "QrCodePin"))))
        .isEqualTo(new ErrorMapper.Answer(error, Map.of("WWW-Authenticate", "QrCodePin")));
  }

  @Test
  void anyOtherFailureIs500() {
    assertThat(ErrorMapper.Answer.to(new IllegalStateException("a bug")))
        .isEqualTo(new ErrorMapper.Answer(GraphError.of(500), Map.of()));
  }
}
