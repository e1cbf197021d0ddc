package io.qrpin.settings;

import io.qrpin.access.AccessSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings of access control. */
@ApplicationScoped
class Access {

  private Settings settings;

  protected Access() {}

  @Inject
  Access(Settings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  AccessSettings accessSettings() {
    return new AccessSettings(
        settings.text("qrpin.token.user-claim"),
        settings.text("qrpin.token.role-names-claim"),
        set("qrpin.access.protected-groups"),
        set("qrpin.access.trusted-applications"),
        settings.flag("qrpin.self-enrolment", false),
        settings.flag("qrpin.access.delete-unknown", true));
  }

  /** The entries between commas. */
  private Set<String> set(String name) {
    return settings.text(name).stream()
        .flatMap(list -> Stream.of(list.split(",")))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
