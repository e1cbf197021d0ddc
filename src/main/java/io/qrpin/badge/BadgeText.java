package io.qrpin.badge;

import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text in a badge's symbol: {@code qrpin:v1|<userPrincipalName>|<qrCode.id>|<secret>}. It is a
 * secret, because it holds the token.
 *
 * <p>The name is a hint for people and proves nothing. It may contain the separator, because the
 * parts after it have a fixed shape. A scanned name may be longer than a drawn one: some scanners
 * read UTF-8 as ISO 8859-1, which makes up to four letters of one. The other parts are ASCII.
 * Thread safe.
 */
@PublicApi
public final class BadgeText {

  /** The longest name that is drawn, in Unicode code points (Entra's bound). */
  public static final int MAX_NAME_CHARACTERS = 113;

  /** The longest text that is parsed, in UTF-16 units; the longest badge has 300. */
  public static final int MAX_SCANNED_CHARACTERS = 1_024;

  private static final String PREFIX = "qrpin:v1|";

  /** Any character but a lone surrogate, which has no UTF-8. */
  private static final String NAME_CHARACTER = "[^\\p{Cs}]";

  private static final Pattern NAME =
      Pattern.compile(NAME_CHARACTER + "{1," + MAX_NAME_CHARACTERS + "}");

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

  private final String userPrincipalName;
  private final UUID qrCodeId;
  private final QrToken token;

  private BadgeText(String userPrincipalName, UUID qrCodeId, QrToken token) {
    this.userPrincipalName = userPrincipalName;
    this.qrCodeId = Objects.requireNonNull(qrCodeId, "qrCodeId");
    this.token = Objects.requireNonNull(token, "token");
  }

  /**
   * The text of a new badge.
   *
   * @param userPrincipalName 1 to 113 code points, well-formed Unicode
   * @throws IllegalArgumentException when the name is empty, too long or not Unicode
   */
  public static BadgeText of(String userPrincipalName, UUID qrCodeId, QrToken token) {
    if (!NAME.matcher(userPrincipalName).matches()) {
      throw new IllegalArgumentException(
          "the name on a badge must be 1 to %d characters of Unicode"
              .formatted(MAX_NAME_CHARACTERS));
    }
    return new BadgeText(userPrincipalName, qrCodeId, token);
  }

  /**
   * Reads the text from a scanner. The text that scanners add is ignored: blanks, control
   * characters, a byte order mark and characters without a width at both ends, and a symbology
   * identifier and an ECI in front. The same badge several times is that badge.
   *
   * @return empty when the text has more than {@value #MAX_SCANNED_CHARACTERS} UTF-16 units, or is
   *     otherwise not written as {@link #expose} writes it
   */
  public static Optional<BadgeText> parse(String scanned) {
    if (scanned.length() > MAX_SCANNED_CHARACTERS) {
      return Optional.empty();
    }
    Matcher badge = SCANNED.matcher(scanned);
    if (!badge.matches() || OTHER_BADGE.matcher(badge.group(2)).find()) {
      return Optional.empty();
    }
    UUID qrCodeId = UUID.fromString(badge.group(3));
    return QrToken.of(badge.group(4)).map(token -> new BadgeText(badge.group(2), qrCodeId, token));
  }

  /** The name, as it was when the badge was made. */
  public String userPrincipalName() {
    return userPrincipalName;
  }

  /** The stored code that the badge claims to be. */
  public UUID qrCodeId() {
    return qrCodeId;
  }

  public QrToken token() {
    return token;
  }

  /**
   * Lends the whole text, as UTF-8, and zeroes it when {@code use} returns or throws.
   *
   * @param use must neither keep the array nor put it into what it throws
   * @throws IllegalStateException when the token was erased
   */
  public <R> R expose(Function<byte[], R> use) {
    byte[] open =
        (PREFIX + userPrincipalName + "|" + qrCodeId + "|").getBytes(StandardCharsets.UTF_8);
    byte[] utf8 = new byte[open.length + QrToken.CHARACTERS];
    token.expose(secret -> ByteBuffer.wrap(utf8).put(open).put(secret));
    return SecretBytes.lend(utf8, use);
  }

  @Override
  public String toString() {
    return "BadgeText[hidden]";
  }
}
