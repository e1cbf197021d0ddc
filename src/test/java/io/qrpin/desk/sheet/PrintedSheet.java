package io.qrpin.desk.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripperByArea;

/** A document as a printer with 203 dots per inch prints it, the coarsest that is in use. */
public final class PrintedSheet implements AutoCloseable {

  private static final int DOTS_PER_INCH = 203;
  static final double DOTS_IN_A_MM = DOTS_PER_INCH / 25.4;
  private static final Map<DecodeHintType, Object> HARD = Map.of(DecodeHintType.TRY_HARDER, true);

  private final SheetLayout layout;
  private final PDDocument document;

  private int openNumber = -1;
  private BufferedImage openPage;

  private PrintedSheet(SheetLayout layout, PDDocument document) {
    this.layout = layout;
    this.document = document;
  }

  public static PrintedSheet of(SheetLayout layout, byte[] pdf) throws IOException {
    return new PrintedSheet(layout, Loader.loadPDF(pdf));
  }

  PDDocument document() {
    return document;
  }

  public int pages() {
    return document.getNumberOfPages();
  }

  BufferedImage page(int number) throws IOException {
    return new PDFRenderer(document).renderImageWithDPI(number, DOTS_PER_INCH, ImageType.GRAY);
  }

  /**
   * A piece that is cut out of the pages, 0 the first. A page is printed once when they are in
   * order.
   */
  public BufferedImage piece(int number) throws IOException {
    if (number / layout.piecesPerPage() != openNumber) {
      openNumber = number / layout.piecesPerPage();
      openPage = page(openNumber);
    }
    int onPage = number % layout.piecesPerPage();
    double left = layout.leftMm(onPage % layout.columns()) * DOTS_IN_A_MM;
    double top = layout.topMm(onPage / layout.columns()) * DOTS_IN_A_MM;
    int width = (int) (layout.piece().widthMm * DOTS_IN_A_MM);
    int height = (int) (layout.piece().heightMm * DOTS_IN_A_MM);
    return openPage.getSubimage((int) left, (int) top, width, height);
  }

  /** The text on a piece of the document, 0 the first. */
  String textOf(int piece) throws IOException {
    int onPage = piece % layout.piecesPerPage();
    Rectangle2D place =
        new Rectangle2D.Double(
            pt(layout.leftMm(onPage % layout.columns())),
            pt(layout.topMm(onPage / layout.columns())),
            pt(layout.piece().widthMm),
            pt(layout.piece().heightMm));
    PDFTextStripperByArea stripper = new PDFTextStripperByArea();
    stripper.addRegion("piece", place);
    stripper.extractRegions(document.getPage(piece / layout.piecesPerPage()));
    return stripper.getTextForRegion("piece").strip();
  }

  private static double pt(double mm) {
    return mm * 72 / 25.4;
  }

  /** The lines to cut along are on the very edge. */
  static void assertEdgesAreWhite(BufferedImage piece) {
    int margin = (int) (2.5 * DOTS_IN_A_MM);
    Rectangle inside = new Rectangle(piece.getWidth(), piece.getHeight());
    inside.grow(-margin, -margin);
    assertIsWhiteAround(inside, margin - 3, piece);
  }

  static void assertIsWhiteAround(Rectangle part, int widthDots, BufferedImage piece) {
    Rectangle around = new Rectangle(part);
    around.grow(widthDots, widthDots);
    for (int y = around.y; y < around.y + around.height; y++) {
      for (int x = around.x; x < around.x + around.width; x++) {
        if (!part.contains(x, y)) {
          assertThat(gray(piece, x, y)).as("%d, %d around %s", x, y, part).isEqualTo(255);
        }
      }
    }
  }

  /** Black is 0, white 255. */
  static int gray(BufferedImage image, int x, int y) {
    return image.getRaster().getSample(x, y, 0);
  }

  /** The content of the symbol on a piece; empty if it cannot be read. */
  public static Optional<String> read(BufferedImage piece) {
    try {
      BinaryBitmap bitmap =
          new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(piece)));
      return Optional.of(new QRCodeReader().decode(bitmap, HARD).getText());
    } catch (ReaderException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
