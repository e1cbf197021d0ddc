package io.qrpin.signin;

import io.qrpin.attempts.Charge;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.credential.Credential;
import io.qrpin.credential.StoredPin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;

/** The result of step 1: the credential that is tried. The PIN is not compared yet. */
sealed interface Identified {

  Credential credential();

  /** The right PIN proves the claim. */
  record Admissible(Credential credential, Subscriber subscriber, StoredPin pin)
      implements Identified {}

  /** Not even the right PIN proves the claim. The reason goes only into the audit row. */
  record Hindered(Credential credential, RefusalReason hindrance) implements Identified {}

  default SubscriberId id() {
    return credential().subscriber();
  }

  /** Whether the PIN was set again after this credential was read. */
  default boolean isOlderThan(Charge charge) {
    return credential().pin().filter(pin -> pin.generation() != charge.generation()).isPresent();
  }
}
