package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts again by reading rows and columns as texts of runs. */
class FinderLookalikesTest {

  private static final int SYMBOLS = 60;
  private static final int MASKS = 8;

  @Test
  void theCountIsThatOfAnotherWayOfCounting() {
    Random random = new Random(20261124);
    int found = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      byte[] content = new byte[40 + random.nextInt(120)];
      random.nextBytes(content);
      for (int mask = 0; mask < MASKS; mask++) {
        QrCode code = drawn(content, mask);
        int count = FinderLookalikes.count(code);
        assertThat(count).as("symbol %d, mask %d", i, mask).isEqualTo(countedAgain(code));
        found += count;
      }
    }
    assertThat(found).as("cases in which there is something to count").isGreaterThan(20);
  }

  private static QrCode drawn(byte[] content, int mask) {
    return QrCode.encodeSegments(
        List.of(QrSegment.makeBytes(content)), QrCode.Ecc.MEDIUM, 1, 40, mask, false);
  }

  private static int countedAgain(QrCode code) {
    int count = 0;
    for (int y = 0; y < code.size; y++) {
      String row = "0000" + line(code, y, true) + "0000";
      for (int at = row.indexOf("010111010"); at >= 0; at = row.indexOf("010111010", at + 1)) {
        boolean corner = at == 3 && (y == 3 || y == code.size - 4) || at == code.size - 4 && y == 3;
        if (!corner && isFinderColumn(line(code, at, false), y)) {
          count++;
        }
      }
    }
    return count;
  }

  private static String line(QrCode code, int index, boolean row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < code.size; i++) {
      boolean dark = row ? code.getModule(i, index) : code.getModule(index, i);
      line.append(dark ? '1' : '0');
    }
    return line.toString();
  }

  private static boolean isFinderColumn(String column, int y) {
    List<int[]> runs = runs(column);
    for (int i = 2; i < runs.size() - 2; i++) {
      int[] middle = runs.get(i);
      boolean hasY = middle[0] <= y && y < middle[0] + middle[1];
      if (hasY && column.charAt(y) == '1') {
        return isRatio(runs.subList(i - 2, i + 3), y);
      }
    }
    return false;
  }

  /** Start and length of each run. */
  private static List<int[]> runs(String line) {
    List<int[]> runs = new ArrayList<>();
    for (int i = 0; i < line.length(); i++) {
      if (i == 0 || line.charAt(i) != line.charAt(i - 1)) {
        runs.add(new int[] {i, 0});
      }
      runs.get(runs.size() - 1)[1]++;
    }
    return runs;
  }

  private static boolean isRatio(List<int[]> five, int y) {
    int total = five.stream().mapToInt(run -> run[1]).sum();
    int[] middle = five.get(2);
    int above = y - middle[0];
    int below = middle[0] + middle[1] - 1 - y;
    if (Math.abs(above - below) > 1) {
      return false;
    }
    for (int i = 0; i < five.size(); i++) {
      double wanted = (i == 2 ? 3 : 1) * total / 7.0;
      if (Math.abs(five.get(i)[1] - wanted) >= 0.75 * wanted) {
        return false;
      }
    }
    return true;
  }
}
