package io.qrpin.badge;

import io.nayuki.qrcodegen.QrCode;

/**
 * Counts the places inside a symbol that a reader may take for one of its three corners.
 *
 * <p>A reader recognises a finder pattern by runs of dark and light modules in the ratio 1:1:3:1:1,
 * half a module more or less, along a row and along the column through its middle (ISO/IEC 18004,
 * reference decode algorithm). Some symbols have such a place in their data by accident. ZXing, on
 * which many scanners are built, then misses the symbol: one badge in thirty, by measurement. The
 * standard's choice of a mask makes such places rarer and does not exclude them.
 */
final class FinderLookalikes {

  /** A row through the middle of a finder pattern, with a light module on both ends. */
  private static final boolean[] ROW = {false, true, false, true, true, true, false, true, false};

  /** Half a module, and a quarter for the rounding of modules to dots. */
  private static final double TOLERANCE_MODULES = 0.75;

  private FinderLookalikes() {}

  /** The number of modules that look like the middle of a finder pattern and are not. */
  static int count(QrCode code) {
    int count = 0;
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (hasFinderRow(code, x, y) && hasFinderColumn(code, x, y) && !isCorner(code, x, y)) {
          count++;
        }
      }
    }
    return count;
  }

  /** The middle of a true finder pattern is three modules from both edges. */
  private static boolean isCorner(QrCode code, int x, int y) {
    int far = code.size - 4;
    return x == 3 && y == 3 || x == far && y == 3 || x == 3 && y == far;
  }

  private static boolean hasFinderRow(QrCode code, int x, int y) {
    for (int i = 0; i < ROW.length; i++) {
      if (code.getModule(x - ROW.length / 2 + i, y) != ROW[i]) { // light beyond the edge
        return false;
      }
    }
    return true;
  }

  private static boolean hasFinderColumn(QrCode code, int x, int y) {
    int[] up = runs(code, x, y - 1, -1);
    int[] down = runs(code, x, y + 1, 1);
    int middle = up[0] + 1 + down[0];
    double module = (up[2] + up[1] + middle + down[1] + down[2]) / 7.0;
    return Math.abs(up[0] - down[0]) <= 1
        && Math.abs(middle - 3 * module) < 3 * TOLERANCE_MODULES * module
        && isOne(up[1], module)
        && isOne(up[2], module)
        && isOne(down[1], module)
        && isOne(down[2], module);
  }

  private static boolean isOne(int run, double module) {
    return Math.abs(run - module) < TOLERANCE_MODULES * module;
  }

  /** The lengths of a dark, a light and a dark run, up or down from a module. */
  private static int[] runs(QrCode code, int x, int from, int step) {
    int[] runs = new int[3];
    int y = from;
    for (int i = 0; i < runs.length; i++) {
      boolean dark = i != 1;
      while (y >= 0 && y < code.size && code.getModule(x, y) == dark) {
        runs[i]++;
        y += step;
      }
    }
    return runs;
  }
}
