package io.qrpin.badge;

/**
 * How a badge's symbol is drawn.
 *
 * @param errorCorrection how much of the symbol may be worn or covered
 * @param widthMm the width of the drawing in millimetres, quiet zone included, 10 to 200; a symbol
 *     whose modules would be too small is drawn wider
 */
public record SymbolFormat(ErrorCorrection errorCorrection, int widthMm) {

  public static final int MIN_WIDTH_MM = 10;
  public static final int MAX_WIDTH_MM = 200;

  /** About 15 % may be covered. It fits a card of the size ID-1 beside a photo. */
  public static final SymbolFormat STANDARD = new SymbolFormat(ErrorCorrection.M, 20);

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
