package io.qrpin.signin;

import io.qrpin.credential.Credentials;
import io.qrpin.hashing.Admission;
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
  private Admission admission;

  protected Upkeep() {}

  @Inject
  Upkeep(Credentials credentials, Admission admission) {
    this.credentials = credentials;
    this.admission = admission;
  }

  void after(Verified verified, Pin pin) {
    try {
      if (!credentials.isUpToDate(verified.pin())) {
        admission.admit(
            () -> credentials.bringUpToDate(verified.charge().subscriber(), verified.pin(), pin));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a PIN was not hashed anew; its next sign-in tries again", e);
    }
  }
}
