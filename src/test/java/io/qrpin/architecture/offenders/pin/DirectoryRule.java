package io.qrpin.architecture.offenders.pin;

import io.qrpin.architecture.offenders.subscriber.Worker;

/** Offends: a rule that knows another room. */
public class DirectoryRule {
  private Worker worker;
}
