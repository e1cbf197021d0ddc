package io.qrpin.badge;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import io.nayuki.qrcodegen.QrSegment;
import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The drawing of a badge's text: a QR symbol (ISO/IEC 18004, model 2). It is a secret, because the
 * drawing is the badge.
 *
 * <p>The symbol has one segment: digits in numeric mode, any other text in byte mode without an
 * ECI, which some scanners type out. The error correction level is never raised.
 *
 * <p>The drawing has a quiet zone of four modules (ISO/IEC 18004). It is as wide as {@link
 * SymbolFormat} says, or wider, so that a module has at least 0.5 mm: four dots of a label printer
 * with 203 dots per inch. It is an SVG 1.1 document in ASCII ({@link #svg}), or goes to another
 * medium ({@link #drawWith}). Thread safe. After {@link #erase()} neither content nor drawing can
 * be read.
 */
@PublicApi
public final class QrSymbol {

  /** The white on each side, in modules. */
  static final int QUIET_ZONE_MODULES = 4;

  private static final double MIN_MODULE_MM = 0.5;

  private static final int MASKS = 8;
  private static final int LOWEST_PENALTY = -1;

  private final int version;
  private final ErrorCorrection errorCorrection;
  private final SecretBytes rawContent;
  private final int formatWidthMm;

  /** Row by row without the quiet zone: 1 is dark. */
  private final SecretBytes modules;

  private QrSymbol(QrCode code, byte[] rawContent, SymbolFormat format) {
    this.version = code.version;
    this.errorCorrection = format.errorCorrection();
    this.rawContent = SecretBytes.of(rawContent, "symbol");
    this.formatWidthMm = format.widthMm();
    this.modules = SecretBytes.of(modulesOf(code), "symbol");
  }

  /** Draws on a medium that is not an SVG document, such as a printed page. */
  @FunctionalInterface
  public interface Pen<E extends Exception> {

    /**
     * Draws one run of dark modules, one module high.
     *
     * @param x from the left edge of the quiet zone to the left edge of the run, in modules
     * @param y from the upper edge of the quiet zone to the upper edge of the run, in modules
     */
    void draw(int x, int y, int lengthModules) throws E;
  }

  /**
   * Draws the smallest symbol that holds the text.
   *
   * @param utf8 such as {@link BadgeText#expose} lends; neither changed nor kept
   * @throws IllegalArgumentException when the largest symbol (version 40) is too small: 2,953 bytes
   *     at L, 2,331 at M, 1,663 at Q, 1,273 at H
   */
  public static QrSymbol draw(byte[] utf8, SymbolFormat format) {
    QrCode code = clearest(segment(utf8), format.errorCorrection().ecc);
    return new QrSymbol(code, utf8.clone(), format);
  }

  private static QrSegment segment(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return QrSegment.isNumeric(text) ? QrSegment.makeNumeric(text) : QrSegment.makeBytes(utf8);
  }

  /** The symbol with the standard's mask, unless another mask has fewer look-alikes. */
  private static QrCode clearest(QrSegment content, Ecc level) {
    QrCode clearest = encoded(content, level, LOWEST_PENALTY);
    int fewest = FinderLookalikes.count(clearest);
    for (int mask = 0; mask < MASKS && fewest > 0; mask++) {
      QrCode other = encoded(content, level, mask);
      int lookalikes = FinderLookalikes.count(other);
      if (lookalikes < fewest) {
        clearest = other;
        fewest = lookalikes;
      }
    }
    return clearest;
  }

  private static QrCode encoded(QrSegment content, Ecc level, int mask) {
    return QrCode.encodeSegments(
        List.of(content), level, QrCode.MIN_VERSION, QrCode.MAX_VERSION, mask, false);
  }

  private static byte[] modulesOf(QrCode code) {
    byte[] modules = new byte[code.size * code.size];
    for (int i = 0; i < modules.length; i++) {
      modules[i] = (byte) (code.getModule(i % code.size, i / code.size) ? 1 : 0);
    }
    return modules;
  }

  /** The version, 1 to 40: the symbol has {@code 17 + 4 * version} modules on each side. */
  public int version() {
    return version;
  }

  public ErrorCorrection errorCorrection() {
    return errorCorrection;
  }

  /** The width of the drawing, quiet zone included, 29 to 185 modules. */
  public int widthModules() {
    return sizeModules() + 2 * QUIET_ZONE_MODULES;
  }

  /** The least width of the drawing on paper, quiet zone included, in millimetres. */
  public double widthMm() {
    return Math.max(formatWidthMm, widthModules() * MIN_MODULE_MM);
  }

  private int sizeModules() {
    return 17 + 4 * version;
  }

  /**
   * A copy of the bytes in the symbol; the caller zeroes it.
   *
   * @throws IllegalStateException when the symbol was erased
   */
  public byte[] rawContent() {
    return rawContent.expose(byte[]::clone);
  }

  /**
   * The drawing as an SVG document; the caller zeroes it.
   *
   * @throws IllegalStateException when the symbol was erased
   */
  public byte[] svg() {
    StringBuilder path = new StringBuilder();
    drawWith(
        (x, y, lengthModules) -> {
          path.append('M').append(x).append(',').append(y);
          path.append('h').append(lengthModules).append("v1h-").append(lengthModules).append('z');
        });
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%3$smm" height="%3$smm" \
    viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
    <rect width="%1$d" height="%1$d" fill="#fff"/>
    <path fill="#000" d="%2$s"/>
    </svg>
    """
        .formatted(widthModules(), path, widthMm())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Lends the dark modules to a pen: the longest runs, row by row from the top, each from the left.
   * All else is light, the quiet zone too.
   *
   * @param pen must not put a run into what it throws
   * @throws E what the pen throws
   * @throws IllegalStateException when the symbol was erased
   */
  public <E extends Exception> void drawWith(Pen<E> pen) throws E {
    byte[] dark = modules.expose(byte[]::clone);
    try {
      for (int y = 0; y < sizeModules(); y++) {
        drawRow(dark, y, pen);
      }
    } finally {
      Arrays.fill(dark, (byte) 0);
    }
  }

  private <E extends Exception> void drawRow(byte[] dark, int y, Pen<E> pen) throws E {
    int size = sizeModules();
    int x = 0;
    while (x < size) {
      int start = x;
      while (x < size && dark[y * size + x] == 1) {
        x++;
      }
      if (x > start) {
        pen.draw(start + QUIET_ZONE_MODULES, y + QUIET_ZONE_MODULES, x - start);
      }
      x++;
    }
  }

  /** Overwrites content and drawing. Call it after the last use. */
  public void erase() {
    rawContent.erase();
    modules.erase();
  }

  @Override
  public String toString() {
    return "QrSymbol[hidden]";
  }
}
