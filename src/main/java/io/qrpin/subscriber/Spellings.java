package io.qrpin.subscriber;

import io.qrpin.database.Sql;
import java.util.List;

/**
 * The spellings of an id in a statement. A statement compares with three parameters and not with an
 * array: PostgreSQL plans a statement with an array again at each execution, because it cannot know
 * the length of the array.
 */
public final class Spellings {

  /** The list in a statement, which {@link #bind} fills. */
  public static final String LIST = "(:spelling_1, :spelling_2, :spelling_3)";

  private Spellings() {}

  /** Fills the list; an id with fewer spellings repeats its last one. */
  public static Sql.Bound bind(Sql statement, SubscriberId id) {
    List<String> spellings = List.copyOf(id.spellings());
    int last = spellings.size() - 1;
    return statement
        .with("spelling_1", spellings.get(0))
        .with("spelling_2", spellings.get(Math.min(1, last)))
        .with("spelling_3", spellings.get(last));
  }
}
