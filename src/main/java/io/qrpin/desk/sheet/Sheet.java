package io.qrpin.desk.sheet;

import io.qrpin.badge.QrSymbol;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences.DUPLEX;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences.PRINT_SCALING;
import org.apache.pdfbox.util.Matrix;

/**
 * A document that is being drawn, in memory, one piece after the other. A piece is drawn from its
 * upper left corner, in millimetres. Not thread safe.
 */
final class Sheet implements AutoCloseable {

  private static final double POINTS_IN_A_MM = 72 / 25.4;

  /**
   * A dot of a label printer with 203 dots per inch, the coarsest that is in use. The edges of
   * modules lie on its grid, so that it prints all modules in one size.
   */
  private static final double DOT_MM = 25.4 / 203;

  private static final float HAIRLINE_PT = 0.25f;
  private static final float HAIRLINE_GRAY = 0.5f;
  private static final double LINE_OVERHANG_MM = 3;
  private static final float BLACK = 0;
  private static final float WHITE = 1;

  private static final int MAX_GROUP_DIGITS = 4;
  private static final double MAX_DIGIT_PT = 28;
  private static final double DIGIT_EM = 0.62;
  private static final double GROUP_GAP_EM = 0.5;
  private static final String[] DIGITS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

  private final SheetLayout layout;
  private final PDDocument document = new PDDocument();
  private final Lettering lettering;
  private PDPageContentStream page;
  private PDImageXObject image;

  /** The pieces on the open page; on a full one if none is open. */
  private int pieces;

  private double leftMm;
  private double topMm;

  Sheet(SheetLayout layout, SheetDesign design, Words words, String title) throws IOException {
    this.layout = layout;
    this.lettering = new Lettering(document, design.fonts());
    this.pieces = layout.piecesPerPage();
    describe(words, title);
  }

  /** Tells screen readers the language, and printers to change no size and to leave backs blank. */
  private void describe(Words words, String title) {
    document.getDocumentInformation().setTitle(title);
    PDDocumentCatalog catalog = document.getDocumentCatalog();
    catalog.setLanguage(words.locale().toLanguageTag());
    PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
    preferences.setDisplayDocTitle(true);
    preferences.setPrintScaling(PRINT_SCALING.None);
    preferences.setDuplex(DUPLEX.Simplex);
    catalog.setViewerPreferences(preferences);
  }

  Lettering lettering() {
    return lettering;
  }

  /** Begins the next piece, on a new page if the page is full. */
  void next() throws IOException {
    if (pieces == layout.piecesPerPage()) {
      finishPage();
      PDPage blank =
          new PDPage(new PDRectangle(pt(layout.pageWidthMm()), pt(layout.pageHeightMm())));
      document.addPage(blank);
      page = new PDPageContentStream(document, blank);
      pieces = 0;
    }
    leftMm = layout.leftMm(pieces % layout.columns());
    topMm = layout.topMm(pieces / layout.columns());
    pieces++;
  }

  private void finishPage() throws IOException {
    if (page != null) {
      if (layout.piecesPerPage() > 1) {
        drawLinesToCut();
      }
      page.close();
    }
  }

  /** Between and around the rows that are in use, and a little beyond. */
  private void drawLinesToCut() throws IOException {
    int rows = (pieces + layout.columns() - 1) / layout.columns();
    page.setLineWidth(HAIRLINE_PT);
    page.setStrokingColor(HAIRLINE_GRAY);
    for (int column = 0; column <= layout.columns(); column++) {
      float x = pt(layout.leftMm(column));
      page.moveTo(x, fromBottomPt(layout.topMm(0) - LINE_OVERHANG_MM));
      page.lineTo(x, fromBottomPt(layout.topMm(rows) + LINE_OVERHANG_MM));
    }
    for (int row = 0; row <= rows; row++) {
      float y = fromBottomPt(layout.topMm(row));
      page.moveTo(pt(layout.leftMm(0) - LINE_OVERHANG_MM), y);
      page.lineTo(pt(layout.leftMm(layout.columns()) + LINE_OVERHANG_MM), y);
    }
    page.stroke();
  }

  /**
   * Draws lines of text, each from the left.
   *
   * @param yMm the top of the first line's capitals
   */
  void draw(Lettering.Block block, double xMm, double yMm) throws IOException {
    double baselineMm = yMm + Lettering.CAPITAL_EM * block.sizePt() / POINTS_IN_A_MM;
    for (String line : block.lines()) {
      drawLine(line, block.sizePt(), xMm, baselineMm);
      baselineMm += Lettering.LEADING_EM * block.sizePt() / POINTS_IN_A_MM;
    }
  }

  private void drawLine(String line, double sizePt, double xMm, double baselineMm)
      throws IOException {
    page.beginText();
    page.newLineAtOffset(pt(leftMm + xMm), fromBottomPt(topMm + baselineMm));
    lettering.draw(line, sizePt, page);
    page.endText();
  }

  /**
   * Draws a line in white on a black band, in the middle of it.
   *
   * @param yMm the top of the band
   */
  void drawBand(Lettering.Block line, double xMm, double yMm, double widthMm, double heightMm)
      throws IOException {
    page.addRect(pt(leftMm + xMm), fromBottomPt(topMm + yMm + heightMm), pt(widthMm), pt(heightMm));
    page.fill();
    page.setNonStrokingColor(WHITE);
    double left = xMm + (widthMm - lettering.widthMm(line)) / 2;
    draw(line, left, yMm + (heightMm - line.heightMm()) / 2);
    page.setNonStrokingColor(BLACK);
  }

  /**
   * Draws a symbol in the middle of a square, as large as the square and the printer's dots allow.
   *
   * @throws IllegalArgumentException when the square is smaller than the symbol's least width
   */
  void draw(QrSymbol symbol, double xMm, double yMm, double sideMm) throws IOException {
    double dotsPerModule = Math.floor(sideMm / symbol.widthModules() / DOT_MM);
    double widthMm = Math.max(symbol.widthMm(), dotsPerModule * DOT_MM * symbol.widthModules());
    if (widthMm > sideMm) {
      throw new IllegalArgumentException(
          "the symbol is at least %.1f mm wide, and %s has room for %.1f mm"
              .formatted(symbol.widthMm(), layout, sideMm));
    }
    double moduleMm = widthMm / symbol.widthModules();
    double slackMm = (sideMm - widthMm) / 2;
    float module = pt(moduleMm);
    float left = pt(onGridMm(leftMm + xMm + slackMm));
    float top = fromBottomPt(onGridMm(topMm + yMm + slackMm));
    page.saveGraphicsState();
    page.transform(new Matrix(module, 0, 0, -module, left, top)); // in modules, downwards
    symbol.drawWith((x, y, lengthModules) -> page.addRect(x, y, lengthModules, 1));
    page.fill();
    page.restoreGraphicsState();
  }

  private static double onGridMm(double mm) {
    return Math.floor(mm / DOT_MM) * DOT_MM;
  }

  /** Draws a picture as large as it fits, in the upper left corner of its place. */
  void draw(Logo logo, double xMm, double yMm, double maxWidthMm, double maxHeightMm)
      throws IOException {
    if (image == null) {
      image = LosslessFactory.createFromImage(document, logo.picture());
    }
    double scaleMm = Math.min(maxWidthMm / image.getWidth(), maxHeightMm / image.getHeight());
    double heightMm = image.getHeight() * scaleMm;
    page.drawImage(
        image,
        pt(leftMm + xMm),
        fromBottomPt(topMm + yMm + heightMm),
        pt(image.getWidth() * scaleMm),
        pt(heightMm));
  }

  /**
   * Draws digits at equal distances, in groups, as large as they fit. It draws one after the other,
   * so that no {@code String} holds them all.
   *
   * @param ascii neither changed nor kept
   * @param yMm the top of the digits
   */
  void drawDigits(byte[] ascii, double xMm, double yMm, double widthMm) throws IOException {
    int groups = (ascii.length + MAX_GROUP_DIGITS - 1) / MAX_GROUP_DIGITS;
    double widthEm = ascii.length * DIGIT_EM + (groups - 1) * GROUP_GAP_EM;
    double sizePt = Math.min(MAX_DIGIT_PT, widthMm * POINTS_IN_A_MM / widthEm);
    double emMm = sizePt / POINTS_IN_A_MM;
    for (int i = 0; i < ascii.length; i++) {
      int group = i * groups / ascii.length;
      double digitMm = xMm + (i * DIGIT_EM + group * GROUP_GAP_EM) * emMm;
      drawLine(DIGITS[ascii[i] - '0'], sizePt, digitMm, yMm + Lettering.CAPITAL_EM * emMm);
    }
  }

  /** Finishes the document and writes it; the stream stays open. */
  void write(OutputStream out) throws IOException {
    finishPage();
    document.save(out);
  }

  @Override
  public void close() throws IOException {
    document.close();
  }

  private float fromBottomPt(double mmFromTop) {
    return pt(layout.pageHeightMm() - mmFromTop);
  }

  private static float pt(double mm) {
    return (float) (mm * POINTS_IN_A_MM);
  }
}
