package io.qrpin.bulk;

import io.qrpin.PublicApi;
import java.util.Optional;

/**
 * The key by which a client sends a list again. It belongs to the caller who sent it, and is
 * remembered for {@link BulkRetention#KEPT} after its last use.
 *
 * @param value 1 to {@value #MAX_LENGTH} visible ASCII characters
 */
@PublicApi
public record IdempotencyKey(String value) {

  public static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException when the value is not allowed
   */
  public IdempotencyKey {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a key has 1 to " + MAX_LENGTH + " visible ASCII characters");
    }
  }

  /** Reads a key; empty if the text is none. */
  public static Optional<IdempotencyKey> parse(String text) {
    return isValid(text) ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
  }

  private static boolean isValid(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
