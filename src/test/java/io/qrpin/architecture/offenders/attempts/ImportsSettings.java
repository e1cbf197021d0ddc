package io.qrpin.architecture.offenders.attempts;

import io.qrpin.architecture.offenders.settings.Limits;

/** Offends: a room that reads settings. */
public class ImportsSettings {
  private Limits limits;
}
