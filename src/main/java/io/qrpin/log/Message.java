package io.qrpin.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every message that qrpin logs. The README lists each with its cause and its remedy.
 *
 * <p>People search for an id, and tools act on it. So an id never changes, and the id of a message
 * that is removed is not used again; a new message gets the next number. The letter at the end is
 * the level: E for a failure that somebody must repair, W for one that may end by itself or needs a
 * decision, I for information.
 *
 * <p>A parameter stands in braces. Its value is never a secret.
 */
public enum Message {
  START_REFUSED("QRPIN0001E", "qrpin does not start: {cause}; see \"{section}\" in qrpin's README"),
  METHOD_DISABLED(
      "QRPIN0002I",
      "the method is disabled, so every sign-in is refused; see \"Why was I refused?\" in qrpin's"
          + " README"),
  CONFIGURATION_UNREADABLE(
      "QRPIN0003W", "the configuration of the method cannot be read at the start"),
  SCHEMA_MIGRATED("QRPIN0004I", "schema migrated; migrations applied: {migrations}"),
  SCHEMA_VALIDATED("QRPIN0005I", "schema validated"),
  OWNER_SERVES_REQUESTS(
      "QRPIN0006W",
      "the database role {role} serves requests and owns the tables, so it can truncate the audit"
          + " trail and disable its triggers; use two roles, see db/grants.sql"),
  HASHING_PROVIDER_CHOSEN(
      "QRPIN0007I", "PINs are hashed by {provider}, at most {hashes} at once in {mebibytes} MiB"),
  HASHING_SLOWED(
      "QRPIN0008W",
      "PINs are hashed by Bouncy Castle, at most {hashes} at once in {mebibytes} MiB, two to three"
          + " times slower than by libsodium: {cause}"),
  PLAIN_HTTP_REFUSED(
      "QRPIN0009W",
      "requests over plain HTTP that were refused: {count}, the last one is request {request}; use"
          + " TLS, or name the proxy that ends it in {setting}"),
  TOKENS_REFUSED(
      "QRPIN0010W",
      "requests with a token that is not valid: {count}, the last one is request {request}; see"
          + " \"Why was I refused?\" in qrpin's README"),
  REQUESTS_TURNED_AWAY(
      "QRPIN0011W", "requests turned away: {count}, the last one is request {request}; {cause}"),
  PINS_UNUSABLE("QRPIN0012E", "request {request} failed: a PIN cannot be hashed or compared"),
  DIRECTORY_UNAVAILABLE(
      "QRPIN0013W", "request {request} failed: the user directory does not answer"),
  DATABASE_UNAVAILABLE(
      "QRPIN0014W", "request {request} failed: the database is away, or does not answer"),
  REQUEST_FAILED("QRPIN0015E", "request {request} failed"),
  BADGE_WITHOUT_NAME("QRPIN0016W", "the directory did not answer; a badge shows an id"),
  RETENTION_POSTPONED("QRPIN0017W", "old data was not deleted; a later sweep tries again: {task}"),
  LEAVERS_KEPT("QRPIN0018W", "the directory did not answer, so nobody counts as unknown to it"),
  UNLOCKING_POSTPONED(
      "QRPIN0019W", "locks that are over were not ended; the next sweep tries again"),
  REFUSALS_UNWRITTEN("QRPIN0020W", "audit rows of refusals wait for the database; lost: {lost}"),
  REHASHING_POSTPONED("QRPIN0021W", "a PIN was not hashed again; its next sign-in tries again"),
  LIST_ENDED_EARLY("QRPIN0022W", "the list of request {request} ended early"),
  HASHES_RESEALED("QRPIN0023I", "{hashes} hashes were sealed anew under the wrap key \"{key}\""),
  RESEALING_POSTPONED("QRPIN0024W", "the hashes were not sealed anew; a later run tries again"),
  HASHES_UNREADABLE(
      "QRPIN0025W",
      "{hashes} hashes do not open, so they were not sealed anew under the wrap key \"{key}\"; see"
          + " \"Wrap keys\" in qrpin's README"),
  AUDIT_CHAINED("QRPIN0026I", "audit rows are chained; checkpoints are signed with {key}"),
  AUDIT_UNCHAINED(
      "QRPIN0027I",
      "audit rows are not chained, because the key store has no private key \"{alias}\"; see"
          + " \"The audit trail\" in qrpin's README"),
  TRAIL_UNATTENDED(
      "QRPIN0028W", "the chain or the partitions of the audit trail wait for a later sweep"),
  CHAIN_OF_ANOTHER_CLUSTER(
      "QRPIN0029W",
      "audit rows are not chained, because they were restored from another database cluster and"
          + " its transaction counter is ahead; see \"The audit trail\" in qrpin's README"),
  METRICS_UNAVAILABLE(
      "QRPIN0030W", "the server's metrics do not take those of qrpin, so it shows none"),
  KEYS_UNCOUNTED(
      "QRPIN0031W", "the hashes cannot be counted by wrap key, so a missing key is not noticed");

  /** A message with the values of its parameters, and perhaps with a failure. Immutable. */
  public record Entry(Message message, Map<String, Object> values, Optional<Throwable> failure) {

    /** The same entry with the value of one more parameter. */
    public Entry with(String parameter, Object value) {
      Map<String, Object> more = new TreeMap<>(values);
      more.put(parameter, value);
      return new Entry(message, Map.copyOf(more), failure);
    }

    /** The same entry with a failure, whose stack trace is logged too. */
    public Entry because(Throwable failed) {
      return new Entry(message, values, Optional.of(failed));
    }

    /** The line; Liberty finds the id at its beginning. */
    String line() {
      String text =
          PARAMETER
              .matcher(message.text)
              .replaceAll(found -> Matcher.quoteReplacement(valueOf(found)));
      return message.id + ": " + text;
    }

    /** A parameter without a value stays as it is: a log must not fail where something failed. */
    private String valueOf(MatchResult parameter) {
      return String.valueOf(values.getOrDefault(parameter.group(1), parameter.group()));
    }
  }

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Pattern WORD = Pattern.compile("([A-Z])([A-Z]*)_?");

  private final String id;
  private final String text;

  Message(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** An entry without values. */
  public Entry entry() {
    return new Entry(this, Map.of(), Optional.empty());
  }

  /** An entry with the value of a parameter. */
  public Entry with(String parameter, Object value) {
    return entry().with(parameter, value);
  }

  /** An entry with a failure, whose stack trace is logged too. */
  public Entry because(Throwable failed) {
    return entry().because(failed);
  }

  /** {@code QRPIN}, four digits, and the letter of the level. */
  public String id() {
    return id;
  }

  /** The text with its parameters in braces. */
  public String text() {
    return text;
  }

  /** The names of the parameters, in the order of the text. */
  public List<String> parameters() {
    return PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The name of what happened, as events are named in the audit trail. */
  String event() {
    return WORD.matcher(name())
        .replaceAll(word -> word.group(1) + word.group(2).toLowerCase(Locale.ROOT));
  }

  Level level() {
    return switch (id.charAt(id.length() - 1)) {
      case 'E' -> Level.SEVERE;
      case 'W' -> Level.WARNING;
      default -> Level.INFO;
    };
  }
}
