package io.qrpin.badge;

import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text in a badge's symbol. It is a secret, because it holds the token.
 *
 * <p>A new badge holds a number of 54 digits ({@link BadgeNumber}). Scanners type digits right on
 * nearly every keyboard, and {@link KeyboardLayout} has the others. The number shows nobody's name.
 *
 * <p>Badges of the first form are read until they expire: {@code
 * qrpin:v1|<userPrincipalName>|<qrCode.id>|<secret>}. The name in them is ignored. It may contain
 * the separator, because the parts after it have a fixed shape. Thread safe.
 */
@PublicApi
public final class BadgeText {

  /** The longest text that is parsed, in UTF-16 units. The longest badge has 300. */
  public static final int MAX_SCANNED_CHARACTERS = 1_024;

  private static final String PREFIX = "qrpin:v1|";

  /** Any character but a lone surrogate, which has no UTF-8. */
  private static final String NAME_CHARACTER = "[^\\p{Cs}]";

  /** Blanks, control characters, the byte order mark and other characters without a width. */
  private static final String BLANKS = "[\\p{Z}\\p{Cc}\\p{Cf}]*+";

  /**
   * The text that scanners put before a badge: a symbology identifier (ISO/IEC 15424) and an ECI (a
   * backslash and six digits). It is possessive, so that a long text is read once.
   */
  private static final String FRAME = BLANKS + "(?:\\]Q[0-6])?+(?:\\\\[0-9]{6})?+" + BLANKS;

  /**
   * A name and the separator. When a scanner reads UTF-8 as a Chinese or Japanese encoding, the
   * last byte of a name takes the separator with it, and both become one character beyond ASCII.
   */
  private static final String NAME_AND_SEPARATOR =
      ("(" + NAME_CHARACTER + "*?(?:" + NAME_CHARACTER + "(?=\\|)|[^\\p{ASCII}\\p{Cs}]))") + "\\|?";

  private static final String CODE_ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

  /** A badge, or the same badge several times, each in its frame. The name is the shortest. */
  private static final Pattern SCANNED =
      Pattern.compile(
          (FRAME + "(?<badge>" + Pattern.quote(PREFIX) + NAME_AND_SEPARATOR)
              + (CODE_ID + "\\|(" + QrToken.GRAMMAR + "))")
              + ("(?:" + FRAME + "\\k<badge>)*" + BLANKS));

  /** Two badges in one scan: the first one would be read as a name, and a name is no secret. */
  private static final Pattern OTHER_BADGE =
      Pattern.compile(CODE_ID + "\\|" + QrToken.GRAMMAR + FRAME + Pattern.quote(PREFIX));

  /** Anything that could be a badge's number on some keyboard, once or several times. */
  private static final Pattern NUMBER =
      Pattern.compile(
          (FRAME + "(?<number>[^\\p{Z}\\p{Cc}\\p{Cf}]{" + BadgeNumber.DIGITS + "})")
              + ("(?:" + FRAME + "\\k<number>)*" + BLANKS));

  private final Optional<UUID> codeId;
  private final QrToken token;

  private BadgeText(Optional<UUID> codeId, QrToken token) {
    this.codeId = codeId;
    this.token = Objects.requireNonNull(token, "token");
  }

  /** The text of a new badge. */
  public static BadgeText of(QrToken token) {
    return new BadgeText(Optional.empty(), token);
  }

  /**
   * Reads the text from a scanner. The text that scanners add is ignored: blanks, control
   * characters, a byte order mark and characters without a width at both ends, and a symbology
   * identifier and an ECI in front. The same badge several times is that badge. The digits of a
   * number may be of any script, or the characters that a host's keyboard has in their place.
   *
   * @return empty when the text has more than {@value #MAX_SCANNED_CHARACTERS} UTF-16 units, or is
   *     no badge
   */
  public static Optional<BadgeText> parse(String scanned) {
    return scanned.length() > MAX_SCANNED_CHARACTERS
        ? Optional.empty()
        : number(scanned).or(() -> firstForm(scanned));
  }

  /** Reads the digits by each layout in turn. The check holds for the layout that typed them. */
  private static Optional<BadgeText> number(String scanned) {
    Matcher badge = NUMBER.matcher(scanned);
    if (!badge.matches()) {
      return Optional.empty();
    }
    int[] typed = badge.group("number").codePoints().toArray();
    return Stream.of(KeyboardLayout.values())
        .flatMap(layout -> layout.digits(typed).stream())
        .flatMap(digits -> SecretBytes.lend(digits, BadgeNumber::secret).stream())
        .map(QrToken::ofSecret)
        .map(BadgeText::of)
        .findFirst();
  }

  private static Optional<BadgeText> firstForm(String scanned) {
    Matcher badge = SCANNED.matcher(scanned);
    if (!badge.matches() || OTHER_BADGE.matcher(badge.group(2)).find()) {
      return Optional.empty();
    }
    Optional<UUID> codeId = Optional.of(UUID.fromString(badge.group(3)));
    return QrToken.of(badge.group(4)).map(token -> new BadgeText(codeId, token));
  }

  /** The id of the code, which only a badge of the first form holds. */
  public Optional<UUID> codeId() {
    return codeId;
  }

  public QrToken token() {
    return token;
  }

  /**
   * Lends the number as a new badge holds it, 54 digits in ASCII, and zeroes it when {@code use}
   * returns or throws.
   *
   * @param use must neither keep the array nor put it into what it throws
   * @throws IllegalStateException when the token was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    return SecretBytes.lend(token.exposeSecret(BadgeNumber::of), use);
  }

  @Override
  public String toString() {
    return "BadgeText[hidden]";
  }
}
