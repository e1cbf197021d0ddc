package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.credential.Credentials;
import io.qrpin.pin.Pin;
import io.qrpin.signin.Proof.Verified;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * The ceremony: a badge and a PIN prove who the claimant is.
 *
 * <ol>
 *   <li>Identify: the badge says whose PIN is tried ({@link Identification}). A badge that is not
 *       genuine, or not valid now, is refused, and so is a text that is nobody's PIN: it charges
 *       nobody, so that strangers and typing errors lock nobody out, and it costs the same time.
 *   <li>Pay: the ledger charges the attempt and commits before anything is hashed ({@link
 *       Attempts}).
 *   <li>Compare: the PIN is hashed and compared, also if not even the right PIN would be enough.
 *   <li>Settle: a wrong PIN stays a failure. A right PIN gives the charge back and records the use
 *       of the badge. If something else hinders it, it gives the charge back and is refused. If
 *       there is nothing left to settle, nobody is signed in.
 * </ol>
 *
 * <p>The subscriber is the owner of the badge from the first step to the last: no method takes one
 * from outside.
 *
 * <p>Attempts are committed by themselves, whatever transaction the caller is in; a change of PIN
 * joins the caller's transaction. An attempt in a transaction that has already set the PIN of the
 * same subscriber fails, because it would wait for its own caller. The caller erases PINs and
 * badges. Thread safety: safe.
 *
 * <p>All methods throw {@link io.qrpin.hashing.Overloaded} if there is no room for the attempt,
 * {@link PinUnverifiable} if the PIN cannot be compared, {@link
 * io.qrpin.subscriber.DirectoryUnavailable} if the directory does not answer, and {@link
 * io.qrpin.database.DatabaseUnavailable} if the database does not answer. Nobody is signed in then.
 */
@PublicApi
@ApplicationScoped
public class SignIn {

  private Attempts attempts;
  private PinChange pinChange;
  private Credentials credentials;

  protected SignIn() {}

  @Inject
  SignIn(Attempts attempts, PinChange pinChange, Credentials credentials) {
    this.attempts = attempts;
    this.pinChange = pinChange;
    this.credentials = credentials;
  }

  /**
   * Tries to sign in.
   *
   * <pre>{@code
   * String answer = "That did not work.";
   * SignInOutcome outcome = signIn.attempt(BadgeText.parse(scanned), Pin.typed(typed), by);
   * if (outcome instanceof SignInOutcome.SignedIn signedIn) {
   *   answer = "Hello " + signedIn.subscriber().userPrincipalName();
   * } else if (outcome instanceof SignInOutcome.PinChangeRequired) {
   *   answer = "Please change your PIN.";
   * } else if (outcome instanceof Throttled throttled) {
   *   answer = throttled.lock().remaining().map(it -> "Wait " + it).orElse("See your manager.");
   * }
   * }</pre>
   *
   * @param badge the badge that was scanned; empty if the text is no badge
   * @param pin the PIN that was typed; empty if the text is no PIN, and then nobody is charged
   * @param by the relying party, for the audit row
   */
  public SignInOutcome attempt(Optional<BadgeText> badge, Optional<Pin> pin, Actor by) {
    Proof proof = attempts.prove(new Claim.ByBadge(badge), pin, by);
    if (proof instanceof Refused refused) {
      return refused;
    }
    if (proof instanceof Throttled throttled) {
      return throttled;
    }
    Verified verified = (Verified) proof;
    if (verified.who().pin().changeRequired()) {
      boolean proven = attempts.proven(verified, by);
      return proven ? new SignInOutcome.PinChangeRequired() : attempts.refuseVoid(verified);
    }
    Optional<Instant> at = attempts.signedIn(verified, by);
    if (at.isEmpty()) {
      return attempts.refuseVoid(verified);
    }
    credentials.rehashIfOutdated(verified.who().id(), verified.who().pin(), pin.orElseThrow());
    return verified.signedInAt(at.get());
  }

  /**
   * Changes a PIN, as a worker with a temporary one must. The proof of the current PIN is an
   * attempt like any other. The new PIN is reviewed only after the proof, and a refused one costs
   * no attempt.
   *
   * @param current the PIN that was typed as the current one; empty if the text is no PIN
   * @param replacement the PIN that was typed as the new one; empty if the text is not only digits
   */
  public PinChangeOutcome changePin(
      Optional<BadgeText> badge, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
    return pinChange.change(new Claim.ByBadge(badge), current, replacement, by);
  }
}
