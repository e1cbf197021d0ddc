package io.qrpin.architecture.offenders.audit;

import io.qrpin.architecture.offenders.pin.Pin;

/** Offends: an audit row that could hold a PIN. */
public class RowWithPin {
  private Pin pin;
}
