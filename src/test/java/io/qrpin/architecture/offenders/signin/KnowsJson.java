package io.qrpin.architecture.offenders.signin;

import jakarta.json.JsonObject;

/** Offends: JSON outside of its door. */
public class KnowsJson {
  private JsonObject body;
}
