package io.qrpin.benchmark;

import java.util.Arrays;

/**
 * Measures how well durations separate two kinds of requests: the area under the ROC curve. It is
 * the chance that a request of one kind takes longer than a request of the other, where an equal
 * duration counts half. At 0.5 they reveal nothing, and at 1 everything.
 */
final class Roc {

  private Roc() {}

  /** The area for single requests, from 0.5 to 1; a guesser knows which kind is slower. */
  static double area(long[] one, long[] other) {
    return areaOfLeast(1, one, other);
  }

  /**
   * The area for the least duration of several requests of the same kind, from 0.5 to 1. All groups
   * of that size are counted, so that it does not depend on how requests are grouped.
   *
   * @param size of a group, 1 to the number of durations of either kind
   */
  static double areaOfLeast(int size, long[] one, long[] other) {
    long[] first = sorted(one);
    long[] second = sorted(other);
    double longer = 0;
    for (int i = 0; i < first.length; i++) {
      double chance = isLeast(size, first.length, i);
      long least = first[i];
      double above = shareAbove(size, second, least);
      double notBelow = shareAbove(size, second, least - 1);
      longer += chance * (1 - (above + notBelow) / 2);
    }
    return Math.max(longer, 1 - longer);
  }

  /** The share of all groups whose least duration is the one at that place of all in order. */
  private static double isLeast(int size, int all, int place) {
    return share(size, all, all - place) - share(size, all, all - place - 1);
  }

  private static double shareAbove(int size, long[] sorted, long bound) {
    long above = Arrays.stream(sorted).filter(duration -> duration > bound).count();
    return share(size, sorted.length, (int) above);
  }

  /** The share of all groups that are drawn from a part only. */
  private static double share(int size, int all, int part) {
    double share = 1;
    for (int i = 0; i < size; i++) {
      share *= Math.max(0, part - i) / (double) (all - i);
    }
    return share;
  }

  private static long[] sorted(long[] durations) {
    long[] copy = durations.clone();
    Arrays.sort(copy);
    return copy;
  }
}
