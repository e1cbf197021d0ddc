package io.qrpin.signin;

import io.qrpin.credential.Credentials;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What is done for a stored PIN when the right one is at hand: where cost or key have been changed
 * in the settings, it is hashed anew. Nobody's sign-in fails for it.
 */
@ApplicationScoped
class Upkeep {

  private static final Logger LOG = Logger.getLogger(Upkeep.class.getName());

  private Credentials credentials;
  private HashingPermits permits;

  protected Upkeep() {}

  @Inject
  Upkeep(Credentials credentials, HashingPermits permits) {
    this.credentials = credentials;
    this.permits = permits;
  }

  void after(Verified verified, Pin pin) {
    try {
      if (!credentials.isUpToDate(verified.pin())) {
        HashingPermits.Permit permit = permits.takePermit();
        try (permit) {
          credentials.bringUpToDate(verified.charge().subscriber(), verified.pin(), pin);
        }
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a PIN was not hashed anew; its next sign-in tries again", e);
    }
  }
}
