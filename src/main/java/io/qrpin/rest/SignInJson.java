package io.qrpin.rest;

import io.qrpin.signin.SignInOutcome.SignedIn;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** How an attempt to sign in ended. */
final class SignInJson {

  private SignInJson() {}

  static JsonObject signedIn(SignedIn outcome) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("outcome", "signedIn")
            .add(
                "user",
                JsonParts.object()
                    .add("id", outcome.subscriber().id().value())
                    .add("userPrincipalName", outcome.subscriber().userPrincipalName()))
            .add(
                "method",
                JsonParts.object()
                    .add("id", outcome.methodId().toString())
                    .add("qrCode", outcome.code().name().toLowerCase(Locale.ROOT)))
            .add("authenticatedDateTime", outcome.at().toString());
    if (outcome.failedAttempts() > 0) {
      json.add("failedAttempts", outcome.failedAttempts())
          .add("failedAttemptsSince", QrCodeJson.date(outcome.failedSince()));
    }
    return json.build();
  }

  /** It names nobody. */
  static JsonObject pinChangeRequired() {
    return JsonParts.object().add("outcome", "pinChangeRequired").build();
  }
}
