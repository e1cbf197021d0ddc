package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.rest.errors.Refusal;
import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphDatesTest {

  private static Instant date(String member, String sent) {
    String body = Json.createObjectBuilder().add(member, sent).build().toString();
    try {
      return GraphBody.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
          .instant(member)
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
    "2028-02-29T00:00:00, 2028-02-29T00:00:00Z",
    "2027-03-28T03:00:00+02:00, 2027-03-28T01:00:00Z",
    "2027-03-28T01:59:59+01:00, 2027-03-28T00:59:59Z",
    "2026-12-31T23:59:59.999999999-00:30, 2027-01-01T00:29:59.999999Z",
    "2026-12-31T23:59:59.1Z, 2026-12-31T23:59:59.100Z"
  })
  void aDateIsReadWithAnyOffsetOrNoneAndCutToTheMicrosecond(String sent, String instant) {
    assertThat(date("d", sent)).hasToString(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tomorrow",
        "2027-02-29T00:00:00Z",
        "2027-13-01T00:00:00Z",
        "2027-01-01",
        "2027-01-01T24:00:01Z",
        "2027-01-01T00:00:00+19:00",
        "2027-01-01T00:00:00.1234567890Z",
        "+12027-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "1830000000"
      })
  void aTextThatIsNoDateIsRefusedByName(String sent) {
    assertThatThrownBy(() -> date("startDateTime", sent))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.error().code()).isEqualTo("badRequest");
              assertThat(refusal.error().target()).contains("startDateTime");
            });
  }
}
