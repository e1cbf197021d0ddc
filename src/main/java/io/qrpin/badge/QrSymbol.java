package io.qrpin.badge;

import io.nayuki.qrcodegen.QrCode.Ecc;
import io.nayuki.qrcodegen.QrSegment;
import io.qrpin.PublicApi;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A badge's text, drawn: a QR symbol (ISO/IEC 18004, model 2). Silent, for whoever has the drawing
 * has the badge.
 *
 * <p>One segment in byte mode, so that the symbol holds exactly the bytes it was given; no ECI,
 * which some scanners type out. The error correction level is the one asked for, even where a
 * higher one would fit. The mask is the standard's choice unless that symbol has a {@link
 * FinderLookalikes look-alike} of a corner in it; then it is the one with the fewest.
 *
 * <p>The drawing is an SVG 1.1 document in ASCII, two inches wide unless whoever embeds it says
 * otherwise, measured in modules inside, four modules of quiet zone included (ISO/IEC 18004 wants
 * four). It names nothing outside itself: no script, style sheet, font, or document type. In two
 * inches at 150 dots an inch there are three dots a module up to version 18, which is the longest
 * badge at M; denser symbols want a larger or a finer print.
 *
 * <p>Thread safety: safe to share until {@link #erase()} is called; after that neither content nor
 * drawing is given out.
 */
@PublicApi
public final class QrSymbol {

  /** Of white on every side, in modules. */
  static final int QUIET_ZONE_MODULES = 4;

  private static final int MASKS = 8;
  private static final int LOWEST_PENALTY = -1;

  private final int version;
  private final ErrorCorrection errorCorrection;
  private final byte[] rawContent;
  private final byte[] svg;
  private boolean erased;

  /** Takes both arrays over. */
  private QrSymbol(int version, ErrorCorrection errorCorrection, byte[] rawContent, byte[] svg) {
    this.version = version;
    this.errorCorrection = errorCorrection;
    this.rawContent = rawContent;
    this.svg = svg;
  }

  /**
   * Draws the smallest symbol that holds the bytes.
   *
   * @param utf8 what {@link BadgeText#expose} lends; neither changed nor kept
   * @param errorCorrection the level, neither raised nor lowered
   * @throws IllegalArgumentException when the largest symbol (version 40) is too small: 2,953 bytes
   *     at L, 2,331 at M, 1,663 at Q, 1,273 at H
   */
  public static QrSymbol draw(byte[] utf8, ErrorCorrection errorCorrection) {
    io.nayuki.qrcodegen.QrCode code = clearest(utf8, errorCorrection.ecc());
    return new QrSymbol(code.version, errorCorrection, utf8.clone(), svgOf(code));
  }

  /** By the mask of the lowest penalty, unless a reader could lose its way in that symbol. */
  private static io.nayuki.qrcodegen.QrCode clearest(byte[] utf8, Ecc level) {
    io.nayuki.qrcodegen.QrCode clearest = encoded(utf8, level, LOWEST_PENALTY);
    int fewest = FinderLookalikes.count(clearest);
    for (int mask = 0; mask < MASKS && fewest > 0; mask++) {
      io.nayuki.qrcodegen.QrCode other = encoded(utf8, level, mask);
      int lookalikes = FinderLookalikes.count(other);
      if (lookalikes < fewest) {
        clearest = other;
        fewest = lookalikes;
      }
    }
    return clearest;
  }

  private static io.nayuki.qrcodegen.QrCode encoded(byte[] utf8, Ecc level, int mask) {
    return io.nayuki.qrcodegen.QrCode.encodeSegments(
        List.of(QrSegment.makeBytes(utf8)),
        level,
        io.nayuki.qrcodegen.QrCode.MIN_VERSION,
        io.nayuki.qrcodegen.QrCode.MAX_VERSION,
        mask,
        false);
  }

  private static byte[] svgOf(io.nayuki.qrcodegen.QrCode code) {
    int width = code.size + 2 * QUIET_ZONE_MODULES;
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="2in" height="2in" \
        viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
        <rect width="%1$d" height="%1$d" fill="#fff"/>
        <path fill="#000" d="%2$s"/>
        </svg>
        """
        .formatted(width, pathOf(code))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Every run of dark modules in a row is one rectangle. */
  private static String pathOf(io.nayuki.qrcodegen.QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      int x = 0;
      while (x < code.size) {
        int start = x;
        while (code.getModule(x, y)) { // light beyond the edge
          x++;
        }
        if (x > start) {
          appendRun(path, start + QUIET_ZONE_MODULES, y + QUIET_ZONE_MODULES, x - start);
        }
        x++;
      }
    }
    return path.toString();
  }

  private static void appendRun(StringBuilder path, int x, int y, int modules) {
    path.append('M').append(x).append(',').append(y);
    path.append('h').append(modules).append("v1h-").append(modules).append('z');
  }

  /** The symbol's version, 1 to 40: it has {@code 17 + 4 * version} modules a side. */
  public int version() {
    return version;
  }

  /** The level it was drawn with. */
  public ErrorCorrection errorCorrection() {
    return errorCorrection;
  }

  /**
   * Exactly the bytes in the symbol.
   *
   * @return a copy, the caller's to zero
   * @throws IllegalStateException when the symbol was erased
   */
  public byte[] rawContent() {
    return copyOf(rawContent);
  }

  /**
   * The drawing.
   *
   * @return a copy, the caller's to zero
   * @throws IllegalStateException when the symbol was erased
   */
  public byte[] svg() {
    return copyOf(svg);
  }

  private synchronized byte[] copyOf(byte[] bytes) {
    if (erased) {
      throw new IllegalStateException("the symbol was erased");
    }
    return bytes.clone();
  }

  /** Overwrites content and drawing; to be called once they were shown. */
  public synchronized void erase() {
    Arrays.fill(rawContent, (byte) 0);
    Arrays.fill(svg, (byte) 0);
    erased = true;
  }

  @Override
  public String toString() {
    return "QrSymbol[hidden]";
  }
}
