package io.qrpin.audit;

import static java.util.Map.entry;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the events in audit rows. They never change, whatever the classes are called. */
final class EventNames {

  private static final Map<Class<?>, String> NAMES =
      Map.ofEntries(
          entry(CredentialEvent.MethodCreated.class, "MethodCreated"),
          entry(CredentialEvent.MethodDeleted.class, "MethodDeleted"),
          entry(CredentialEvent.PinCreated.class, "PinCreated"),
          entry(CredentialEvent.PinReset.class, "PinReset"),
          entry(CredentialEvent.PinChanged.class, "PinChanged"),
          entry(CredentialEvent.PinRevoked.class, "PinRevoked"),
          entry(CredentialEvent.QrCodeIssued.class, "QrCodeIssued"),
          entry(CredentialEvent.QrCodeExtended.class, "QrCodeExtended"),
          entry(CredentialEvent.QrCodeRevoked.class, "QrCodeRevoked"),
          entry(ConfigurationChanged.class, "ConfigurationChanged"),
          entry(RetentionApplied.class, "RetentionApplied"),
          entry(SignInEvent.SignedIn.class, "SignedIn"),
          entry(SignInEvent.PinProven.class, "PinProven"),
          entry(SignInEvent.SignInRefused.class, "SignInRefused"),
          entry(SignInEvent.SignInLocked.class, "SignInLocked"),
          entry(SignInEvent.SignInUnlocked.class, "SignInUnlocked"),
          entry(SignInEvent.FailuresCleared.class, "FailuresCleared"),
          entry(SignInEvent.PinOftenGuessed.class, "PinOftenGuessed"),
          entry(SignInEvent.PinUnreadable.class, "PinUnreadable"));

  /** As {@link AuditTrail#instant} writes it in SQL. */
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private EventNames() {}

  static String of(Object event) {
    return NAMES.get(event.getClass());
  }

  /** The names of the events that are objects; refusals have names of their own. */
  static Collection<String> all() {
    return NAMES.values();
  }

  static Map<String, String> ordered(String key, String value, String otherKey, String otherValue) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(key, value);
    details.put(otherKey, otherValue);
    return details;
  }

  static String instant(Instant at) {
    return MICROSECONDS.format(at);
  }
}
