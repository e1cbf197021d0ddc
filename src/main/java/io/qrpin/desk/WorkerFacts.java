package io.qrpin.desk;

import io.qrpin.attempts.LockState;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.desk.page.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of a worker's badges and PIN, in words. */
final class WorkerFacts {

  private final Moments moments;
  private final Instant now;

  WorkerFacts(Moments moments, Instant now) {
    this.moments = moments;
    this.now = now;
  }

  List<Fact> of(Optional<MethodDetails> method, LockState lock) {
    return List.of(
        new Fact("Badge", code(method.flatMap(MethodDetails::standard), "No badge")),
        new Fact("Lent badge", code(method.flatMap(MethodDetails::temporary), "None")),
        new Fact("PIN", method.flatMap(MethodDetails::pin).map(this::pin).orElse("No PIN")),
        new Fact("Sign-in", lock(lock)),
        new Fact(
            "Last sign-in",
            method.flatMap(MethodDetails::lastUsedAt).map(moments::inWords).orElse("Never")));
  }

  private String code(Optional<QrCodeDetails> code, String otherwise) {
    return code.map(QrCodeDetails::validity)
        .map(
            validity -> {
              String end = moments.inWords(validity.expiry());
              if (!validity.expiry().isAfter(now)) {
                return "Expired on " + end;
              }
              return validity.start().isAfter(now)
                  ? "Valid from %s until %s".formatted(moments.inWords(validity.start()), end)
                  : "Valid until " + end;
            })
        .orElse(otherwise);
  }

  private String pin(PinDetails pin) {
    String since = moments.inWords(pin.updatedAt());
    if (!pin.changeRequired()) {
      return "Chosen by the worker on " + since;
    }
    String temporary = "Temporary since %s, to be changed at the next sign-in".formatted(since);
    return pin.expiresAt()
        .map(
            end ->
                end.isAfter(now)
                    ? "%s, and until %s".formatted(temporary, moments.inWords(end))
                    : "Temporary, and expired on %s: it needs a reset"
                        .formatted(moments.inWords(end)))
        .orElse(temporary);
  }

  private String lock(LockState lock) {
    if (lock.resetRequired()) {
      return "Locked, because the PIN was guessed wrongly too often: only a new PIN helps";
    }
    String failures =
        lock.failures() == 1 ? "one wrong PIN" : "%d wrong PINs".formatted(lock.failures());
    String since = lock.failingSince().map(at -> " since " + moments.inWords(at)).orElse("");
    if (lock.lock().isEmpty()) {
      return lock.failures() == 0 ? "Not locked" : "Not locked; " + failures + since;
    }
    return lock.until()
        .map(end -> "Locked until %s after %s%s".formatted(moments.inWords(end), failures, since))
        .orElse("Locked after %s%s: unlock it, or reset the PIN".formatted(failures, since));
  }
}
