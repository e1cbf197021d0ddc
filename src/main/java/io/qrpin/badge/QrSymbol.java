package io.qrpin.badge;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;
import io.nayuki.qrcodegen.QrSegment;
import io.qrpin.PublicApi;
import io.qrpin.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The drawing of a badge's text: a QR symbol (ISO/IEC 18004, model 2). It is a secret, because the
 * drawing is the badge.
 *
 * <p>The symbol has one segment: digits in numeric mode, any other text in byte mode without an
 * ECI, which some scanners type out. The error correction level is never raised.
 *
 * <p>The drawing is an SVG 1.1 document in ASCII, with a quiet zone of four modules (ISO/IEC
 * 18004). It is as wide as {@link SymbolFormat} says, or wider, so that a module has at least 0.5
 * mm: four dots of a label printer with 203 dots per inch. Thread safe. After {@link #erase()}
 * neither content nor drawing can be read.
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
  private final SecretBytes svg;

  private QrSymbol(int version, ErrorCorrection errorCorrection, byte[] rawContent, byte[] svg) {
    this.version = version;
    this.errorCorrection = errorCorrection;
    this.rawContent = SecretBytes.of(rawContent, "symbol");
    this.svg = SecretBytes.of(svg, "symbol");
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
    return new QrSymbol(
        code.version, format.errorCorrection(), utf8.clone(), svgOf(code, format.widthMm()));
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

  private static byte[] svgOf(QrCode code, int widthMm) {
    int width = code.size + 2 * QUIET_ZONE_MODULES;
    double shownMm = Math.max(widthMm, width * MIN_MODULE_MM);
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%3$smm" height="%3$smm" \
        viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
        <rect width="%1$d" height="%1$d" fill="#fff"/>
        <path fill="#000" d="%2$s"/>
        </svg>
        """
        .formatted(width, pathOf(code), shownMm)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** One rectangle for each run of dark modules in a row. */
  private static String pathOf(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int start = x;
        while (code.getModule(x, y)) { // light beyond the edge
          x++;
        }
        if (x > start) {
          path.append('M').append(start + QUIET_ZONE_MODULES);
          path.append(',').append(y + QUIET_ZONE_MODULES);
          path.append('h').append(x - start).append("v1h-").append(x - start).append('z');
        }
        x++;
      }
    }
    return path.toString();
  }

  /** The version, 1 to 40: the symbol has {@code 17 + 4 * version} modules on each side. */
  public int version() {
    return version;
  }

  public ErrorCorrection errorCorrection() {
    return errorCorrection;
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
   * A copy of the drawing; the caller zeroes it.
   *
   * @throws IllegalStateException when the symbol was erased
   */
  public byte[] svg() {
    return svg.expose(byte[]::clone);
  }

  /** Overwrites content and drawing. Call it after the last use. */
  public void erase() {
    rawContent.erase();
    svg.erase();
  }

  @Override
  public String toString() {
    return "QrSymbol[hidden]";
  }
}
