package io.qrpin.architecture.offenders.audit;

import io.qrpin.architecture.offenders.badge.QrToken;

/** Offends: an audit row that could hold a badge's secret. */
public class RowWithToken {
  void add(QrToken token) {}
}
