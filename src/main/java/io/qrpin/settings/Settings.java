package io.qrpin.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads a setting and checks its bounds. What is wrong is said with the setting's name, at the
 * start and not at the first use.
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

  /** True or false, in any case. */
  boolean flag(String name, boolean otherwise) {
    String value = text(name, String.valueOf(otherwise)).strip().toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSetting(name, "must be true or false");
    };
  }

  int number(String name, int otherwise, int least, int most) {
    try {
      int value = text(name).map(Integer::parseInt).orElse(otherwise);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new InvalidSetting(name, "must be a whole number from " + least + " to " + most);
  }

  Duration duration(String name, Duration otherwise, Duration least, Duration most) {
    return text(name)
        .map(text -> duration(text, least, most).orElseThrow(() -> noDuration(name, least, most)))
        .orElse(otherwise);
  }

  /** The same, where {@code PT0S} means that there is no such time. */
  Duration durationOrZero(String name, Duration otherwise, Duration least, Duration most) {
    return text(name)
        .map(
            text ->
                duration(text, least, most)
                    .or(() -> duration(text, Duration.ZERO, Duration.ZERO))
                    .orElseThrow(() -> noDuration(name, least, most + ", or PT0S")))
        .orElse(otherwise);
  }

  /** Several, with commas between them. */
  List<Duration> durations(String name, List<Duration> otherwise, Duration least, Duration most) {
    return text(name)
        .map(
            text ->
                Stream.of(text.split(",", -1))
                    .map(
                        one ->
                            duration(one.strip(), least, most)
                                .orElseThrow(() -> noDurations(name, least, most)))
                    .toList())
        .orElse(otherwise);
  }

  private static Optional<Duration> duration(String text, Duration least, Duration most) {
    try {
      return Optional.of(Duration.parse(text))
          .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static InvalidSetting noDuration(String name, Duration least, Object most) {
    return new InvalidSetting(name, "must be an ISO 8601 duration from " + least + " to " + most);
  }

  private static InvalidSetting noDurations(String name, Duration least, Duration most) {
    return new InvalidSetting(
        name,
        "must be ISO 8601 durations with commas between them, each from %s to %s"
            .formatted(least, most));
  }
}
