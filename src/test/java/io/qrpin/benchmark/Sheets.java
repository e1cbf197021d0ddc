package io.qrpin.benchmark;

import io.qrpin.desk.sheet.BadgeSheet;
import io.qrpin.desk.sheet.Card;
import io.qrpin.desk.sheet.PinSlip;
import io.qrpin.desk.sheet.PinSlips;
import io.qrpin.desk.sheet.SheetDesign;
import io.qrpin.desk.sheet.SheetFixtures;
import io.qrpin.desk.sheet.SheetLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * How long a document of a thousand badges or PINs takes, and how large it is: the first one of a
 * process, and one that follows. The symbols are drawn before.
 */
public final class Sheets {

  private static final int PIECES = 1_000;
  private static final double NANOS_IN_A_SECOND = 1e9;

  /** A document that is being measured. */
  @FunctionalInterface
  private interface Document {
    void write(ByteArrayOutputStream out) throws IOException;
  }

  private Sheets() {}

  public static void main(String[] args) throws IOException {
    SheetDesign design = SheetDesign.plain(Locale.ENGLISH, ZoneId.of("UTC"));
    List<Card> cards = SheetFixtures.cards(PIECES);
    List<PinSlip> slips = SheetFixtures.slips(PIECES);
    System.out.printf("%-10s %-14s %6s %8s%n", "document", "layout", "s", "KiB");
    for (int round = 0; round < 2; round++) {
      for (SheetLayout layout : SheetLayout.values()) {
        BadgeSheet badges = new BadgeSheet(layout, design);
        report("badges", layout, out -> badges.write(cards, out));
      }
      PinSlips pins = new PinSlips(SheetLayout.CARDS_A4, design);
      report("PINs", SheetLayout.CARDS_A4, out -> pins.write(slips, out));
    }
  }

  private static void report(String name, SheetLayout layout, Document document)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long start = System.nanoTime();
    document.write(out);
    double seconds = (System.nanoTime() - start) / NANOS_IN_A_SECOND;
    System.out.printf("%-10s %-14s %6.2f %8d%n", name, layout, seconds, out.size() / 1024);
  }
}
