package io.qrpin.badge;

import io.qrpin.PublicApi;

/**
 * How a badge's symbol is drawn.
 *
 * <p>Thread safety: immutable.
 *
 * @param errorCorrection how much of the symbol may be worn or covered
 * @param widthMm the width of the drawing in millimetres, quiet zone included, 10 to 200; a symbol
 *     whose modules would be too small is drawn wider
 */
@PublicApi
public record SymbolFormat(ErrorCorrection errorCorrection, int widthMm) {

  public static final int MIN_WIDTH_MM = 10;
  public static final int MAX_WIDTH_MM = 200;

  /**
   * The highest level, because a number is so short that it costs only four modules of width: with
   * a tenth of it covered, nearly all are read at H, and none at M (benchmark {@code ReadRates}).
   * The width fits a card of the size ID-1 (ISO/IEC 7810) beside a photo.
   */
  public static final SymbolFormat STANDARD = new SymbolFormat(ErrorCorrection.H, 20);

  /**
   * @throws IllegalArgumentException when the width is out of its range
   */
  public SymbolFormat {
    if (widthMm < MIN_WIDTH_MM || widthMm > MAX_WIDTH_MM) {
      throw new IllegalArgumentException(
          "a symbol is %d to %d mm wide".formatted(MIN_WIDTH_MM, MAX_WIDTH_MM));
    }
  }
}
