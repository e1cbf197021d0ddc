package io.qrpin.access;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for people who sign in at the desk. Immutable.
 *
 * @param reasonRequired whether each change needs a reason, which the audit trail keeps
 * @param idle how long a session lasts without a request, {@link #MIN_IDLE} to {@link #MAX_IDLE}
 * @param longest how long a session lasts at most, {@link #MIN_LONGEST} to {@link #MAX_LONGEST}
 * @param secureCookie whether browsers send the session's cookie over TLS alone
 * @param zone the time zone of the times on pages
 * @param printing what is printed beside a symbol
 */
public record DeskPolicy(
    boolean reasonRequired,
    Duration idle,
    Duration longest,
    boolean secureCookie,
    ZoneId zone,
    Printing printing) {

  /** A part of a printed badge that is shown or not. */
  public enum PrintedField {
    DISPLAY_NAME("name"),
    USER_NAME("signInName"),
    EMPLOYEE_NUMBER("number"),
    EXPIRY("expiry");

    private final String code;

    PrintedField(String code) {
      this.code = code;
    }

    /** The name in the setting. */
    public String code() {
      return code;
    }
  }

  /**
   * The texts and pictures beside a printed symbol. The desk checks the files when it starts.
   *
   * @param fields what is shown of a worker and a badge
   * @param line a text on every card
   * @param logo the file with the logo on every card
   * @param fonts files with fonts, for characters that Liberation Sans does not have
   * @param locale of dates and words
   */
  public record Printing(
      Set<PrintedField> fields,
      Optional<String> line,
      Optional<String> logo,
      List<String> fonts,
      Locale locale) {

    /** All fields and nothing else, in English. */
    public static final Printing STANDARD =
        new Printing(
            Set.of(PrintedField.values()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Locale.ENGLISH);

    public Printing {
      fields = Set.copyOf(fields);
      fonts = List.copyOf(fonts);
    }
  }

  public static final Duration MIN_IDLE = Duration.ofMinutes(1);
  public static final Duration MAX_IDLE = Duration.ofHours(1);
  public static final Duration MIN_LONGEST = Duration.ofMinutes(5);
  public static final Duration MAX_LONGEST = Duration.ofHours(24);

  /** How old a sign-in may be for what needs a fresh one. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** The rules that hold if nothing is set. */
  public static final DeskPolicy STANDARD =
      new DeskPolicy(
          false,
          Duration.ofMinutes(15),
          Duration.ofHours(8),
          true,
          ZoneId.of("UTC"),
          Printing.STANDARD);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public DeskPolicy {
    if (idle.compareTo(MIN_IDLE) < 0 || idle.compareTo(MAX_IDLE) > 0) {
      throw new IllegalArgumentException(
          "a session may be idle for %s to %s".formatted(MIN_IDLE, MAX_IDLE));
    }
    if (longest.compareTo(MIN_LONGEST) < 0 || longest.compareTo(MAX_LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a session lasts %s to %s at most".formatted(MIN_LONGEST, MAX_LONGEST));
    }
  }
}
