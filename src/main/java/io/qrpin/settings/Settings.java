package io.qrpin.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads a setting and checks its bounds. What is wrong is said with the setting's name, at the
 * start and not at the first use.
 */
@ApplicationScoped
class Settings {

  private final Config config = ConfigProvider.getConfig();

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

  boolean flag(String name, boolean otherwise) {
    return Boolean.parseBoolean(oneOf(name, String.valueOf(otherwise), String.valueOf(!otherwise)));
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
    try {
      Duration value = text(name).map(Duration::parse).orElse(otherwise);
      boolean inBounds = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
      if (inBounds || value.isZero()) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // falls through to the one message
    }
    throw new InvalidSetting(
        name, "must be an ISO 8601 duration from " + least + " to " + most + ", or PT0S");
  }
}
