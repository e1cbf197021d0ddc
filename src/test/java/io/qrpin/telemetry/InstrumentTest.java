package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.telemetry.Instrument.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentTest {

  @Test
  void eachInstrumentHasItsOwnName() {
    assertThat(Stream.of(Instrument.values()).map(Instrument::id)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aNameIsQrpinsAndSuitsAllSystems(Instrument instrument) {
    assertThat(instrument.id()).matches("qrpin(\\.[a-z]+)+");
    assertThat(instrument.labels()).allMatch(label -> label.matches("[a-z]+"));
  }

  /** Nothing that a person or a caller chooses: every value is in the program. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "HASHES")
  void theSeriesAreFewAndKnownBefore(Instrument instrument) {
    assertThat(instrument.series()).isNotEmpty().hasSizeLessThan(30).doesNotHaveDuplicates();
    assertThat(instrument.series())
        .allSatisfy(labels -> assertThat(labels).hasSameSizeAs(instrument.labels()));
  }

  @Test
  void outcomesAreNamedAsInTheAuditTrail() {
    assertThat(Instrument.ATTEMPTS.series())
        .contains(
            List.of("signedIn"), List.of("wrongPin"), List.of("unknownBadge"), List.of("locked"))
        .doesNotContain(List.of("access"));
  }

  @ParameterizedTest
  @EnumSource
  void onlyHistogramsHaveBucketsAndTheyAscend(Instrument instrument) {
    assertThat(instrument.bucketsMillis().isEmpty())
        .isNotEqualTo(instrument.kind() == Kind.HISTOGRAM);
    assertThat(instrument.bucketsMillis()).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/webapp", "src/desk/webapp"})
  void microProfileMetricsHasTheSameBuckets(Path application) throws IOException {
    Properties configuration = new Properties();
    try (Reader reader =
        Files.newBufferedReader(
            application.resolve("WEB-INF/classes/META-INF/microprofile-config.properties"))) {
      configuration.load(reader);
    }
    assertThat(configuration.getProperty("mp.metrics.distribution.timer.buckets"))
        .isEqualTo(
            Stream.of(Instrument.values())
                .filter(it -> it.kind() == Kind.HISTOGRAM)
                .map(it -> it.id() + "=" + inMilliseconds(it))
                .collect(Collectors.joining(";")));
  }

  private static String inMilliseconds(Instrument histogram) {
    return histogram.bucketsMillis().stream()
        .map(bucket -> bucket + "ms")
        .collect(Collectors.joining(","));
  }

  @Test
  void theReadmeNamesEachInstrumentAndEachCheck() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(Stream.of(Instrument.values()).map(it -> "`" + it.id() + "`").toList())
        .contains(Stream.of(Vital.values()).map(it -> "| `" + it.id() + "` |").toList());
  }
}
