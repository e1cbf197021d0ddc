package io.qrpin.subscriber;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How ids of users, groups and applications are compared, in one place. An id that looks like a
 * GUID is the same id in any case (RFC 9562 §4); any other id is compared exactly.
 *
 * <p>An id is stored, shown and asked for as the directory or an administrator spells it. Only a
 * comparison uses the {@link #comparable} form. Thread safety: safe.
 */
public final class DirectoryId {

  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}");

  private DirectoryId() {}

  /** The form of an id that is equal for every spelling of it. */
  public static String comparable(String id) {
    return isGuid(id) ? id.toLowerCase(Locale.ROOT) : id;
  }

  /** The comparable forms of several ids. */
  public static Set<String> comparable(Collection<String> ids) {
    return ids.stream().map(DirectoryId::comparable).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether two texts are the same id. */
  public static boolean isSame(String one, String other) {
    return comparable(one).equals(comparable(other));
  }

  /** The spelling itself, and after it the others that a directory may use. */
  static Set<String> spellings(String id) {
    return isGuid(id)
        ? new LinkedHashSet<>(List.of(id, id.toLowerCase(Locale.ROOT), id.toUpperCase(Locale.ROOT)))
        : Set.of(id);
  }

  private static boolean isGuid(String id) {
    return GUID.matcher(id).matches();
  }
}
