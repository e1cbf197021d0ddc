package io.qrpin.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.attempts.Lock;
import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinRejection;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.signin.OwnPin;
import io.qrpin.signin.PinChangeOutcome;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.Throttled;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The two operations that change a PIN: {@code updatePin} by the owner, {@code changePin} by badge.
 */
class PinChangeResourcesTest {

  private static final String CURRENT = "35387687";
  private static final String REPLACEMENT = "09599786";
  private static final PinDetails DETAILS =
      new PinDetails(
          UUID.fromString("0199a000-0000-7000-8000-000000000001"),
          false,
          Instant.parse("2025-10-01T12:00:00Z"),
          Instant.parse("2025-10-01T12:00:00Z"),
          Optional.empty());
  private static final PinChangeOutcome CHANGED = new PinChangeOutcome.Changed(DETAILS);
  private static final Lock A_MINUTE = new Lock(Optional.of(Duration.ofMinutes(1)));

  private enum Operation {
    UPDATE_PIN,
    CHANGE_PIN
  }

  /** Both resources over beans that remember the PINs they get, and give one outcome. */
  private static final class Change {
    private final List<Pin> given = new ArrayList<>();
    private final List<String> digits = new ArrayList<>();
    private final Supplier<PinChangeOutcome> outcome;

    Change(Supplier<PinChangeOutcome> outcome) {
      this.outcome = outcome;
    }

    Change(PinChangeOutcome outcome) {
      this(() -> outcome);
    }

    void by(Operation operation, String current, String replacement) {
      String pins = "\"currentPin\":\"%s\",\"newPin\":\"%s\"".formatted(current, replacement);
      switch (operation) {
        case UPDATE_PIN -> pinResource().update(body("{" + pins + "}"));
        case CHANGE_PIN -> signInResource().changePin(body("{\"qrCode\":\"none\"," + pins + "}"));
      }
    }

    private PinChangeOutcome change(Optional<Pin> current, Optional<Pin> replacement) {
      for (Optional<Pin> pin : List.of(current, replacement)) {
        pin.ifPresent(given::add);
        digits.add(pin.map(PinChangeResourcesTest::digitsOf).orElse("none"));
      }
      return outcome.get();
    }

    private PinResource pinResource() {
      PinResource resource = new PinResource();
      inject(resource, "call", new KnownCall());
      inject(
          resource,
          "pins",
          new PinLifecycle() {
            @Override
            public Optional<PinDetails> find(SubscriberId subscriber) {
              return Optional.of(DETAILS);
            }
          });
      inject(
          resource,
          "own",
          new OwnPin() {
            @Override
            public PinChangeOutcome change(
                Subscriber owner, Optional<Pin> current, Optional<Pin> replacement, Actor by) {
              return Change.this.change(current, replacement);
            }
          });
      return resource;
    }

    private QrCodePinResource signInResource() {
      QrCodePinResource resource = new QrCodePinResource();
      inject(resource, "call", new KnownCall());
      inject(
          resource,
          "ceremony",
          new SignIn() {
            @Override
            public PinChangeOutcome changePin(
                Optional<BadgeText> badge,
                Optional<Pin> current,
                Optional<Pin> replacement,
                Actor by) {
              return Change.this.change(current, replacement);
            }
          });
      return resource;
    }
  }

  private static final class KnownCall extends Call {
    @Override
    public Actor actor() {
      return Actor.application("till", "request-1");
    }

    @Override
    public Subscriber subscriber() {
      return Subscriber.named(new SubscriberId("kim-id"), "kim@example.test");
    }
  }

  private static void inject(Object resource, String field, Object bean) {
    try {
      Field injected = resource.getClass().getDeclaredField(field);
      injected.setAccessible(true);
      injected.set(resource, bean);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static GraphBody body(String json) {
    try {
      return GraphBody.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digitsOf(Pin pin) {
    return pin.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
  }

  private static GraphError error(Operation operation, PinChangeOutcome outcome) {
    Change change = new Change(outcome);
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> change.by(operation, CURRENT, REPLACEMENT));
    assertThat(refusal).as("the refusal").isNotNull();
    return refusal.error();
  }

  @ParameterizedTest
  @EnumSource
  void bothPinsArePassedOnAndAChangeIsNoRefusal(Operation operation) {
    Change change = new Change(CHANGED);
    change.by(operation, CURRENT, REPLACEMENT);
    assertThat(change.digits.equals(List.of(CURRENT, REPLACEMENT))).as("the digits").isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aTextThatIsNoPinIsPassedOnAsNoneAndIsNotRefusedHere(Operation operation) {
    Change change = new Change(CHANGED);
    change.by(operation, "letters", "3538768x");
    assertThat(change.digits).containsExactly("none", "none");
  }

  @ParameterizedTest
  @EnumSource
  void bothPinsMayHaveBlanksAndDigitsOfAnyScript(Operation operation) {
    Change change = new Change(CHANGED);
    change.by(operation, " " + CURRENT + " ", REPLACEMENT.replace('7', '\u0667'));
    assertThat(change.digits.equals(List.of(CURRENT, REPLACEMENT))).as("the digits").isTrue();
  }

  @Test
  void anOwnerWhoDoesNotProveTheCurrentPinGetsInvalidPin() {
    assertThat(error(Operation.UPDATE_PIN, new Refused()))
        .isEqualTo(
            GraphError.of(400, "invalidPin", "The current PIN is not right.").at("currentPin"));
  }

  @Test
  void aClaimantWhoDoesNotProveBadgeAndPinGetsInvalidCredentials() {
    assertThat(error(Operation.CHANGE_PIN, new Refused()))
        .isEqualTo(QrCodePinResource.invalidCredentials().error());
  }

  @Test
  void aLockIs423ForAnOwnerAnd429ForAClaimant() {
    for (Lock lock : List.of(A_MINUTE, Lock.UNTIL_RESET)) {
      assertThat(error(Operation.UPDATE_PIN, new Throttled(lock)))
          .isEqualTo(GraphError.tooManyAttempts(423, lock.remaining()));
      assertThat(error(Operation.CHANGE_PIN, new Throttled(lock)))
          .isEqualTo(GraphError.tooManyAttempts(429, lock.remaining()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewPinThatIsNotDigitsIsTooShortAtItsMember(Operation operation) {
    GraphError error = error(operation, new PinChangeOutcome.NotDigits());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinTooShort");
    assertThat(error.target()).contains("newPin");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
            new PinRefusal.TooShort(7, 8),
            new PinRefusal.TooLong(21, 20),
            new PinRefusal.TooWeak(List.of(new PinRejection("aRule", Map.of(), "A sentence."))))
        .flatMap(refusal -> Stream.of(Operation.values()).map(it -> Arguments.of(it, refusal)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("refusals")
  void aNewPinThatThePolicyRefusesHasTheErrorOfAChosenPin(Operation operation, PinRefusal refusal) {
    GraphError error = error(operation, new PinChangeOutcome.NewPinRefused(refusal));
    assertThat(error).isEqualTo(new PinErrors("newPin").refused(refusal).error());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.target()).contains("newPin");
  }

  @ParameterizedTest
  @EnumSource
  void aPinThatWasUsedNotLongAgoHasACodeOfItsOwn(Operation operation) {
    GraphError error = error(operation, new PinChangeOutcome.RecentlyUsed());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinRecentlyUsed");
    assertThat(error.target()).contains("newPin");
    assertThat(error.details()).isEmpty();
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
            CHANGED,
            new Refused(),
            new Throttled(Lock.UNTIL_RESET),
            new PinChangeOutcome.NotDigits(),
            new PinChangeOutcome.NewPinRefused(new PinRefusal.TooShort(7, 8)),
            new PinChangeOutcome.RecentlyUsed())
        .flatMap(outcome -> Stream.of(Operation.values()).map(it -> Arguments.of(it, outcome)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("outcomes")
  void bothPinsAreErasedAfterEveryOutcome(Operation operation, PinChangeOutcome outcome) {
    Change change = new Change(outcome);
    Throwable end = catchThrowable(() -> change.by(operation, CURRENT, REPLACEMENT));
    assertThat(end == null).isEqualTo(outcome == CHANGED);
    assertErased(change.given);
  }

  @ParameterizedTest
  @EnumSource
  void bothPinsAreErasedAlsoWhenTheChangeFails(Operation operation) {
    IllegalStateException failure = new IllegalStateException("no database");
    Change change =
        new Change(
            () -> {
              throw failure;
            });
    assertThatThrownBy(() -> change.by(operation, CURRENT, REPLACEMENT)).isSameAs(failure);
    assertErased(change.given);
  }

  private static void assertErased(List<Pin> pins) {
    assertThat(pins).hasSize(2);
    for (Pin pin : pins) {
      assertThatThrownBy(() -> digitsOf(pin)).isInstanceOf(IllegalStateException.class);
    }
  }
}
