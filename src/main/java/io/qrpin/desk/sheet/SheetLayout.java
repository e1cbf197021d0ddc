package io.qrpin.desk.sheet;

/**
 * How cards or labels lie on a page.
 *
 * <p>A sheet has thin lines to cut along, because its paper is plain, or an adhesive sheet without
 * cuts. There is no layout for sheets with cuts: they differ by maker, and none has labels of two
 * inches in A4. Label printers use rolls, and card printers blank cards, so they get one to a page
 * of its very size.
 */
public enum SheetLayout {
  /** Ten cards on A4. */
  CARDS_A4(Piece.CARD, 210, 297, 2, 5),

  /** Ten cards on Letter. */
  CARDS_LETTER(Piece.CARD, 215.9, 279.4, 2, 5),

  /** One card a page, for card printers. */
  CARD(Piece.CARD, Piece.CARD.widthMm, Piece.CARD.heightMm, 1, 1),

  /** Fifteen labels on A4. */
  LABELS_A4(Piece.LABEL, 210, 297, 3, 5),

  /** Fifteen labels on Letter. */
  LABELS_LETTER(Piece.LABEL, 215.9, 279.4, 3, 5),

  /** One label a page, for label printers. */
  LABEL(Piece.LABEL, Piece.LABEL.widthMm, Piece.LABEL.heightMm, 1, 1);

  /** A printed piece. */
  enum Piece {
    /** The size ID-1 (ISO/IEC 7810). */
    CARD(85.60, 53.98),

    /** Two by two inches. */
    LABEL(50.8, 50.8);

    final double widthMm;
    final double heightMm;

    Piece(double widthMm, double heightMm) {
      this.widthMm = widthMm;
      this.heightMm = heightMm;
    }
  }

  private final Piece piece;
  private final double pageWidthMm;
  private final double pageHeightMm;
  private final int columns;
  private final int rows;

  SheetLayout(Piece piece, double pageWidthMm, double pageHeightMm, int columns, int rows) {
    this.piece = piece;
    this.pageWidthMm = pageWidthMm;
    this.pageHeightMm = pageHeightMm;
    this.columns = columns;
    this.rows = rows;
  }

  /** The number of cards or labels on a full page. */
  public int piecesPerPage() {
    return columns * rows;
  }

  Piece piece() {
    return piece;
  }

  double pageWidthMm() {
    return pageWidthMm;
  }

  double pageHeightMm() {
    return pageHeightMm;
  }

  int columns() {
    return columns;
  }

  /** From the left edge of the page to the left edge of a column, 0 the first. */
  double leftMm(int column) {
    return (pageWidthMm - columns * piece.widthMm) / 2 + column * piece.widthMm;
  }

  /** From the upper edge of the page to the upper edge of a row, 0 the first. */
  double topMm(int row) {
    return (pageHeightMm - rows * piece.heightMm) / 2 + row * piece.heightMm;
  }
}
