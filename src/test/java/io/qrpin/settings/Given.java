package io.qrpin.settings;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** Settings with these values and no others, converted as MicroProfile Config converts them. */
final class Given {

  private static final Map<Class<?>, Function<String, ?>> CONVERTERS =
      Map.of(
          String.class, text -> text,
          String[].class, text -> text.split(","),
          Integer.class, text -> Integer.valueOf(text.strip()),
          Duration.class, text -> Duration.parse(text.strip()),
          ZoneId.class, text -> ZoneId.of(text.strip()));

  private Given() {}

  static Settings settings(Map<String, String> values) {
    return new Settings(
        (Config)
            Proxy.newProxyInstance(
                Given.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getOptionalValue")) {
                    return Optional.ofNullable(values.get((String) arguments[0]))
                        .filter(text -> !text.isEmpty())
                        .map(CONVERTERS.get(arguments[1]));
                  }
                  throw new UnsupportedOperationException(method.getName());
                }));
  }
}
