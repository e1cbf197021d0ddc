package io.qrpin.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads settings and checks their bounds. All settings of qrpin are read here, so that each kind of
 * value is understood in one way. A blank value counts as not set. A value that does not convert,
 * or is out of its bounds, is an {@link InvalidSetting}.
 */
@ApplicationScoped
class Settings {

  private final Config config;

  Settings() {
    this(ConfigProvider.getConfig());
  }

  Settings(Config config) {
    this.config = config;
  }

  Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  String required(String name) {
    return text(name).orElseThrow(() -> new InvalidSetting(name, "is required"));
  }

  String oneOf(String name, String otherwise, String... others) {
    String value = text(name, otherwise);
    List<String> known = Arrays.asList(others);
    if (!value.equals(otherwise) && !known.contains(value)) {
      throw new InvalidSetting(name, "must be " + otherwise + " or one of " + known);
    }
    return value;
  }

  /**
   * {@code true} or {@code false}, in upper or lower case. MicroProfile's own converter reads every
   * text that it does not know as false.
   */
  boolean flag(String name, boolean otherwise) {
    String value = text(name).map(String::strip).orElse(String.valueOf(otherwise));
    if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
      throw new InvalidSetting(name, "must be true or false");
    }
    return Boolean.parseBoolean(value);
  }

  int number(String name, int otherwise, int min, int max) {
    String expectation = "must be a whole number from %d to %d".formatted(min, max);
    return value(name, Integer.class, value -> value >= min && value <= max, expectation)
        .orElse(otherwise);
  }

  Duration duration(String name, Duration otherwise, Duration min, Duration max) {
    String expectation = "must be an ISO 8601 duration from %s to %s".formatted(min, max);
    return value(name, Duration.class, isBetween(min, max), expectation).orElse(otherwise);
  }

  /** The same, where {@code PT0S} means that there is no such time. */
  Duration durationOrZero(String name, Duration otherwise, Duration min, Duration max) {
    String expectation = "must be an ISO 8601 duration from %s to %s, or PT0S".formatted(min, max);
    return value(name, Duration.class, isBetween(min, max).or(Duration::isZero), expectation)
        .orElse(otherwise);
  }

  /**
   * Durations with commas between them. They are split here, because MicroProfile's array converter
   * drops empty elements and a list with a gap is a mistake.
   */
  List<Duration> durations(String name, List<Duration> otherwise, Duration min, Duration max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      List<Duration> all =
          Stream.of(text.get().split(",", -1)).map(String::strip).map(Duration::parse).toList();
      if (all.stream().allMatch(isBetween(min, max))) {
        return all;
      }
    } catch (DateTimeException e) {
      // The message below says what is expected and leaves out the value.
    }
    throw new InvalidSetting(
        name,
        "must be ISO 8601 durations with commas between them, each from %s to %s"
            .formatted(min, max));
  }

  /** A name that the JDK knows, such as {@code Europe/Berlin}. */
  ZoneId timeZone(String name, ZoneId otherwise) {
    return value(name, ZoneId.class, zone -> true, "must be a time zone such as Europe/Berlin")
        .orElse(otherwise);
  }

  /** A language tag such as {@code de} or {@code de-CH} (BCP 47). */
  Locale language(String name, Locale otherwise) {
    try {
      return text(name)
          .map(tag -> new Locale.Builder().setLanguageTag(tag.strip()).build())
          .orElse(otherwise);
    } catch (IllformedLocaleException e) {
      throw new InvalidSetting(name, "must be a language such as en or de-CH");
    }
  }

  /** Texts with commas between them, without the blanks around each; empty where not set. */
  List<String> list(String name) {
    return config.getOptionalValue(name, String[].class).stream()
        .flatMap(Stream::of)
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private <T> Optional<T> value(
      String name, Class<T> type, Predicate<T> isInBounds, String expectation) {
    if (text(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<T> value = config.getOptionalValue(name, type).filter(isInBounds);
      if (value.isPresent()) {
        return value;
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // The message below says what is expected and leaves out the value.
    }
    throw new InvalidSetting(name, expectation);
  }

  private static Predicate<Duration> isBetween(Duration min, Duration max) {
    return value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
  }

  /** A setting is missing or not usable. The message names the setting and never its value. */
  static class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSetting(String name, String problem) {
      this(name, problem, null);
    }

    InvalidSetting(String name, String problem, Throwable cause) {
      super("the setting " + name + " " + problem, cause);
    }
  }
}
