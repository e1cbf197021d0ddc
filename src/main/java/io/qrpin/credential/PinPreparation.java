package io.qrpin.credential;

import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.HashingPermits.Permit;
import io.qrpin.hashing.HashingPermits.Purpose;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.pin.PersonalData;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinGenerator;
import io.qrpin.pin.PinPolicy;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinReview;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Draws, reviews and hashes a PIN before its transaction begins: no connection and no lock is held
 * while a PIN is hashed.
 */
@ApplicationScoped
class PinPreparation {

  private MethodConfigurations configurations;
  private CredentialRows rows;
  private PinGenerator generator;
  private PinHasher hasher;
  private HashingPermits permits;
  private IssuancePolicy issuance;

  protected PinPreparation() {}

  @Inject
  PinPreparation(
      MethodConfigurations configurations,
      CredentialRows rows,
      PinGenerator generator,
      PinHasher hasher,
      HashingPermits permits,
      IssuancePolicy issuance) {
    this.configurations = configurations;
    this.rows = rows;
    this.generator = generator;
    this.hasher = hasher;
    this.permits = permits;
    this.issuance = issuance;
  }

  /** Whether an administrator may choose the digits. */
  boolean allowsChoice() {
    return issuance.choiceAllowed();
  }

  /**
   * Prepares the PIN that an administrator chose, or a random one.
   *
   * @return a {@link PreparedPin}, {@link PinRefused} or {@link ChoiceForbidden}
   * @throws io.qrpin.hashing.Overloaded if there is no permit to hash
   */
  Preparation prepare(Subscriber subscriber, Optional<Pin> chosen) {
    if (chosen.isPresent() && !issuance.choiceAllowed()) {
      return new ChoiceForbidden();
    }
    PinPolicy policy = configurations.current().pinPolicy();
    PersonalData personal = personalDataOf(subscriber);
    Pin pin = chosen.orElseGet(() -> generator.generate(policy, personal));
    PinReview review = policy.review(pin, personal);
    return review instanceof PinRefusal refusal
        ? new PinRefused(refusal)
        : new PreparedPin(pin, hash(subscriber.id(), pin, Purpose.ONE_WORKER));
  }

  /** Prepares a random PIN in a bulk run, and waits for a permit to hash as long as it must. */
  PreparedPin prepareInBulk(Subscriber subscriber) {
    PinPolicy policy = configurations.current().pinPolicy();
    Pin pin = generator.generate(policy, personalDataOf(subscriber));
    return new PreparedPin(pin, hash(subscriber.id(), pin, Purpose.BULK));
  }

  /**
   * Prepares the PIN that its owner chose.
   *
   * @param current the PIN that the owner has proven
   * @return a {@link PreparedPin}, {@link PinRefused} or {@link RecentlyUsed}
   * @throws io.qrpin.hashing.Overloaded if there is no permit to hash
   */
  Preparation prepareReplacement(Subscriber owner, Pin current, Pin replacement) {
    PinPolicy policy = configurations.current().pinPolicy();
    if (policy.review(replacement, personalDataOf(owner)) instanceof PinRefusal refusal) {
      return new PinRefused(refusal);
    }
    if (replacement.isSameAs(current)) {
      return new RecentlyUsed();
    }
    List<RememberedPin> history = history(owner.id());
    HashedPin hashed = hash(owner.id(), replacement, Purpose.ONE_WORKER);
    if (isAmong(history, replacement, hashed)) {
      hashed.erase();
      return new RecentlyUsed();
    }
    return new PreparedPin(replacement, hashed);
  }

  /**
   * Uses the salt of the PIN before, so that one hash compares a new PIN with the whole history.
   */
  private HashedPin hash(SubscriberId subscriber, Pin pin, Purpose purpose) {
    Optional<PinHash> latest =
        issuance.rememberedPins() == 0 ? Optional.empty() : rows.latestHash(subscriber);
    Permit permit = permits.takePermit(purpose);
    try (permit) {
      return latest.map(hash -> hasher.hash(pin, hash)).orElseGet(() -> hasher.hash(pin));
    }
  }

  private List<RememberedPin> history(SubscriberId subscriber) {
    return rows.remembered(subscriber, issuance.rememberedPins()).stream()
        .map(StoredPin::remembered)
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean isAmong(List<RememberedPin> history, Pin pin, HashedPin hashed) {
    Permit permit = permits.takePermit();
    try (permit) {
      return hasher.isAmong(pin, hashed, history);
    } catch (RuntimeException e) {
      hashed.erase();
      throw e;
    }
  }

  private static PersonalData personalDataOf(Subscriber subscriber) {
    return new PersonalData(
        subscriber.birthDate(),
        subscriber.phoneNumber(),
        subscriber.employeeNumber(),
        Optional.of(subscriber.userPrincipalName()));
  }
}
