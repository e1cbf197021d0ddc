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
 * <p>It looks up to three times. In half the size the noise of a camera in bad light is averaged
 * out; there one threshold for the whole picture reads most, and local ones read a badge with a
 * shadow on it. The full size reads a small or distant badge.
 */
public final class SymbolReader {

  private static final int BYTES_IN_A_PIXEL = 4;
  private static final int TOP_LEFT = 1;
  private static final int TOP_RIGHT = 2;

  /** The encoding is named, because TeaVM does not have all that ZXing guesses between. */
  private static final Map<DecodeHintType, Object> HINTS =
      Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE, DecodeHintType.CHARACTER_SET, "UTF-8");

  private SymbolReader() {}

  /**
   * Reads all codes.
   *
   * @param pixels red, green, blue and opacity of each pixel, row by row
   * @param isInverted reads light modules on a dark ground
   * @return for each code the ends of its upper edge, {@code x y x y}, and its text
   */
  @JSExport
  public static String[] read(@JSByRef byte[] pixels, int width, int height, boolean isInverted) {
    LuminanceSource half = picture(pixels, width, height, 2, isInverted);
    String[] codes = codes(new GlobalHistogramBinarizer(half));
    if (codes.length == 0) {
      codes = codes(new HybridBinarizer(half));
    }
    if (codes.length == 0) {
      codes = codes(new HybridBinarizer(picture(pixels, width, height, 1, isInverted)));
    }
    return codes;
  }

  /**
   * @param scale 1 for the full size, 2 for the half; each pixel is the mean of a square of that
   *     many pixels a side
   */
  private static LuminanceSource picture(
      byte[] pixels, int fullWidth, int fullHeight, int scale, boolean isInverted) {
    int width = fullWidth / scale;
    int height = fullHeight / scale;
    byte[] luminances = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sum = 0;
        for (int part = 0; part < scale * scale; part++) {
          sum +=
              luminance(pixels, (y * scale + part / scale) * fullWidth + x * scale + part % scale);
        }
        int mean = sum / (scale * scale);
        luminances[y * width + x] = (byte) (isInverted ? 0xff - mean : mean);
      }
    }
    return new PlanarYUVLuminanceSource(luminances, width, height, 0, 0, width, height, false);
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
        ResultPoint[] corners = results[i].getResultPoints();
        codes[i] = whole(corners[TOP_LEFT]) + whole(corners[TOP_RIGHT]) + results[i].getText();
      }
      return codes;
    } catch (NotFoundException nothingInView) {
      return new String[0];
    }
  }

  private static String whole(ResultPoint point) {
    return Math.round(point.getX()) + " " + Math.round(point.getY()) + " ";
  }
}
