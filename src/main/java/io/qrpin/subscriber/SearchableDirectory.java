package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.util.List;

/**
 * A directory in which people can look for a worker by a part of the name. It is optional: without
 * it a worker is found by the exact id or name.
 *
 * <p>Thread safety: as for {@link UserDirectory}.
 */
@PublicApi
public interface SearchableDirectory extends UserDirectory {

  /** The longest text that is looked for, in characters. */
  int MAX_TEXT_LENGTH = 256;

  /** The most workers that one search finds. */
  int MAX_FOUND = 200;

  /**
   * Looks for workers whose name, sign-in name, employee number or id a person has typed, whole or
   * in part. Case does not matter.
   *
   * @param text 1 to {@link #MAX_TEXT_LENGTH} characters; it comes from outside
   * @param most the number of workers, 1 to {@link #MAX_FOUND}
   * @return in the order in which people read them; empty if nobody is found
   * @throws DirectoryUnavailable when the directory cannot answer
   */
  List<Subscriber> search(String text, int most);
}
