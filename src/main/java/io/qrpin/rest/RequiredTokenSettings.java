package io.qrpin.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Stops the start if the issuer or the audience of tokens is not set. Without them MicroProfile JWT
 * accepts every token that the key has signed, whoever it was made for. The check stands here and
 * not in {@code settings}, because an application that embeds qrpin needs no tokens.
 */
@ApplicationScoped
class RequiredTokenSettings {

  private static final List<String> REQUIRED =
      List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences");

  void check(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Config config = ConfigProvider.getConfig();
    for (String name : REQUIRED) {
      config
          .getOptionalValue(name, String.class)
          .filter(value -> !value.isBlank())
          .orElseThrow(() -> new IllegalStateException("the setting " + name + " is required"));
    }
  }
}
