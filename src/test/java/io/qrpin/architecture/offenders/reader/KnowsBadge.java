package io.qrpin.architecture.offenders.reader;

import io.qrpin.architecture.offenders.scanner.KnowsReader;

/** Offends: the other half. */
public class KnowsBadge {
  private KnowsReader other;
}
