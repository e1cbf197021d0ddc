package io.qrpin.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.credential.PinDetails;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinRejection;
import io.qrpin.signin.PinChangeOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewPinTest {

  private static final String CURRENT = "35387687";
  private static final String REPLACEMENT = "09599786";
  private static final PinChangeOutcome CHANGED =
      new PinChangeOutcome.Changed(
          new PinDetails(
              UUID.fromString("0199a000-0000-7000-8000-000000000001"),
              false,
              Instant.parse("2025-10-01T12:00:00Z"),
              Instant.parse("2025-10-01T12:00:00Z"),
              Optional.empty()));
  private static final GraphError STRANGER = GraphError.of(401, "stranger", "A stranger.");

  /** What it was called with, and what it answers. */
  private static final class Change implements NewPin.Change {
    private final PinChangeOutcome outcome;
    private final List<Pin> lent = new ArrayList<>();
    private final List<String> digits = new ArrayList<>();

    Change(PinChangeOutcome outcome) {
      this.outcome = outcome;
    }

    @Override
    public PinChangeOutcome from(Optional<Pin> current, Optional<Pin> replacement) {
      Stream.of(current, replacement)
          .forEach(
              pin -> {
                pin.ifPresent(lent::add);
                digits.add(pin.map(NewPinTest::digitsOf).orElse("none"));
              });
      return outcome;
    }
  }

  private static String digitsOf(Pin pin) {
    return pin.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
  }

  private static void change(String current, String replacement, NewPin.Change change) {
    NewPin.change(
        current,
        replacement,
        change,
        () -> new Refusal(STRANGER),
        remaining -> new Refusal(GraphError.tooManyAttempts(423, remaining)));
  }

  private static GraphError told(PinChangeOutcome outcome) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> change(CURRENT, REPLACEMENT, new Change(outcome)));
    assertThat(refusal).as("is refused").isNotNull();
    return refusal.error();
  }

  @Test
  void whatWasTypedIsHandedOnAndAChangeIsNoRefusal() {
    Change change = new Change(CHANGED);
    change(CURRENT, REPLACEMENT, change);
    assertThat(change.digits.equals(List.of(CURRENT, REPLACEMENT))).as("the digits").isTrue();
  }

  @Test
  void whatIsNoPinIsHandedOnAsNoneAndIsNotRefusedHere() {
    Change change = new Change(CHANGED);
    change("letters", "3538768\u0667", change);
    assertThat(change.digits).containsExactly("none", "none");
  }

  @Test
  void whoDoesNotProveTheCurrentPinIsRefusedAsTheDoorSays() {
    assertThat(told(new PinChangeOutcome.Refused())).isEqualTo(STRANGER);
  }

  @Test
  void whoseAttemptsAreSpentIsRefusedAsTheDoorSaysAndForAsLong() {
    Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));
    assertThat(told(new PinChangeOutcome.Throttled(minute)))
        .isEqualTo(GraphError.tooManyAttempts(423, minute));
    assertThat(told(new PinChangeOutcome.Throttled(Optional.empty())))
        .isEqualTo(GraphError.tooManyAttempts(423, Optional.empty()));
  }

  @Test
  void aNewPinThatIsNotDigitsIsTooShortAtItsMember() {
    GraphError error = told(new PinChangeOutcome.NotDigits());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinTooShort");
    assertThat(error.target()).contains("newPin");
  }

  static Stream<PinRefusal> reviews() {
    return Stream.of(
        new PinRefusal.TooShort(7, 8),
        new PinRefusal.TooLong(21, 20),
        new PinRefusal.TooWeak(List.of(new PinRejection("aRule", Map.of(), "A sentence."))));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("reviews")
  void aNewPinThatThePolicyRefusesIsToldAsOneThatAnAdministratorChooses(PinRefusal review) {
    GraphError error = told(new PinChangeOutcome.NewPinRefused(review));
    assertThat(error)
        .isEqualTo(
            catchThrowableOfType(Refusal.class, () -> new PinErrors("newPin").refused(review))
                .error());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.target()).contains("newPin");
  }

  @Test
  void aPinThatWasUsedNotLongAgoHasACodeOfItsOwn() {
    GraphError error = told(new PinChangeOutcome.RecentlyUsed());
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("pinRecentlyUsed");
    assertThat(error.target()).contains("newPin");
    assertThat(error.details()).isEmpty();
  }

  static Stream<PinChangeOutcome> outcomes() {
    return Stream.of(
        CHANGED,
        new PinChangeOutcome.Refused(),
        new PinChangeOutcome.Throttled(Optional.empty()),
        new PinChangeOutcome.NotDigits(),
        new PinChangeOutcome.NewPinRefused(new PinRefusal.TooShort(7, 8)),
        new PinChangeOutcome.RecentlyUsed());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("outcomes")
  void whatWasTypedIsErasedHoweverItEnds(PinChangeOutcome outcome) {
    Change change = new Change(outcome);
    Throwable end = catchThrowable(() -> change(CURRENT, REPLACEMENT, change));
    assertThat(end == null).isEqualTo(outcome == CHANGED);
    assertErased(change.lent);
  }

  @Test
  void whatWasTypedIsErasedTooWhenTheChangeFails() {
    List<Pin> lent = new ArrayList<>();
    IllegalStateException failure = new IllegalStateException("no database");
    assertThatThrownBy(
            () ->
                change(
                    CURRENT,
                    REPLACEMENT,
                    (current, replacement) -> {
                      lent.add(current.orElseThrow());
                      lent.add(replacement.orElseThrow());
                      throw failure;
                    }))
        .isSameAs(failure);
    assertErased(lent);
  }

  private static void assertErased(List<Pin> pins) {
    assertThat(pins).hasSize(2);
    for (Pin pin : pins) {
      assertThatThrownBy(() -> digitsOf(pin)).isInstanceOf(IllegalStateException.class);
    }
  }
}
