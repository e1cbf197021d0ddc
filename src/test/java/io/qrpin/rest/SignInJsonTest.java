package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.signin.SignInOutcome.SignedIn;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignInJsonTest {

  private static final Subscriber WORKER =
      new Subscriber(
          new SubscriberId("worker-1"),
          "w1@contoso.example",
          Optional.of("Somebody"),
          Optional.of("771234"),
          Optional.of("+49 30 5550199"),
          Optional.of(LocalDate.of(1987, 6, 5)),
          Set.of("nurses"));

  private static SignedIn signedIn(QrCodeKind code, int failed, Optional<Instant> since) {
    return new SignedIn(
        WORKER,
        UUID.fromString("0199a000-0000-7000-8000-000000000001"),
        code,
        Instant.parse("2025-10-01T12:00:00.123456Z"),
        failed,
        since);
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void aSignedInUserIsNamedByIdAndSignInNameOnly() {
    assertThat(QrCodePinResource.json(signedIn(QrCodeKind.STANDARD, 0, Optional.empty())))
        .isEqualTo(
            json(
                """
                {"outcome":"signedIn",
                 "user":{"id":"worker-1","userPrincipalName":"w1@contoso.example"},
                 "method":{"id":"0199a000-0000-7000-8000-000000000001","qrCode":"standard"},
                 "authenticatedDateTime":"2025-10-01T12:00:00.123456Z"}
                """));
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(QrCodeKind.class)
  void theCodeThatWasShownIsNamedInLowerCase(QrCodeKind code) {
    String expected =
        switch (code) {
          case STANDARD -> "standard";
          case TEMPORARY -> "temporary";
        };
    assertThat(
            QrCodePinResource.json(signedIn(code, 0, Optional.empty()))
                .getJsonObject("method")
                .getString("qrCode"))
        .isEqualTo(expected);
  }

  @Test
  void earlierWrongPinsAreReportedWithTheInstantOfTheFirst() {
    Optional<Instant> since = Optional.of(Instant.parse("2025-10-01T11:58:00Z"));
    JsonObject json = QrCodePinResource.json(signedIn(QrCodeKind.STANDARD, 3, since));
    assertThat(json.getInt("failedAttempts")).isEqualTo(3);
    assertThat(json.getString("failedAttemptsSince")).isEqualTo("2025-10-01T11:58:00Z");
  }

  @Test
  void oneWrongPinIsReportedAndNoneIsNot() {
    Optional<Instant> since = Optional.of(Instant.parse("2025-10-01T11:58:00Z"));
    assertThat(QrCodePinResource.json(signedIn(QrCodeKind.STANDARD, 1, since)))
        .containsKeys("failedAttempts", "failedAttemptsSince");
    assertThat(QrCodePinResource.json(signedIn(QrCodeKind.STANDARD, 0, since)))
        .doesNotContainKeys("failedAttempts", "failedAttemptsSince");
  }

  @Test
  void aUserWhoMustChangeThePinFirstIsNotNamed() {
    assertThat(QrCodePinResource.pinChangeRequiredJson())
        .isEqualTo(json("{\"outcome\":\"pinChangeRequired\"}"));
  }
}
