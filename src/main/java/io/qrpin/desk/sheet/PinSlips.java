package io.qrpin.desk.sheet;

import io.qrpin.desk.sheet.Lettering.Block;
import io.qrpin.pin.Pin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Prints temporary PINs, for people who hand them out apart from the badges. In the same layout and
 * order they lie where the badges lie. The design's fields, line and logo are not used. Thread
 * safe.
 *
 * <p>The digits of a PIN are never together in a {@code String}. They are in the memory of the
 * document until it is written, and nowhere on a disk.
 */
public final class PinSlips {

  private static final double X_MM = 5;
  private static final double NAME_Y_MM = 6;
  private static final double DIGITS_Y_MM = 25;
  private static final double LAST_BASELINE_MM = 46;
  private static final double GAP_MM = 1.4;

  private final SheetLayout layout;
  private final SheetDesign design;
  private final Words words;

  public PinSlips(SheetLayout layout, SheetDesign design) {
    this.layout = layout;
    this.design = design;
    this.words = Words.of(design.locale());
  }

  /**
   * Writes a PDF document with the slips in their order. Nothing is written before all are drawn.
   *
   * @param slips one or more; none is kept
   * @param out stays open
   * @throws IllegalArgumentException when there is no slip
   * @throws IllegalStateException when a PIN was erased
   * @throws IOException of {@code out}
   */
  public void write(List<PinSlip> slips, OutputStream out) throws IOException {
    if (slips.isEmpty()) {
      throw new IllegalArgumentException("a sheet has at least one slip");
    }
    try (Sheet sheet = new Sheet(layout, design, words, words.pins())) {
      for (PinSlip slip : slips) {
        sheet.next();
        draw(slip, sheet);
      }
      sheet.write(out);
    }
  }

  private void draw(PinSlip slip, Sheet sheet) throws IOException {
    Lettering lettering = sheet.lettering();
    double widthMm = layout.piece().widthMm - 2 * X_MM;
    String name = lettering.name(slip.owner());
    String userName = lettering.userName(slip.owner());
    Block first = lettering.fit(name, widthMm, 15, 8, 2);
    sheet.draw(first, X_MM, NAME_Y_MM);
    if (!userName.equals(name)) {
      double y = NAME_Y_MM + first.fullHeightMm() + GAP_MM;
      sheet.draw(lettering.fit(userName, widthMm, 8, 5.5, 1), X_MM, y);
    }
    draw(slip.pin(), widthMm, sheet);
    Block foot = lettering.fit(words.changeIt(), widthMm, 8, 6, 3);
    sheet.draw(foot, X_MM, LAST_BASELINE_MM - foot.heightMm());
  }

  private static void draw(Pin pin, double widthMm, Sheet sheet) {
    pin.expose(
        digits -> {
          try {
            sheet.drawDigits(digits, X_MM, DIGITS_Y_MM, widthMm);
            return null;
          } catch (IOException e) {
            throw new UncheckedIOException("a page in memory", e);
          }
        });
  }
}
