package io.qrpin.settings;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Settings with these values and no others. */
final class Given {

  private Given() {}

  static Settings settings(Map<String, String> values) {
    return new Settings(
        (Config)
            Proxy.newProxyInstance(
                Given.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("getOptionalValue")) {
                    return Optional.ofNullable(values.get((String) arguments[0]));
                  }
                  throw new UnsupportedOperationException(method.getName());
                }));
  }
}
