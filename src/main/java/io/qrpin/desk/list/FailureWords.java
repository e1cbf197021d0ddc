package io.qrpin.desk.list;

import io.qrpin.badge.Validity;
import io.qrpin.bulk.LineOutcome;
import io.qrpin.desk.page.LifetimeWords;
import java.util.Optional;

/** Says to people why a line failed; empty if it is done. */
final class FailureWords implements LineOutcome.Cases<Optional<String>> {

  @Override
  public Optional<String> done(LineOutcome.Done done) {
    return Optional.empty();
  }

  @Override
  public Optional<String> alreadyDone(LineOutcome.AlreadyDone done) {
    return Optional.empty();
  }

  @Override
  public Optional<String> malformed(LineOutcome.Malformed malformed) {
    return Optional.of(malformed.problem());
  }

  @Override
  public Optional<String> denied(LineOutcome.Denied denied) {
    return Optional.of("You may not do this to that person.");
  }

  @Override
  public Optional<String> unknownUser(LineOutcome.UnknownUser unknown) {
    return Optional.of("The directory knows nobody with this id or sign-in name.");
  }

  @Override
  public Optional<String> noMethod(LineOutcome.NoMethod none) {
    return Optional.of("This worker is not enrolled. Enrol the worker first.");
  }

  @Override
  public Optional<String> activeMethod(LineOutcome.ActiveMethod active) {
    return Optional.of("This worker is enrolled already.");
  }

  @Override
  public Optional<String> activeTemporaryCode(LineOutcome.ActiveTemporaryCode active) {
    return Optional.of("This worker has a lent badge already.");
  }

  @Override
  public Optional<String> invalidValidity(LineOutcome.InvalidValidity invalid) {
    return Optional.of(
        invalid.problem() == Validity.Problem.INVALID_RANGE
            ? "The badge must end in the future and after its start."
            : LifetimeWords.of(invalid.kind()));
  }

  @Override
  public Optional<String> broken(LineOutcome.Broken broken) {
    return Optional.of("The server could not do this. Send the list again.");
  }
}
