package io.qrpin.credential;

import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.RememberedPin;
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
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is done with a PIN before any connection or lock is held: it is drawn where none was chosen,
 * reviewed, and hashed under a permit.
 */
@ApplicationScoped
class PinPreparation {

  private MethodConfigurations configurations;
  private CredentialStore credentials;
  private PinGenerator generator;
  private PinHasher hasher;
  private HashingPermits permits;
  private IssuancePolicy issuance;

  protected PinPreparation() {}

  @Inject
  PinPreparation(
      MethodConfigurations configurations,
      CredentialStore credentials,
      PinGenerator generator,
      PinHasher hasher,
      HashingPermits permits,
      IssuancePolicy issuance) {
    this.configurations = configurations;
    this.credentials = credentials;
    this.generator = generator;
    this.hasher = hasher;
    this.permits = permits;
    this.issuance = issuance;
  }

  /**
   * Prepares a PIN.
   *
   * @param ready what to do with one that is accepted
   * @param refused what to do when the policy does not accept the chosen one
   * @param choiceForbidden what to do when none may be chosen
   * @throws io.qrpin.hashing.Overloaded when too many PINs are being hashed at once
   */
  <R> R prepare(
      Subscriber subscriber,
      Optional<Pin> chosen,
      Function<ReadyPin, R> ready,
      Function<PinRefusal, R> refused,
      Supplier<R> choiceForbidden) {
    if (chosen.isPresent() && !issuance.choiceAllowed()) {
      return choiceForbidden.get();
    }
    PinPolicy policy = configurations.current().pinPolicy();
    PersonalData personal = personalDataOf(subscriber);
    Pin pin = chosen.orElseGet(() -> generator.generate(policy, personal));
    PinReview review = policy.review(pin, personal);
    if (review instanceof PinRefusal refusal) {
      return refused.apply(refusal);
    }
    HashedPin hashed = hash(subscriber.id(), pin);
    try {
      return ready.apply(new ReadyPin(pin, hashed::sealFor));
    } finally {
      hashed.erase();
    }
  }

  /**
   * Prepares a PIN that its owner chose.
   *
   * @param current the PIN that it shall replace
   * @param ready what to do with one that is accepted
   * @param refused what to do when the policy does not accept it
   * @param recentlyUsed what to do when it is the current one, or one of those before it
   */
  <R> R prepareReplacement(
      Subscriber owner,
      Pin current,
      Pin replacement,
      Function<ReadyPin, R> ready,
      Function<PinRefusal, R> refused,
      Supplier<R> recentlyUsed) {
    PinPolicy policy = configurations.current().pinPolicy();
    PinReview review = policy.review(replacement, personalDataOf(owner));
    if (review instanceof PinRefusal refusal) {
      return refused.apply(refusal);
    }
    if (replacement.isSameAs(current)) {
      return recentlyUsed.get();
    }
    List<RememberedPin> remembered = remembered(owner.id());
    HashedPin hashed = hash(owner.id(), replacement);
    try {
      return isAmong(remembered, replacement, hashed)
          ? recentlyUsed.get()
          : ready.apply(new ReadyPin(replacement, hashed::sealFor));
    } finally {
      hashed.erase();
    }
  }

  /** With the salt of the PIN before it, so that one hash compares it with all remembered ones. */
  private HashedPin hash(SubscriberId subscriber, Pin pin) {
    Optional<PinHash> latest =
        issuance.rememberedPins() == 0 ? Optional.empty() : credentials.latestHash(subscriber);
    HashingPermits.Permit permit = permits.takePermit();
    try (permit) {
      return latest.map(hash -> hasher.hash(pin, hash)).orElseGet(() -> hasher.hash(pin));
    }
  }

  private List<RememberedPin> remembered(SubscriberId subscriber) {
    return credentials.remembered(subscriber, issuance.rememberedPins()).stream()
        .map(StoredPin::remembered)
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean isAmong(List<RememberedPin> remembered, Pin pin, HashedPin hashed) {
    HashingPermits.Permit permit = permits.takePermit();
    try (permit) {
      return hasher.isAmong(pin, hashed, remembered);
    }
  }

  /** A PIN that was accepted and hashed, and can be bound to its place. Silent. */
  static final class ReadyPin {
    private final Pin pin;
    private final Function<PinBinding, PinHash> bind;

    ReadyPin(Pin pin, Function<PinBinding, PinHash> bind) {
      this.pin = pin;
      this.bind = bind;
    }

    /** Gives the PIN, to be shown once. */
    Pin pin() {
      return pin;
    }

    PinHash bindTo(PinBinding binding) {
      return bind.apply(binding);
    }

    @Override
    public String toString() {
      return "ReadyPin[hidden]";
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
