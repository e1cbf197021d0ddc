package io.qrpin.architecture.offenders.scanner;

import io.qrpin.architecture.offenders.reader.KnowsBadge;

/** Offends: half of a cycle. */
public class KnowsReader {
  private KnowsBadge other;
}
