package io.qrpin.desk.sheet;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import io.qrpin.desk.sheet.Lettering.Block;
import io.qrpin.desk.sheet.SheetDesign.Field;
import io.qrpin.desk.sheet.SheetLayout.Piece;
import io.qrpin.subscriber.Subscriber;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prints badges. A name that cannot be drawn is replaced by the user name, and that one by what can
 * be drawn of the worker's id. Thread safe.
 */
public final class BadgeSheet {

  /** At 203 dots per inch a module of a number's symbol gets eight dots in it. */
  private static final double SYMBOL_MM = 38;

  private static final double CARD_SYMBOL_X_MM = 47.1;
  private static final double CARD_SYMBOL_Y_MM = (Piece.CARD.heightMm - SYMBOL_MM) / 2;
  private static final double CARD_X_MM = 5;
  private static final double CARD_TEXT_MM = 41;
  private static final double CARD_HEAD_Y_MM = 5;
  private static final double CARD_HEAD_MM = 8;

  /** Names begin at the upper edge of the dark modules, and the expiry ends at the lower one. */
  private static final double CARD_NAME_Y_MM = 12.5;

  private static final double CARD_NAME_BELOW_HEAD_Y_MM = 16.5;
  private static final double CARD_EXPIRY_BASELINE_MM = 41.5;

  /** Below the quiet zone, so that a line is as wide as the card allows. */
  private static final double CARD_LINE_BASELINE_MM = 49;

  private static final double LABEL_SYMBOL_X_MM = (Piece.LABEL.widthMm - SYMBOL_MM) / 2;
  private static final double LABEL_SYMBOL_Y_MM = 0.5;
  private static final double LABEL_X_MM = 3;
  private static final double LABEL_TEXT_MM = Piece.LABEL.widthMm - 2 * LABEL_X_MM;
  private static final double LABEL_NAME_Y_MM = 38;
  private static final double LABEL_FOOT_Y_MM = 45.4;
  private static final double LABEL_BAND_Y_MM = 44.8;
  private static final double LABEL_BAND_MM = 3.4;

  private static final double GAP_MM = 1.4;
  private static final double LABEL_GAP_MM = 0.6;
  private static final double BAND_PADDING_MM = 1;

  private final SheetLayout layout;
  private final SheetDesign design;
  private final Words words;

  public BadgeSheet(SheetLayout layout, SheetDesign design) {
    this.layout = layout;
    this.design = design;
    this.words = Words.of(design.locale());
  }

  /**
   * Writes a PDF document with the cards in their order. Nothing is written before all are drawn.
   *
   * @param cards one or more; none is kept
   * @param out stays open
   * @throws IllegalArgumentException when there is no card, or a symbol is wider than the layout
   *     allows
   * @throws IllegalStateException when a symbol was erased
   * @throws IOException of {@code out}
   */
  public void write(List<Card> cards, OutputStream out) throws IOException {
    if (cards.isEmpty()) {
      throw new IllegalArgumentException("a sheet has at least one card");
    }
    try (Sheet sheet = new Sheet(layout, design, words, words.badges())) {
      for (Card card : cards) {
        sheet.next();
        switch (layout.piece()) {
          case CARD -> drawCard(card, sheet);
          case LABEL -> drawLabel(card, sheet);
        }
      }
      sheet.write(out);
    }
  }

  private void drawCard(Card card, Sheet sheet) throws IOException {
    sheet.draw(card.symbol(), CARD_SYMBOL_X_MM, CARD_SYMBOL_Y_MM, SYMBOL_MM);
    drawCardHead(card, sheet);
    drawCardNames(card, sheet);
    Lettering lettering = sheet.lettering();
    Optional<String> expiry = validUntil(card, lettering);
    if (expiry.isPresent()) {
      Block block = lettering.fit(expiry.get(), CARD_TEXT_MM, 8, 5.5, 1);
      sheet.draw(block, CARD_X_MM, CARD_EXPIRY_BASELINE_MM - block.heightMm());
    }
    Optional<String> line = design.line().flatMap(lettering::drawable);
    if (line.isPresent()) {
      double widthMm = Piece.CARD.widthMm - 2 * CARD_X_MM;
      Block block = lettering.fit(line.get(), widthMm, 7, 5, 1);
      sheet.draw(block, CARD_X_MM, CARD_LINE_BASELINE_MM - block.heightMm());
    }
  }

  /** A temporary card is recognised from afar, and bears no logo. */
  private void drawCardHead(Card card, Sheet sheet) throws IOException {
    if (card.isTemporary()) {
      Block mark =
          sheet.lettering().fit(words.temporary(), CARD_TEXT_MM - 2 * BAND_PADDING_MM, 13, 6, 1);
      sheet.drawBand(mark, CARD_X_MM, CARD_HEAD_Y_MM, CARD_TEXT_MM, CARD_HEAD_MM);
    } else if (design.logo().isPresent()) {
      sheet.draw(design.logo().get(), CARD_X_MM, CARD_HEAD_Y_MM, CARD_TEXT_MM, CARD_HEAD_MM);
    }
  }

  private void drawCardNames(Card card, Sheet sheet) throws IOException {
    boolean hasHead = card.isTemporary() || design.logo().isPresent();
    double y = hasHead ? CARD_NAME_BELOW_HEAD_Y_MM : CARD_NAME_Y_MM;
    Lettering lettering = sheet.lettering();
    List<Block> blocks = new ArrayList<>();
    for (String name : names(card.owner(), lettering)) {
      blocks.add(
          blocks.isEmpty()
              ? lettering.fit(name, CARD_TEXT_MM, 15, 8, 2)
              : lettering.fit(name, CARD_TEXT_MM, 8, 5.5, 1));
    }
    number(card.owner(), lettering)
        .ifPresent(number -> blocks.add(lettering.fit(number, CARD_TEXT_MM, 8, 5.5, 1)));
    for (Block block : blocks) {
      sheet.draw(block, CARD_X_MM, y);
      y += block.fullHeightMm() + GAP_MM;
    }
  }

  private void drawLabel(Card card, Sheet sheet) throws IOException {
    sheet.draw(card.symbol(), LABEL_SYMBOL_X_MM, LABEL_SYMBOL_Y_MM, SYMBOL_MM);
    Lettering lettering = sheet.lettering();
    double y = LABEL_NAME_Y_MM;
    double maxPt = 10;
    for (String name : names(card.owner(), lettering)) {
      Block block = lettering.fit(name, LABEL_TEXT_MM, maxPt, 5.5, 1);
      drawInTheMiddle(block, y, sheet);
      y += block.fullHeightMm() + LABEL_GAP_MM;
      maxPt = 7;
    }
    if (card.isTemporary()) {
      String mark = joined(Stream.of(Optional.of(words.temporary()), expiry(card, lettering)));
      Block block = lettering.fit(mark, LABEL_TEXT_MM - 2 * BAND_PADDING_MM, 7, 4.5, 1);
      sheet.drawBand(block, LABEL_X_MM, LABEL_BAND_Y_MM, LABEL_TEXT_MM, LABEL_BAND_MM);
    } else {
      String foot = joined(Stream.of(number(card.owner(), lettering), validUntil(card, lettering)));
      drawInTheMiddle(lettering.fit(foot, LABEL_TEXT_MM, 7, 4.5, 1), LABEL_FOOT_Y_MM, sheet);
    }
  }

  private static String joined(Stream<Optional<String>> parts) {
    return parts.flatMap(Optional::stream).collect(joining(" \u00b7 "));
  }

  private static void drawInTheMiddle(Block line, double yMm, Sheet sheet) throws IOException {
    sheet.draw(line, (Piece.LABEL.widthMm - sheet.lettering().widthMm(line)) / 2, yMm);
  }

  /** The first one is drawn large. A name that had to be replaced is not shown twice. */
  private List<String> names(Subscriber owner, Lettering lettering) {
    return Stream.of(
            design.shows(Field.DISPLAY_NAME) ? lettering.name(owner) : "",
            design.shows(Field.USER_NAME) ? lettering.userName(owner) : "")
        .filter(not(String::isEmpty))
        .distinct()
        .toList();
  }

  private Optional<String> number(Subscriber owner, Lettering lettering) {
    return design.shows(Field.EMPLOYEE_NUMBER)
        ? owner.employeeNumber().flatMap(lettering::drawable).map(it -> words.number() + " " + it)
        : Optional.empty();
  }

  private Optional<String> validUntil(Card card, Lettering lettering) {
    return expiry(card, lettering).map(date -> words.validUntil() + " " + date);
  }

  /** In the locale's form; in that of ISO 8601 if the locale's cannot be drawn. */
  private Optional<String> expiry(Card card, Lettering lettering) {
    return card.expiry()
        .filter(expiry -> design.shows(Field.EXPIRY))
        .map(expiry -> lastMoment(expiry, card.isTemporary()))
        .map(moment -> dated(moment, card.isTemporary(), lettering));
  }

  /** A badge that expires at midnight is not valid on the day that begins then. */
  private ZonedDateTime lastMoment(Instant expiry, boolean isTemporary) {
    return (isTemporary ? expiry : expiry.minusNanos(1)).atZone(design.zone());
  }

  private String dated(ZonedDateTime moment, boolean withTime, Lettering lettering) {
    DateTimeFormatter local =
        withTime
            ? DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);
    DateTimeFormatter iso =
        DateTimeFormatter.ofPattern(withTime ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd");
    return lettering
        .drawable(local.withLocale(design.locale()).format(moment))
        .orElseGet(() -> iso.format(moment));
  }
}
