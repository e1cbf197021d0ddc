package io.qrpin.rest.wire;

import io.qrpin.signin.SignInOutcome.SignedIn;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** The outcome of a sign-in. It is ours and not Graph's. */
public final class SignInJson {

  private SignInJson() {}

  public static JsonObject signedIn(SignedIn outcome) {
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
          .add("failedAttemptsSince", JsonParts.date(outcome.failedSince()));
    }
    return json.build();
  }

  /** The user is not named before the PIN is changed. */
  public static JsonObject pinChangeRequired() {
    return JsonParts.object().add("outcome", "pinChangeRequired").build();
  }
}
