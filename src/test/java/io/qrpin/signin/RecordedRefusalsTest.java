package io.qrpin.signin;

import static io.qrpin.signin.SignInFixture.CODE;
import static io.qrpin.signin.SignInFixture.SHORT_PIN;
import static io.qrpin.signin.SignInFixture.WRONG_PIN;
import static io.qrpin.signin.SignInFixture.aSignIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.Lock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A refusal that charges nobody leaves a trace all the same. */
class RecordedRefusalsTest {

  private static final Lock FIVE_MINUTES = new Lock(Optional.of(Duration.ofMinutes(5)));

  private static void assertRecorded(SignInFixture attempt, String... refusals) {
    attempt.attempt();
    assertThat(attempt.recordedRefusals()).containsExactly(refusals);
  }

  @Test
  void aTextThatIsNoBadgeNamesNobody() {
    assertRecorded(aSignIn().withoutBadge(), "UnreadableBadgeRefused - - - till");
  }

  @Test
  void aBadgeThatIsNotGenuineNamesNobody() {
    assertRecorded(aSignIn().withABadgeThatIsNotGenuine(), "UnknownBadgeRefused - - - till");
  }

  @Test
  void anExpiredBadgeNamesItsOwnerAndItsCode() {
    SignInFixture signIn = aSignIn().withABadgeThatHasExpired();

    assertThat(signIn.attempt()).isEqualTo(new Refused());

    assertThat(signIn.recordedRefusals())
        .containsExactly("ExpiredBadgeRefused kim-id " + CODE + " - till");
    assertThat(signIn.paidAndSettled()).containsExactly("hash");
  }

  @Test
  void anEarlyBadgeNamesItsOwnerAndItsCode() {
    assertRecorded(
        aSignIn().withABadgeThatIsNotValidYet(), "EarlyBadgeRefused kim-id " + CODE + " - till");
  }

  @Test
  void aRefusalWhileLockedNamesTheOwnerAndTheCode() {
    assertRecorded(
        aSignIn().whoIsLocked(FIVE_MINUTES), "LockedAttemptRefused kim-id " + CODE + " - till");
  }

  @Test
  void aLockThatComesBeforeTheChargeIsRecordedToo() {
    assertRecorded(
        aSignIn().whereTheLedgerAnswers(FIVE_MINUTES),
        "LockedAttemptRefused kim-id " + CODE + " - till");
  }

  @Test
  void aTextThatIsNobodysPinNamesTheOwnerOfTheBadge() {
    assertRecorded(aSignIn().typing(SHORT_PIN), "ImpossiblePinRefused kim-id " + CODE + " - till");
  }

  @Test
  void anOwnerWithoutABadgeIsNamedWithoutACode() {
    SignInFixture locked = aSignIn().whoIsLocked(FIVE_MINUTES);
    SignInFixture withoutPin = aSignIn().withoutPin();

    locked.changeOwnPin();
    withoutPin.changeOwnPin();

    assertThat(locked.recordedRefusals()).containsExactly("LockedAttemptRefused kim-id - - till");
    assertThat(withoutPin.recordedRefusals()).containsExactly("MissingPinRefused kim-id - - till");
  }

  @Test
  void whatTheLedgerRecordsIsNotRecordedTwice() {
    assertRecorded(aSignIn());
    assertRecorded(aSignIn().typing(WRONG_PIN));
    assertRecorded(aSignIn().whereTheMethodIsDisabled());
    assertRecorded(aSignIn().withoutPin());
  }
}
