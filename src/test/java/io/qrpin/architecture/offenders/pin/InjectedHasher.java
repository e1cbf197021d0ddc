package io.qrpin.architecture.offenders.pin;

import jakarta.inject.Inject;

/** Offends: a hasher that knows the container. */
public class InjectedHasher {
  @Inject private Pin pin;
}
