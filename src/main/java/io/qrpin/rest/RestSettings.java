package io.qrpin.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the HTTP door. They are read here, because the door is left out where qrpin is
 * embedded.
 */
@ApplicationScoped
class RestSettings {

  private static final List<String> REQUIRED =
      List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences");

  private final Config config = ConfigProvider.getConfig();

  /**
   * Without issuer and audience any token that the key signed would do, whoever it was made for.
   */
  void refuseToStartOpen(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (String name : REQUIRED) {
      text(name)
          .orElseThrow(() -> new IllegalStateException("the setting " + name + " is required"));
    }
  }

  @Produces
  @Singleton
  AccessSettings accessSettings() {
    return new AccessSettings(
        text("qrpin.token.user-claim"),
        text("qrpin.token.role-names-claim"),
        set("qrpin.access.protected-groups"),
        set("qrpin.access.trusted-applications"),
        text("qrpin.self-enrolment").filter("true"::equals).isPresent(),
        text("qrpin.access.delete-unknown").filter("false"::equals).isEmpty());
  }

  private Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
  }

  private Set<String> set(String name) {
    return text(name).stream()
        .flatMap(list -> Stream.of(list.split(",")))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
