package io.qrpin.desk.page;

import java.util.List;
import java.util.Optional;

/**
 * A mistake in a form.
 *
 * @param field the id of the field that has to be changed
 * @param sentence what to do
 */
public record Problem(String field, String sentence) {

  /** The first problem of a field; a page shows it beside the field. */
  public static Optional<String> at(String field, List<Problem> problems) {
    return problems.stream()
        .filter(problem -> problem.field().equals(field))
        .map(Problem::sentence)
        .findFirst();
  }
}
