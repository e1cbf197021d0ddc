package io.qrpin.hashing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a stored hash that names its cost and the wrap key of its seal, as {@link PinHash}
 * documents it. It holds no secret. Immutable.
 *
 * @param cost of the Argon2id hash inside
 * @param keyId the wrap key, 1 to 64 of a-z, 0-9, dot and minus
 */
public record SealParameters(Argon2Parameters cost, String keyId) {

  private static final Pattern FORMAT =
      Pattern.compile("m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,2}),p=1,keyid=([^,]*)");

  /**
   * Reads the third of the five parts of a stored hash.
   *
   * @throws UnreadablePinHash when it is malformed; the message does not repeat it
   */
  public static SealParameters parse(String part) {
    Matcher matcher = FORMAT.matcher(part);
    PinHash.require(matcher.matches(), "has malformed parameters");
    PinHash.require(WrapKeys.isKeyId(matcher.group(3)), "has a malformed key id");
    return new SealParameters(
        cost(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
        matcher.group(3));
  }

  private static Argon2Parameters cost(int memoryKib, int passes) {
    try {
      return new Argon2Parameters(memoryKib, passes);
    } catch (IllegalArgumentException e) {
      throw new UnreadablePinHash("the stored PIN hash has parameters out of bounds", e);
    }
  }

  String encoded() {
    return "m=%d,t=%d,p=1,keyid=%s".formatted(cost.memoryKib(), cost.passes(), keyId);
  }
}
