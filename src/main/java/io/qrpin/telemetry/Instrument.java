package io.qrpin.telemetry;

import static io.qrpin.telemetry.Instrument.Kind.COUNTER;
import static io.qrpin.telemetry.Instrument.Kind.GAUGE;
import static io.qrpin.telemetry.Instrument.Kind.HISTOGRAM;

import io.qrpin.audit.RefusalKind;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.credential.ExpiringCredentials;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that qrpin measures. The adapters register what stands here, so a server shows the same
 * instruments whichever feature it has. No label names a person, and each has few values.
 */
enum Instrument {
  ATTEMPTS(
      COUNTER,
      "qrpin.attempts",
      "{attempt}",
      "Attempts at a PIN, by their outcome",
      List.of("outcome"),
      Labels.OUTCOMES),
  LOCKS(
      COUNTER,
      "qrpin.locks",
      "{lock}",
      "Locks after too many wrong PINs, by what ends them",
      List.of("until"),
      List.of(Labels.UNTIL_TIME, Labels.UNTIL_RESET)),
  UNLOCKS(
      COUNTER,
      "qrpin.unlocks",
      "{unlock}",
      "Locks that ended, by their cause",
      List.of("cause"),
      Stream.of(UnlockCause.values()).map(UnlockCause::code).toList()),
  HASH_DURATION(
      "qrpin.hash.duration",
      "The time that Argon2id takes for one PIN, decoys too",
      List.of(5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_500)),
  PERMIT_WAIT(
      "qrpin.permit.wait",
      "The time in the line for a permit to hash, of those who got one",
      List.of(1, 10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 60_000)),
  TURNED_AWAY(
      COUNTER, "qrpin.turned.away", "{call}", "Calls that were turned away for want of room"),
  DENIED(COUNTER, "qrpin.denied", "{call}", "Calls that the permission table denies"),
  RESETS(COUNTER, "qrpin.resets", "{reset}", "PINs that an administrator replaced"),
  ENROLMENTS(COUNTER, "qrpin.enrolments", "{enrolment}", "Workers who got badge and PIN"),
  DECOYS(
      COUNTER,
      "qrpin.decoys",
      "{decoy}",
      "Decoys for attempts that charge nobody; without a free permit nothing is hashed",
      List.of("hashed"),
      List.of("true", "false")),
  EXPIRING(
      GAUGE,
      "qrpin.expiring",
      "{credential}",
      "Badges and temporary PINs of all nodes that expire within 30 days",
      List.of("kind"),
      Stream.of(ExpiringCredentials.Kind.values()).map(Labels::of).toList()),
  HASHES(
      GAUGE,
      "qrpin.hashes",
      "{hash}",
      "Stored hashes of all nodes, by the wrap key that they need and the cost of their Argon2id",
      List.of("key", "cost", "kind"),
      List.of());

  /** How an instrument adds up. */
  enum Kind {
    /** It only grows, and restarts at zero with the server. */
    COUNTER,
    /** It counts durations in buckets. */
    HISTOGRAM,
    /** It has a value now. */
    GAUGE
  }

  private final Kind kind;
  private final String id;
  private final String unit;
  private final String description;
  private final List<String> labels;
  private final List<String> values;
  private final List<Integer> bucketsMillis;

  Instrument(Kind kind, String id, String unit, String description) {
    this(kind, id, unit, description, List.of(), List.of());
  }

  /** A histogram of durations. */
  Instrument(String id, String description, List<Integer> bucketsMillis) {
    this(HISTOGRAM, id, "s", description, List.of(), List.of(), bucketsMillis);
  }

  Instrument(
      Kind kind,
      String id,
      String unit,
      String description,
      List<String> labels,
      List<String> values) {
    this(kind, id, unit, description, labels, values, List.of());
  }

  Instrument(
      Kind kind,
      String id,
      String unit,
      String description,
      List<String> labels,
      List<String> values,
      List<Integer> bucketsMillis) {
    this.kind = kind;
    this.id = id;
    this.unit = unit;
    this.description = description;
    this.labels = labels;
    this.values = values;
    this.bucketsMillis = bucketsMillis;
  }

  Kind kind() {
    return kind;
  }

  /** The name. It never changes, because dashboards have it. */
  String id() {
    return id;
  }

  /** In UCUM, as OpenTelemetry wants it; what is counted stands in braces. */
  String unit() {
    return unit;
  }

  String description() {
    return description;
  }

  /** The names of its labels, in the order of the values that it is given. */
  List<String> labels() {
    return labels;
  }

  /**
   * Each series, by the values of its labels, that exists from the start: a rate needs a zero to
   * grow from. Empty where the values are known only later.
   */
  List<List<String>> series() {
    return labels.isEmpty() ? List.of(List.of()) : values.stream().map(List::of).toList();
  }

  /** The upper bounds of a histogram's buckets, in milliseconds, ascending. */
  List<Integer> bucketsMillis() {
    return bucketsMillis;
  }

  /** The values of labels that come from several enums. */
  static final class Labels {

    static final String SIGNED_IN = "signedIn";
    static final String PIN_PROVEN = "pinProven";
    static final String PIN_UNREADABLE = "pinUnreadable";
    static final String UNTIL_TIME = "time";
    static final String UNTIL_RESET = "reset";
    static final String NO_COST = "none";
    static final String PIN = "pin";
    static final String REMEMBERED_PIN = "rememberedPin";

    static final List<String> OUTCOMES =
        Stream.of(
                Stream.of(SIGNED_IN, PIN_PROVEN, PIN_UNREADABLE),
                Stream.of(RefusalReason.values()).map(RefusalReason::code),
                Stream.of(RefusalKind.values())
                    .filter(kind -> kind != RefusalKind.ACCESS)
                    .map(Labels::of))
            .flatMap(codes -> codes)
            .toList();

    private Labels() {}

    /** {@code UNKNOWN_BADGE} is {@code unknownBadge}. */
    static String of(Enum<?> value) {
      StringBuilder code = new StringBuilder();
      boolean begins = false;
      for (char letter : value.name().toCharArray()) {
        if (letter != '_') {
          code.append(begins ? letter : Character.toLowerCase(letter));
        }
        begins = letter == '_';
      }
      return code.toString();
    }
  }
}
