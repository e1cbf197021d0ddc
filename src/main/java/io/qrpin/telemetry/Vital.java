package io.qrpin.telemetry;

/** A check of {@link Vitals}. */
enum Vital {
  /** The tables are there. */
  SCHEMA("qrpin.schema", Phase.STARTED),
  /** The active wrap key seals a hash and opens it again. */
  KEYS("qrpin.keys", Phase.STARTED),
  /** A PIN was hashed. */
  HASHING("qrpin.hashing", Phase.STARTED),
  /** The database answers, and takes changes. */
  DATABASE("qrpin.database", Phase.READY),
  /** Permits to hash have not been exhausted for ten seconds. */
  PERMITS("qrpin.permits", Phase.READY),
  /** The application does not stop. */
  SERVING("qrpin.serving", Phase.READY);

  /** When a check holds. */
  enum Phase {
    /** Once it holds, it holds until the server stops. */
    STARTED,
    /** It holds now. */
    READY
  }

  private final String id;
  private final Phase phase;

  Vital(String id, Phase phase) {
    this.id = id;
    this.phase = phase;
  }

  /** The name in the server's answer. */
  String id() {
    return id;
  }

  Phase phase() {
    return phase;
  }
}
