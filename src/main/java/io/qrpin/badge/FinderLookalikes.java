package io.qrpin.badge;

/**
 * Places inside a symbol that a reader may take for one of its three corners.
 *
 * <p>A finder pattern is recognised by runs of dark and light modules in the ratio 1:1:3:1:1, half
 * a module more or less, along a row and then along the column through its middle (ISO/IEC 18004,
 * reference decode algorithm). By accident the data has such a place in a few symbols of a hundred.
 * ZXing, which many scanners are built on, then looks for the symbol where it is not: measured, one
 * badge in thirty was never read, in any size, and a badge is drawn once and worn for a year.
 *
 * <p>The penalties by which the standard picks a mask make such a place rarer and do not rule it
 * out: they look at rows and columns apart, and weigh this against other things.
 */
final class FinderLookalikes {

  /** A row through the middle of a finder pattern, and what keeps it from being a longer run. */
  private static final boolean[] ROW = {false, true, false, true, true, true, false, true, false};

  /** Half a module, and a quarter that is lost when modules are rounded to dots. */
  private static final double TOLERANCE_MODULES = 0.75;

  private FinderLookalikes() {}

  /** How many modules could be the middle of a finder pattern and are not. */
  static int count(io.nayuki.qrcodegen.QrCode code) {
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
  private static boolean isCorner(io.nayuki.qrcodegen.QrCode code, int x, int y) {
    int far = code.size - 4;
    return x == 3 && y == 3 || x == far && y == 3 || x == 3 && y == far;
  }

  private static boolean hasFinderRow(io.nayuki.qrcodegen.QrCode code, int x, int y) {
    for (int i = 0; i < ROW.length; i++) {
      if (code.getModule(x - ROW.length / 2 + i, y) != ROW[i]) { // light beyond the edge
        return false;
      }
    }
    return true;
  }

  private static boolean hasFinderColumn(io.nayuki.qrcodegen.QrCode code, int x, int y) {
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

  /** The lengths of a dark, a light and a dark run, from a module on up or down. */
  private static int[] runs(io.nayuki.qrcodegen.QrCode code, int x, int from, int step) {
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
