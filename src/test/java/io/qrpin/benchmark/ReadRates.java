package io.qrpin.benchmark;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.PrintedSymbol;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.it.Installed;
import io.qrpin.pin.SeededRandom;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/**
 * How often a worn badge is read: the first form and the number, in the same size, by the same
 * printers, with the same damage, by ZXing and by {@code zbarimg}. All chance is seeded.
 */
public final class ReadRates {

  private static final int BADGES = 20;
  private static final double MM_IN_AN_INCH = 25.4;
  private static final int[] WIDTHS_MM = {15, 20, 30};
  private static final int[] DOTS_PER_INCH = {203, 300};

  /** Dots of a camera's picture for each printed dot. */
  private static final int CAMERA = 2;

  private static final UUID CODE = UUID.fromString("0198c0de-0000-7000-8000-00000000abcd");

  private static final double BLOT_MM = 0.8;
  private static final double BLUR_MM = 0.25;
  private static final Map<DecodeHintType, Object> HARD = Map.of(DecodeHintType.TRY_HARDER, true);

  /** The forms of a badge that are compared. */
  private enum Form {
    FIRST_M(ErrorCorrection.M),
    NUMBER_M(ErrorCorrection.M),
    NUMBER_H(ErrorCorrection.H);

    private final ErrorCorrection level;

    Form(ErrorCorrection level) {
      this.level = level;
    }

    private byte[] svg(QrToken token) {
      if (this == FIRST_M) {
        String text = BadgeFixtures.firstForm("kim@contoso.example", CODE, token);
        return BadgeFixtures.symbol(text, level).svg();
      }
      SymbolFormat format = new SymbolFormat(level, SymbolFormat.STANDARD.widthMm());
      return BadgeText.of(token).expose(digits -> QrSymbol.draw(digits, format).svg());
    }
  }

  /** The damage to a printed badge. */
  private enum Damage {
    NONE,
    BLUR,
    TILT_30,
    STAINS_5,
    STAINS_10,
    STAINS_15
  }

  private ReadRates() {}

  public static void main(String[] args) throws IOException {
    Path zbarimg = Installed.program("zbarimg", "zbar-tools");
    Path picture = Files.createTempFile("badge", ".png");
    Map<String, Predicate<BufferedImage>> readers = new LinkedHashMap<>();
    readers.put("ZXing", ReadRates::isReadByZxing);
    readers.put("zbarimg", image -> isReadByZbar(zbarimg, picture, image));
    System.out.printf("%-8s %5s %4s %-10s", "reader", "mm", "dpi", "damage");
    List.of(Form.values()).forEach(form -> System.out.printf(" %9s", form));
    System.out.println();
    readers.forEach(
        (name, reader) -> {
          for (int width : WIDTHS_MM) {
            for (int dots : DOTS_PER_INCH) {
              for (Damage damage : Damage.values()) {
                System.out.printf("%-8s %5d %4d %-10s", name, width, dots, damage);
                for (Form form : Form.values()) {
                  System.out.printf(" %8.0f%%", rate(form, width, dots, damage, reader));
                }
                System.out.println();
              }
            }
          }
        });
    Files.delete(picture);
  }

  private static double rate(
      Form form, int widthMm, int dots, Damage damage, Predicate<BufferedImage> reader) {
    int read = 0;
    for (int seed = 0; seed < BADGES; seed++) {
      byte[] svg = form.svg(QrToken.random(new SeededRandom(seed)));
      PrintedSymbol printed = PrintedSymbol.printed(svg, dots, widthMm);
      read += reader.test(photographed(printed, dots, damage, new Random(seed))) ? 1 : 0;
    }
    return 100.0 * read / BADGES;
  }

  private static BufferedImage photographed(
      PrintedSymbol printed, int dots, Damage damage, Random random) {
    double dotsInMm = dots / MM_IN_AN_INCH;
    return switch (damage) {
      case NONE -> photograph(printed.image(), 1);
      case BLUR -> blurred(photograph(printed.image(), 1), BLUR_MM * dotsInMm * CAMERA);
      case TILT_30 -> photograph(printed.image(), Math.cos(Math.toRadians(30)));
      case STAINS_5 -> photograph(printed.blotted(0.05, random, BLOT_MM * dotsInMm).image(), 1);
      case STAINS_10 -> photograph(printed.blotted(0.1, random, BLOT_MM * dotsInMm).image(), 1);
      case STAINS_15 -> photograph(printed.blotted(0.15, random, BLOT_MM * dotsInMm).image(), 1);
    };
  }

  /**
   * On a white table. A tilted badge is narrower, and its far edge is shorter than its near one.
   */
  private static BufferedImage photograph(BufferedImage printed, double narrower) {
    int side = printed.getWidth() * CAMERA;
    int margin = side / 4;
    BufferedImage picture =
        new BufferedImage(side + 2 * margin, side + 2 * margin, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D table = picture.createGraphics();
    try {
      table.setColor(Color.WHITE);
      table.fillRect(0, 0, picture.getWidth(), picture.getHeight());
      table.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      int rows = (int) Math.round(side * narrower);
      for (int row = 0; row < rows; row++) {
        double far = narrower == 1 ? 0 : 0.08 * (rows - row) / rows;
        int from = printed.getHeight() * row / rows;
        table.drawImage(
            printed,
            (int) (margin + side * far / 2),
            margin + row,
            (int) (margin + side - side * far / 2),
            margin + row + 1,
            0,
            from,
            printed.getWidth(),
            from + 1,
            null);
      }
    } finally {
      table.dispose();
    }
    return picture;
  }

  private static BufferedImage blurred(BufferedImage sharp, double radius) {
    int size = 2 * (int) Math.ceil(radius) + 1;
    float[] box = new float[size * size];
    Arrays.fill(box, 1f / box.length);
    UnaryOperator<BufferedImage> blur =
        image ->
            new ConvolveOp(new Kernel(size, size, box), ConvolveOp.EDGE_NO_OP, null)
                .filter(image, null);
    return blur.apply(blur.apply(sharp));
  }

  private static boolean isReadByZxing(BufferedImage image) {
    try {
      BinaryBitmap bitmap =
          new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
      return BadgeText.parse(new QRCodeReader().decode(bitmap, HARD).getText()).isPresent();
    } catch (ReaderException e) {
      return false;
    }
  }

  private static boolean isReadByZbar(Path zbarimg, Path picture, BufferedImage image) {
    try {
      ImageIO.write(image, "png", picture.toFile());
      return BadgeText.parse(
              Installed.run(zbarimg.toString(), "--nodbus", "-q", "--raw", picture.toString()))
          .isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      // It ends with a status of its own if it finds no symbol.
      return false;
    }
  }
}
