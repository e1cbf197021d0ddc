package io.qrpin.signin;

import io.qrpin.PublicApi;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * The ceremony: a badge and a PIN prove who stands there.
 *
 * <ol>
 *   <li>The badge says whose PIN is tried. One that is not genuine, or not valid now, is refused: a
 *       stranger charges nobody, and so locks nobody out. He waits as long as anybody.
 *   <li>The attempt is paid for, and committed, before anything is hashed.
 *   <li>The PIN is compared. Where even the right one would not do - there is none, it has expired,
 *       the method is not for the subscriber - a hash of equal cost is made instead.
 *   <li>The attempt is settled: a wrong PIN stays a failure, a right one is given back, and with it
 *       the code's last use and the audit row are written. Where that finds nothing to settle,
 *       nobody is signed in.
 * </ol>
 *
 * <p>The steps are {@link Identification} and {@link Attempts}; each takes what the one before it
 * has proven: {@link Identified}, {@link Admitted}, {@link Verified}. Who is signed in is whom the
 * badge belongs to, from the first step to the last: no method takes a subscriber from outside.
 *
 * <p>Attempts are committed by themselves, whatever transaction the caller is in; a change of PIN
 * joins the caller's. In a transaction that has itself set the subscriber's PIN no attempt can be
 * made: it would wait for its own caller, and fails. PINs and badges stay the caller's, to be
 * erased. Thread safety: safe.
 *
 * <p>All methods throw {@link io.qrpin.hashing.Overloaded} when there is no room for the attempt,
 * {@link PinUnverifiable} when the PIN cannot be hashed or what is stored of it cannot be read, and
 * {@link io.qrpin.database.DatabaseUnavailable} when the database does not answer; nobody is signed
 * in then.
 */
@PublicApi
@ApplicationScoped
public class SignIn {

  private Identification identification;
  private Attempts attempts;
  private Upkeep upkeep;
  private OwnerChange ownerChange;

  protected SignIn() {}

  @Inject
  SignIn(Identification identification, Attempts attempts, Upkeep upkeep, OwnerChange ownerChange) {
    this.identification = identification;
    this.attempts = attempts;
    this.upkeep = upkeep;
    this.ownerChange = ownerChange;
  }

  /**
   * Tries to sign in: {@code attempt(BadgeText.parse(scanned), Pin.of(typed), by)}.
   *
   * <pre>{@code
   * String answer =
   *     signIn
   *         .attempt(BadgeText.parse(scanned), Pin.of(typed), by)
   *         .fold(
   *             signedIn -> "Hello " + signedIn.subscriber().userPrincipalName(),
   *             () -> "Please change your PIN.",
   *             () -> "That did not work.",
   *             remaining -> remaining.map(it -> "Come back in " + it).orElse("See your manager."));
   * }</pre>
   *
   * @param badge what was scanned; empty where it is no badge of ours
   * @param pin what was typed; empty where it is no PIN
   * @param by the relying party that asks, for the audit row
   */
  public SignInOutcome attempt(Optional<BadgeText> badge, Optional<Pin> pin, Actor by) {
    return attempts
        .prove(() -> badge.flatMap(identification::by), pin, by)
        .fold(
            verified -> signIn(verified, pin.orElseThrow(), by),
            SignInOutcome.Refused::new,
            lock -> new SignInOutcome.Throttled(lock.remaining()));
  }

  private SignInOutcome signIn(Verified verified, Pin pin, Actor by) {
    if (verified.pin().changeRequired()) {
      return attempts.proven(verified, by)
          ? new SignInOutcome.PinChangeRequired()
          : new SignInOutcome.Refused();
    }
    Optional<Instant> at = attempts.signedIn(verified, by);
    at.ifPresent(signedIn -> upkeep.after(verified, pin));
    return at.map(verified::signedInAt).orElseGet(SignInOutcome.Refused::new);
  }

  /**
   * Changes a PIN, as a worker with a temporary one must. Proving the current PIN is an attempt
   * like any other; the new one is judged only after that, and costs nothing when it is not
   * accepted.
   *
   * @param current what was typed as the current PIN; empty where it is no PIN
   * @param replacement what was typed as the new PIN; empty where it is not made of digits
   */
  public PinChangeOutcome changePin(
      Optional<BadgeText> badge, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
    return ownerChange.change(() -> badge.flatMap(identification::by), current, replacement, by);
  }
}
