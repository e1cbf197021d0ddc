package io.qrpin.architecture.offenders.settings;

import io.qrpin.Qrpin;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Harmless: a common type with our qualifier, and our own types without. */
public class QualifiedProducer {
  @Produces @Qrpin private Clock clock;

  @Produces
  Limits limits() {
    return new Limits();
  }
}
