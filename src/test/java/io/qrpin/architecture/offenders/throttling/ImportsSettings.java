package io.qrpin.architecture.offenders.throttling;

import io.qrpin.architecture.offenders.settings.Limits;

/** Offends: a room that reads settings. */
public class ImportsSettings {
  private Limits limits;
}
