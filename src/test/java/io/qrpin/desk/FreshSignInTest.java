package io.qrpin.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.desk.filters.PermissionFilter.NeedsFreshSignIn;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreshSignInTest {

  /** The page of a form needs it too, so that nobody fills in a form and is refused then. */
  @Test
  void listsRenewalsAndTheConfigurationNeedAFreshSignInAndOneWorkerDoesNot() {
    assertThat(pages().filter(it -> it.isAnnotationPresent(NeedsFreshSignIn.class)))
        .extracting(it -> it.getDeclaringClass().getSimpleName() + "." + it.getName())
        .containsExactlyInAnyOrder(
            "ListResource.ask",
            "ListResource.send",
            "ExpiringResource.askToRenew",
            "ExpiringResource.renew",
            "ConfigurationResource.ask",
            "ConfigurationResource.change");
  }

  private static Stream<Method> pages() {
    return Stream.of(
            BadgeResource.class,
            ConfigurationResource.class,
            ExpiringResource.class,
            FindResource.class,
            ListResource.class,
            PinResource.class,
            WorkerResource.class)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()));
  }
}
