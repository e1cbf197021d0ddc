package io.qrpin.desk.sheet;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A document as a printer with 203 dots per inch prints it, the coarsest that is in use. */
public final class PrintedSheet implements AutoCloseable {

  private static final int DOTS_PER_INCH = 203;
  private static final double DOTS_IN_A_MM = DOTS_PER_INCH / 25.4;
  private static final Map<DecodeHintType, Object> HARD = Map.of(DecodeHintType.TRY_HARDER, true);

  private final SheetLayout layout;
  private final PDDocument document;

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

  public BufferedImage page(int number) throws IOException {
    return new PDFRenderer(document).renderImageWithDPI(number, DOTS_PER_INCH, ImageType.GRAY);
  }

  /** The part of a printed page that is cut out, 0 the first. */
  public BufferedImage cutOut(BufferedImage page, int piece) {
    double left = layout.leftMm(piece % layout.columns()) * DOTS_IN_A_MM;
    double top = layout.topMm(piece / layout.columns()) * DOTS_IN_A_MM;
    int width = (int) (layout.piece().widthMm * DOTS_IN_A_MM);
    int height = (int) (layout.piece().heightMm * DOTS_IN_A_MM);
    return page.getSubimage((int) left, (int) top, width, height);
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
