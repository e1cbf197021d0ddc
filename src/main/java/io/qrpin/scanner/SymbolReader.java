package io.qrpin.scanner;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.util.Map;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSExport;

/**
 * Reads the QR codes in a camera's picture.
 *
 * <p>Cameras in bad light are noisy, and ZXing reads noise badly. So a near look takes the mean of
 * neighbouring pixels: with one threshold for the picture it reads most badges, and with local ones
 * those with a shadow on them. A far look reads small and distant badges, and large dense ones.
 */
public final class SymbolReader {

  private static final int BYTES_IN_A_PIXEL = 4;
  private static final int TOP_LEFT = 1;
  private static final int TOP_RIGHT = 2;

  /** The encoding is named, because TeaVM does not have all that ZXing guesses between. */
  private static final Map<DecodeHintType, Object> HINTS =
      Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE, DecodeHintType.CHARACTER_SET, "UTF-8");

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final boolean isInverted;

  private SymbolReader(byte[] pixels, int width, int height, boolean isInverted) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.isInverted = isInverted;
  }

  /**
   * Reads all codes.
   *
   * @param pixels red, green, blue and opacity of each pixel, row by row
   * @param isFar the look; it takes three times as long
   * @param isInverted reads light modules on a dark ground
   * @return for each code the ends of its upper edge, {@code x y x y}, and its text
   */
  @JSExport
  public static String[] read(
      @JSByRef byte[] pixels, int width, int height, boolean isFar, boolean isInverted) {
    SymbolReader reader = new SymbolReader(pixels, width, height, isInverted);
    return isFar ? reader.far() : reader.near();
  }

  private String[] near() {
    LuminanceSource half = picture(2, 2);
    String[] codes = codes(new GlobalHistogramBinarizer(half));
    return codes.length > 0 ? codes : codes(new HybridBinarizer(half));
  }

  private String[] far() {
    String[] codes = codes(new HybridBinarizer(picture(1, 1)));
    return codes.length > 0 ? codes : codes(new GlobalHistogramBinarizer(picture(1, 3)));
  }

  /**
   * @param step the distance of the pixels that are taken
   * @param side of the square of pixels whose mean each of them becomes
   */
  private LuminanceSource picture(int step, int side) {
    int columns = (width - side) / step + 1;
    int rows = (height - side) / step + 1;
    byte[] luminances = new byte[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int mean = mean(column * step, row * step, side);
        luminances[row * columns + column] = (byte) (isInverted ? 0xff - mean : mean);
      }
    }
    return new PlanarYUVLuminanceSource(luminances, columns, rows, 0, 0, columns, rows, false);
  }

  private int mean(int left, int top, int side) {
    int sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += luminance(pixels, y * width + x);
      }
    }
    return sum / (side * side);
  }

  private static int luminance(byte[] pixels, int pixel) {
    int red = pixels[pixel * BYTES_IN_A_PIXEL] & 0xff;
    int green = pixels[pixel * BYTES_IN_A_PIXEL + 1] & 0xff;
    int blue = pixels[pixel * BYTES_IN_A_PIXEL + 2] & 0xff;
    return (red + 2 * green + blue) / 4;
  }

  private static String[] codes(Binarizer binarizer) {
    try {
      Result[] results = new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(binarizer), HINTS);
      String[] codes = new String[results.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = upperEdge(results[i].getResultPoints()) + results[i].getText();
      }
      return codes;
    } catch (NotFoundException nothingInView) {
      return new String[0];
    }
  }

  /** A text in several symbols has no corners. */
  private static String upperEdge(ResultPoint[] corners) {
    return corners.length <= TOP_RIGHT
        ? "0 0 1 0 "
        : whole(corners[TOP_LEFT]) + whole(corners[TOP_RIGHT]);
  }

  private static String whole(ResultPoint point) {
    return Math.round(point.getX()) + " " + Math.round(point.getY()) + " ";
  }
}
