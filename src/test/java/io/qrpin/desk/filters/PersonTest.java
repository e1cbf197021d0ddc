package io.qrpin.desk.filters;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.MovingClock;
import io.qrpin.access.Claims;
import io.qrpin.access.DeskPolicy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonTest {

  private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

  private final MovingClock clock = new MovingClock(MORNING);
  private final Map<String, Object> session = new HashMap<>();
  private final HttpServletRequest request = request();

  /** A request with a session; what is set in it is kept under its name. */
  private HttpServletRequest request() {
    HttpSession kept =
        (HttpSession)
            Proxy.newProxyInstance(
                PersonTest.class.getClassLoader(),
                new Class<?>[] {HttpSession.class},
                (self, called, arguments) ->
                    switch (called.getName()) {
                      case "setMaxInactiveInterval" -> session.put("idleSeconds", arguments[0]);
                      case "setAttribute" -> session.put(arguments[0].toString(), arguments[1]);
                      default -> session.get(arguments[0].toString());
                    });
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            PersonTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, called, arguments) -> kept);
  }

  private Person begin(Instant provenAt) {
    return Person.begin(
        request,
        Claims.of(Map.of("sub", "ada")),
        provenAt,
        DeskPolicy.STANDARD,
        clock,
        new SecureRandom());
  }

  private boolean isSignedInAfter(Duration time) {
    clock.set(MORNING.plus(time));
    return Person.of(request, DeskPolicy.STANDARD, clock).isPresent();
  }

  @Test
  void theContainerEndsASessionAfterFifteenIdleMinutes() {
    begin(MORNING);
    assertThat(session).containsEntry("idleSeconds", 15 * 60);
  }

  @Test
  void aSessionEndsAfterEightHoursHoweverBusyItIs() {
    begin(MORNING);
    assertThat(isSignedInAfter(Duration.ofHours(8).minusNanos(1))).isTrue();
    assertThat(isSignedInAfter(Duration.ofHours(8))).isFalse();
  }

  @Test
  void aSessionThatGoesOnAfterTheLoginIsNoLonger() {
    Person person = begin(MORNING);
    clock.set(MORNING.plus(Duration.ofHours(1)));
    person.enter(request, DeskPolicy.STANDARD);
    assertThat(isSignedInAfter(Duration.ofHours(8))).isFalse();
  }

  @Test
  void withoutASignInASessionHasNobody() {
    assertThat(isSignedInAfter(Duration.ZERO)).isFalse();
  }

  @Test
  void aSignInIsFreshForFiveMinutesFromWhenThePasswordWasTyped() {
    Person person = begin(MORNING.minusSeconds(60));
    assertThat(person.isFresh(clock)).isTrue();
    clock.set(MORNING.plus(Duration.ofMinutes(4)).minusNanos(1));
    assertThat(person.isFresh(clock)).isTrue();
    clock.set(MORNING.plus(Duration.ofMinutes(4)));
    assertThat(person.isFresh(clock)).isFalse();
  }
}
