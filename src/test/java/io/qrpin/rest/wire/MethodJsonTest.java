package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.credential.PinDetails;
import jakarta.json.Json;
import java.io.StringReader;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MethodJsonTest {

  @Test
  void aQrPinHasGraphsMembersAndNoCode() {
    PinDetails details =
        new PinDetails(
            UUID.fromString("0199a000-0000-7000-8000-000000000001"),
            true,
            Instant.parse("2025-10-01T12:00:00.123456Z"),
            Instant.parse("2025-10-02T12:00:00Z"),
            Optional.of(Instant.parse("2025-10-09T12:00:00Z")));
    String expected =
        """
        {"@odata.type":"#microsoft.graph.qrPin",
         "id":"0199a000-0000-7000-8000-000000000001",
         "code":null,
         "forceChangePinNextSignIn":true,
         "createdDateTime":"2025-10-01T12:00:00.123456Z",
         "updatedDateTime":"2025-10-02T12:00:00Z"}
        """;
    assertThat(MethodJson.withoutCode(details))
        .isEqualTo(Json.createReader(new StringReader(expected)).readObject());
  }
}
