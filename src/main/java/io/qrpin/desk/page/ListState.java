package io.qrpin.desk.page;

/**
 * A list of workers, as far as it is done. The numbers are lines.
 *
 * @param id its address
 * @param begun when, for people
 * @param lines all lines
 * @param done lines that were done
 * @param doneBefore lines that were done when the same list was sent before
 * @param failed lines that changed nothing
 * @param left lines that are not done; none of them is begun any more after the end
 * @param hasEnded whether it goes on no more
 * @param timeLeft how long the rest takes, or an empty text
 * @param badges badges that can be printed
 * @param pins PINs that can be printed
 */
public record ListState(
    String id,
    String begun,
    int lines,
    int done,
    int doneBefore,
    int failed,
    int left,
    boolean hasEnded,
    String timeLeft,
    int badges,
    int pins) {

  /** The lines that the run has seen. */
  public int seen() {
    return lines - left;
  }
}
