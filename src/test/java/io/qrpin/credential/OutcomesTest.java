package io.qrpin.credential;

import static io.qrpin.credential.CredentialFixture.ANN;
import static io.qrpin.credential.CredentialFixture.KIM;
import static io.qrpin.credential.CredentialFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.pin.PinRefusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every outcome of an enrolment and of a change of code reaches the method of its name. */
class OutcomesTest {

  /** The name of the method that was called, and the outcome that it got. */
  private record Called(String method, Object outcome) {}

  private static final class EnrolmentNames implements Enrolment.Cases<Called> {

    @Override
    public Called enrolled(Enrolment.Enrolled enrolled) {
      return new Called("Enrolled", enrolled);
    }

    @Override
    public Called alreadyActive(Enrolment.AlreadyActive active) {
      return new Called("AlreadyActive", active);
    }

    @Override
    public Called enrolledBefore(Enrolment.EnrolledBefore before) {
      return new Called("EnrolledBefore", before);
    }

    @Override
    public Called invalidValidity(Enrolment.InvalidValidity invalid) {
      return new Called("InvalidValidity", invalid);
    }

    @Override
    public Called pinRefused(PinRefused refused) {
      return new Called("PinRefused", refused);
    }

    @Override
    public Called choiceForbidden(ChoiceForbidden forbidden) {
      return new Called("ChoiceForbidden", forbidden);
    }
  }

  private static Enrolment.Enrolled enrolled() {
    CredentialFixture kims = new CredentialFixture();
    Validity validity = new Validity(NOON, NOON.plus(Duration.ofDays(365)));
    PreparedPin pin = CredentialFixture.prepared(CredentialFixture.PIN);
    CredentialTransactions.Enrolled enrolled =
        kims.transactions.enrol(KIM, validity, pin, ANN).orElseThrow();
    return new Enrolment.Enrolled(
        enrolled.method(), enrolled.badge(), new IssuedPin(kims.pinDetails(), pin.pin()));
  }

  @Test
  void everyEnrolmentReachesTheMethodOfItsName() {
    List<Enrolment> all =
        List.of(
            enrolled(),
            new Enrolment.AlreadyActive(),
            new Enrolment.EnrolledBefore(),
            new Enrolment.InvalidValidity(Validity.Problem.TOO_LONG),
            new PinRefused(new PinRefusal.TooShort(7, 8)),
            new ChoiceForbidden());
    assertThat(all)
        .allSatisfy(
            outcome ->
                assertThat(outcome.match(new EnrolmentNames()))
                    .isEqualTo(new Called(outcome.getClass().getSimpleName(), outcome)));
    assertThatTheseAreAll(Enrolment.class, all);
  }

  private static final class CodeChangeNames implements CodeChange.Cases<Called> {

    @Override
    public Called issued(IssuedQrCode issued) {
      return new Called("IssuedQrCode", issued);
    }

    @Override
    public Called extended(CodeChange.Extended extended) {
      return new Called("Extended", extended);
    }

    @Override
    public Called activeExists(CodeChange.ActiveExists exists) {
      return new Called("ActiveExists", exists);
    }

    @Override
    public Called nothingAsked(CodeChange.NothingAsked nothing) {
      return new Called("NothingAsked", nothing);
    }

    @Override
    public Called noMethod(CodeChange.NoMethod none) {
      return new Called("NoMethod", none);
    }

    @Override
    public Called invalidValidity(CodeChange.InvalidValidity invalid) {
      return new Called("InvalidValidity", invalid);
    }
  }

  @Test
  void everyChangeOfACodeReachesTheMethodOfItsName() {
    CredentialFixture kims = new CredentialFixture().withBadge();
    QrCodeDetails code = kims.code(QrCodeKind.STANDARD).orElseThrow();
    List<CodeChange> all =
        List.of(
            IssuedQrCodes.issued(code),
            new CodeChange.Extended(code),
            new CodeChange.ActiveExists(),
            new CodeChange.NothingAsked(),
            new CodeChange.NoMethod(),
            new CodeChange.InvalidValidity(Validity.Problem.TOO_LONG));
    assertThat(all)
        .allSatisfy(
            outcome ->
                assertThat(outcome.match(new CodeChangeNames()))
                    .isEqualTo(new Called(outcome.getClass().getSimpleName(), outcome)));
    assertThatTheseAreAll(CodeChange.class, all);
  }

  private static void assertThatTheseAreAll(Class<?> sealed, List<?> outcomes) {
    assertThat(outcomes)
        .<Class<?>>extracting(Object::getClass)
        .containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
  }

  @Test
  void aMethodReadInTwoRowsHasTheCodesOfBoth() {
    CredentialFixture kims =
        new CredentialFixture()
            .withBadge()
            .withCode(QrCodeKind.TEMPORARY, NOON, NOON.plus(Duration.ofHours(1)));
    MethodDetails both = kims.rows.methodDetails(KIM.id()).orElseThrow();
    MethodDetails first = with(both, both.standard(), Optional.empty());
    MethodDetails second = with(both, Optional.empty(), both.temporary());
    assertThat(first.withCodesOf(second)).isEqualTo(both);
    assertThat(second.withCodesOf(first)).isEqualTo(both);
  }

  private static MethodDetails with(
      MethodDetails method, Optional<QrCodeDetails> standard, Optional<QrCodeDetails> temporary) {
    return new MethodDetails(
        method.id(), method.createdAt(), method.lastUsedAt(), standard, temporary, method.pin());
  }
}
