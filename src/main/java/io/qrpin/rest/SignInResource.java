package io.qrpin.rest;

import static io.qrpin.access.Operation.SIGN_IN;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Allows;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.SignInJson;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.Throttled;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.HashMap;
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
      ceremony.changePin(badge, current, replacement, call.actor()).match(new ChangeAnswer());
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
    public JsonObject signedIn(SignInOutcome.SignedIn signedIn) {
      return SignInJson.signedIn(signedIn);
    }

    @Override
    public JsonObject pinChangeRequired(SignInOutcome.PinChangeRequired required) {
      return SignInJson.pinChangeRequired();
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

  /** The answer to a change of PIN. */
  static final class ChangeAnswer extends PinChangeAnswer {

    @Override
    public Void refused(Refused refused) {
      throw invalidCredentials();
    }

    @Override
    public Void throttled(Throttled throttled) {
      throw tooManyAttempts(throttled.lock());
    }
  }

  /** The same answer whatever was wrong, so that a stranger learns nothing from it. */
  static Refusal invalidCredentials() {
    return new Refusal(
        GraphError.of(401, "invalidCredentials", "Badge and PIN do not sign anybody in."),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "QrCodePin"));
  }

  static Refusal tooManyAttempts(Lock lock) {
    Map<String, Object> headers = new HashMap<>();
    lock.remaining().ifPresent(it -> headers.put(HttpHeaders.RETRY_AFTER, wholeSeconds(it)));
    return new Refusal(GraphError.tooManyAttempts(429, lock.remaining()), headers);
  }

  /** Rounded up, so that a client that waits as long does not come too early. */
  private static long wholeSeconds(Duration length) {
    return length.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
