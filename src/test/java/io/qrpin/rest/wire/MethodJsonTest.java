package io.qrpin.rest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MethodJsonTest {

  private static final UUID ID = UUID.fromString("0199a000-0000-7000-8000-000000000002");
  private static final Instant NOON = Instant.parse("2025-10-01T12:00:00Z");

  @Test
  void theMembersOfATypeAreThoseThatAnAnswerShows() {
    QrCodeDetails code =
        new QrCodeDetails(
            ID, QrCodeKind.STANDARD, NOON, new Validity(NOON, NOON), Optional.empty());
    PinDetails pin = new PinDetails(ID, true, NOON, NOON, Optional.empty());
    MethodDetails method =
        new MethodDetails(
            ID, NOON, Optional.empty(), Optional.of(code), Optional.of(code), Optional.of(pin));

    assertLists(MethodJson.METHOD, MethodJson.withoutSecrets(method, "beta"));
    assertLists(MethodJson.CODE, MethodJson.withoutImage(code));
    assertLists(MethodJson.PIN, MethodJson.withoutCode(pin));
  }

  private static void assertLists(WireType type, JsonObject shown) {
    assertThat(shown.getString("@odata.type")).isEqualTo(type.annotation());
    Set<String> names = new HashSet<>(shown.keySet());
    names.remove("@odata.type");
    assertThat(names).isEqualTo(type.members());
  }

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
