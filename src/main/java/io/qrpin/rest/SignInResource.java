package io.qrpin.rest;

import static io.qrpin.access.Operation.SIGN_IN;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.SignInOutcome.SignedIn;
import io.qrpin.signin.Throttled;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sign-in with badge and PIN, for relying parties on other servers. It is ours and not Graph's. */
@Path("qrcodepin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SignInResource {

  private static final String QR_CODE = "qrCode";

  @Inject private SignIn ceremony;
  @Inject private Call call;

  /** Attempts a sign-in. */
  @POST
  @Path("signin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject signIn(GraphBody body) {
    String scanned = scannedIn(body);
    Optional<Pin> pin = Pin.of(body.requiredText("pin"));
    Optional<BadgeText> badge = BadgeText.parse(scanned);
    try {
      return ceremony.attempt(badge, pin, call.actor()).match(new Answer());
    } finally {
      badge.ifPresent(it -> it.token().erase());
      pin.ifPresent(Pin::erase);
    }
  }

  /** Changes the PIN after proof of badge and current PIN. It does not sign anybody in. */
  @POST
  @Path("changepin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void changePin(GraphBody body) {
    String scanned = scannedIn(body);
    String typedCurrent = body.requiredText("currentPin");
    String typedReplacement = body.requiredText("newPin");
    Optional<BadgeText> badge = BadgeText.parse(scanned);
    Optional<Pin> current = Pin.of(typedCurrent);
    Optional<Pin> replacement = Pin.of(typedReplacement);
    try {
      ceremony
          .changePin(badge, current, replacement, call.actor())
          .match(new PinChangeAnswer(invalidCredentials(), SignInResource::tooManyAttempts));
    } finally {
      badge.ifPresent(it -> it.token().erase());
      current.ifPresent(Pin::erase);
      replacement.ifPresent(Pin::erase);
    }
  }

  private static String scannedIn(GraphBody body) {
    String scanned = body.requiredText(QR_CODE);
    if (scanned.length() > BadgeText.MAX_SCANNED_CHARACTERS) {
      throw new Refusal(
          GraphError.badRequest(
              QR_CODE,
              "The member %s must have at most %d characters."
                  .formatted(QR_CODE, BadgeText.MAX_SCANNED_CHARACTERS)));
    }
    return scanned;
  }

  /** The answer to an attempt. */
  private static final class Answer implements SignInOutcome.Cases<JsonObject> {

    @Override
    public JsonObject signedIn(SignedIn signedIn) {
      return json(signedIn);
    }

    @Override
    public JsonObject pinChangeRequired(SignInOutcome.PinChangeRequired required) {
      return pinChangeRequiredJson();
    }

    @Override
    public JsonObject refused(Refused refused) {
      throw invalidCredentials();
    }

    @Override
    public JsonObject throttled(Throttled throttled) {
      throw tooManyAttempts(throttled.lock());
    }
  }

  /** The owner is named by id and sign-in name only. */
  static JsonObject json(SignedIn outcome) {
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
  static JsonObject pinChangeRequiredJson() {
    return JsonParts.object().add("outcome", "pinChangeRequired").build();
  }

  /** The same answer whatever was wrong, so that a stranger learns nothing from it. */
  static Refusal invalidCredentials() {
    return new Refusal(
        GraphError.of(401, "invalidCredentials", "Badge and PIN do not sign anybody in."),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "QrCodePin"));
  }

  static Refusal tooManyAttempts(Lock lock) {
    return new Refusal(
        GraphError.tooManyAttempts(429, lock.remaining()),
        lock.remaining()
            .map(it -> Map.<String, Object>of(HttpHeaders.RETRY_AFTER, wholeSeconds(it)))
            .orElse(Map.of()));
  }

  /** Rounded up, so that a client that waits as long does not come too early. */
  private static long wholeSeconds(Duration length) {
    return length.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
