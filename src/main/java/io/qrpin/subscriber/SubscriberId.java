package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.util.Set;

/**
 * The directory's permanent id of a subscriber. Graph calls it the user's object id.
 *
 * <p>Two ids that look like GUIDs and differ only in case are equal, because they name one person.
 * Each keeps its spelling.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, none of them a control character
 */
@PublicApi
public record SubscriberId(String value) {

  /** The maximum length in characters. The schema has the same bound. */
  public static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException when {@code value} is empty, too long or contains a control
   *     character
   */
  public SubscriberId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a subscriber id has 1 to " + MAX_LENGTH + " characters, and no control characters");
    }
  }

  /** Whether {@code value} can be an id. Doors use it to refuse input without an exception. */
  public static boolean isValid(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().noneMatch(Character::isISOControl);
  }

  /** This spelling, and after it the others that stored rows or a directory may have. */
  public Set<String> spellings() {
    return DirectoryId.spellings(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubscriberId id && DirectoryId.isSame(value, id.value);
  }

  @Override
  public int hashCode() {
    return DirectoryId.comparable(value).hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
