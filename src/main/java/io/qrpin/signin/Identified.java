package io.qrpin.signin;

import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.credential.Credential;
import io.qrpin.credential.StoredPin;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.util.Optional;

/**
 * What the first step has proven: whose credential it is that is tried. Whether the PIN is right is
 * open.
 *
 * @param credential as it was read
 * @param subscriber as the directory knows them; empty where it does not any more
 * @param hindrance why not even the right PIN would do, for the audit row alone
 */
record Identified(
    Credential credential, Optional<Subscriber> subscriber, Optional<RefusalReason> hindrance) {

  SubscriberId id() {
    return credential.subscriber();
  }

  /** The PIN to compare with; empty where comparing would make no difference. */
  Optional<StoredPin> comparable() {
    return hindrance.isPresent() ? Optional.empty() : credential.pin();
  }
}
