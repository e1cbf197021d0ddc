package io.qrpin.rest.wire;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.Enrolment.Enrolled;
import io.qrpin.credential.IssuedPins;
import io.qrpin.credential.IssuedQrCodes;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.pin.Pin;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to make a method's JSON and to write it as bytes, in microseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class MethodJsonBenchmark {

  private static final JsonWriterFactory WRITERS = Json.createWriterFactory(Map.of());
  private static final Instant CREATED = Instant.parse("2025-10-01T12:00:00.123456Z");
  private static final Optional<Instant> USED = Optional.of(CREATED.plusSeconds(60));

  private QrCodeDetails standard = code(QrCodeKind.STANDARD, Duration.ofDays(365));
  private QrCodeDetails temporary = code(QrCodeKind.TEMPORARY, Duration.ofHours(12));
  private PinDetails pin = new PinDetails(new UUID(1, 3), true, CREATED, CREATED, Optional.empty());
  private MethodDetails found =
      new MethodDetails(
          new UUID(1, 1),
          CREATED,
          USED,
          Optional.of(standard),
          Optional.of(temporary),
          Optional.of(pin));
  private Enrolled enrolled =
      new Enrolled(
          found,
          IssuedQrCodes.issued(standard),
          IssuedPins.issued(pin, Pin.of("35387687").orElseThrow()));

  private static QrCodeDetails code(QrCodeKind kind, Duration lifetime) {
    return new QrCodeDetails(
        new UUID(1, 2), kind, CREATED, new Validity(CREATED, CREATED.plus(lifetime)), USED);
  }

  /** Both codes and the PIN, as they may be read at any time. */
  @Benchmark
  public byte[] withoutSecrets() {
    return written(MethodJson.withoutSecrets(found, "beta"));
  }

  /** With the symbol and the PIN's digits, as after an enrolment. */
  @Benchmark
  public byte[] withSecrets() {
    return written(MethodJson.withSecrets(enrolled, "beta"));
  }

  private static byte[] written(JsonObject json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonWriter writer = WRITERS.createWriter(bytes)) {
      writer.writeObject(json);
    }
    return bytes.toByteArray();
  }
}
