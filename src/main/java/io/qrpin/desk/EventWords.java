package io.qrpin.desk;

import io.qrpin.audit.CredentialHistory.RecordedEvent;
import io.qrpin.desk.page.Happening;
import io.qrpin.subscriber.SubscriberId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Recorded events in words. Names that this version does not know are shown as they are. */
final class EventWords {

  private static final Map<String, String> SENTENCES =
      Map.ofEntries(
          Map.entry("MethodCreated", "Enrolled"),
          Map.entry("MethodDeleted", "Badge and PIN deleted"),
          Map.entry("PinCreated", "PIN created"),
          Map.entry("PinReset", "PIN reset"),
          Map.entry("PinChanged", "PIN changed"),
          Map.entry("PinRevoked", "PIN deleted"),
          Map.entry("QrCodeIssued", "Badge issued"),
          Map.entry("QrCodeExtended", "Badge extended until {until}"),
          Map.entry("QrCodeRevoked", "Badge made void"),
          Map.entry("SignedIn", "Signed in"),
          Map.entry("PinProven", "Right PIN without a sign-in"),
          Map.entry("SignInRefused", "Sign-in refused: {reason}"),
          Map.entry("SignInLocked", "Locked until {until}"),
          Map.entry("SignInUnlocked", "Unlocked by {by}"),
          Map.entry("FailuresCleared", "Wrong PINs cleared: {failures}"),
          Map.entry("PinOftenGuessed", "PIN guessed wrongly {totalFailures} times"),
          Map.entry("PinUnreadable", "The stored PIN could not be read"),
          Map.entry("ExpiredBadgeRefused", "Sign-in refused: the badge has expired"),
          Map.entry("EarlyBadgeRefused", "Sign-in refused: the badge is not valid yet"),
          Map.entry("ImpossiblePinRefused", "Sign-in refused: what was typed can be no PIN"),
          Map.entry("MissingPinRefused", "Change refused: there is no PIN"),
          Map.entry("LockedAttemptRefused", "Sign-in refused: locked"));

  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("wrongPin", "wrong PIN"),
          Map.entry("noPin", "there is no PIN"),
          Map.entry("pinExpired", "the temporary PIN has expired"),
          Map.entry("notPermitted", "the configuration does not permit it"),
          Map.entry("unknownUser", "the directory does not know the worker"),
          Map.entry("proofVoid", "badge or PIN was replaced meanwhile"),
          Map.entry("neverSettled", "the attempt was not finished"),
          Map.entry("time", "the end of the wait"),
          Map.entry("administrator", "an administrator"));

  private final Moments moments;
  private final SubscriberId worker;
  private final UnaryOperator<String> names;

  /**
   * @param worker whose events they are
   * @param names gives the name of the person with an id
   */
  EventWords(Moments moments, SubscriberId worker, UnaryOperator<String> names) {
    this.moments = moments;
    this.worker = worker;
    this.names = names;
  }

  Happening of(RecordedEvent event) {
    return new Happening(
        moments.inWords(event.at()),
        event.at().toString(),
        what(event) + who(event),
        event.reason().orElse(""));
  }

  private String what(RecordedEvent event) {
    String sentence = SENTENCES.getOrDefault(event.name(), event.name());
    for (Map.Entry<String, String> detail : event.details().entrySet()) {
      sentence = sentence.replace("{" + detail.getKey() + "}", value(detail.getValue()));
    }
    return sentence;
  }

  private String value(String text) {
    if (text.equals("reset")) {
      return "a new PIN";
    }
    try {
      return moments.inWords(Instant.parse(text));
    } catch (DateTimeException e) {
      return VALUES.getOrDefault(text, text);
    }
  }

  private String who(RecordedEvent event) {
    return switch (event.actorKind()) {
      case SYSTEM -> "";
      case APPLICATION -> ", through " + event.actorId();
      case USER ->
          SubscriberId.isValid(event.actorId()) && new SubscriberId(event.actorId()).equals(worker)
              ? ", by the worker"
              : ", by " + names.apply(event.actorId());
    };
  }
}
