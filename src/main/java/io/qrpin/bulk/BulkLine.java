package io.qrpin.bulk;

import io.qrpin.Iso8601;
import io.qrpin.PublicApi;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a list. A malformed line fails when its turn comes and stops no other. Thread safety:
 * immutable.
 */
@PublicApi
public sealed interface BulkLine permits BulkLine.Asked, BulkLine.Malformed {

  int MAX_ID_LENGTH = 128;
  int MAX_USER_LENGTH = 320;

  String ID = "id";
  String USER = "user";
  String MODE = "mode";
  String START = "startDateTime";
  String EXPIRY = "expireDateTime";

  /** The names of all parts; the first three are required. */
  List<String> NAMES = List.of(ID, USER, MODE, START, EXPIRY);

  /** Its number in the list's text, from 1 on. A quoted field may make a line span several. */
  int number();

  /** The client's own id of the line, unique in the list; empty if the line has no usable one. */
  Optional<String> id();

  /**
   * A line that can be carried out.
   *
   * @param name the client's id, 1 to {@value #MAX_ID_LENGTH} characters without control characters
   * @param user the worker's id or sign-in name, 1 to {@value #MAX_USER_LENGTH} characters without
   *     control characters
   * @param start the start of the badge; empty for now
   * @param expiry the expiry of the badge; empty for the standard lifetime of its kind
   */
  record Asked(
      int number,
      String name,
      String user,
      BulkMode mode,
      Optional<Instant> start,
      Optional<Instant> expiry)
      implements BulkLine {

    public Asked {
      Objects.requireNonNull(mode, "mode");
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(expiry, "expiry");
    }

    @Override
    public Optional<String> id() {
      return Optional.of(name);
    }
  }

  /**
   * A line that says nothing that can be carried out.
   *
   * @param target the part that is wrong; empty if it is the line as a whole
   * @param problem the sentence that says what is wrong
   */
  record Malformed(int number, Optional<String> id, Optional<String> target, String problem)
      implements BulkLine {

    public Malformed {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(problem, "problem");
    }
  }

  /**
   * Reads a line from the texts of its parts.
   *
   * @param texts by name; an empty text counts as a missing part
   */
  static BulkLine of(int number, Map<String, String> texts) {
    Optional<String> id = part(texts, ID).filter(it -> isPlain(it, MAX_ID_LENGTH));
    Optional<String> user = part(texts, USER).filter(it -> isPlain(it, MAX_USER_LENGTH));
    Optional<BulkMode> mode = part(texts, MODE).flatMap(BulkMode::of);
    if (id.isEmpty()) {
      return malformed(number, id, ID, "must have 1 to 128 characters, none of them for control");
    }
    if (user.isEmpty()) {
      return malformed(number, id, USER, "must have 1 to 320 characters, none of them for control");
    }
    if (mode.isEmpty()) {
      return malformed(number, id, MODE, "must be one of " + BulkMode.allCodes());
    }
    for (String date : List.of(START, EXPIRY)) {
      Optional<String> text = part(texts, date);
      if (text.isPresent() && mode.get() == BulkMode.RESET_PIN) {
        return malformed(number, id, date, "must be left out, because a PIN has no dates");
      }
      if (text.isPresent() && instant(text.get()).isEmpty()) {
        return malformed(number, id, date, "must be an ISO 8601 date and time");
      }
    }
    return new Asked(
        number,
        id.get(),
        user.get(),
        mode.get(),
        part(texts, START).flatMap(BulkLine::instant),
        part(texts, EXPIRY).flatMap(BulkLine::instant));
  }

  private static Optional<String> part(Map<String, String> texts, String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
  }

  private static boolean isPlain(String text, int maxLength) {
    return text.codePointCount(0, text.length()) <= maxLength
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Iso8601.instant(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Malformed malformed(
      int number, Optional<String> id, String target, String expectation) {
    return new Malformed(
        number, id, Optional.of(target), "The part " + target + " " + expectation + ".");
  }
}
