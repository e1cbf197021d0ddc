package io.qrpin.desk.sheet;

import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.QrToken;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.pin.Pin;
import io.qrpin.pin.SeededRandom;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Workers, badges and PINs to print. */
public final class SheetFixtures {

  static final Instant EXPIRY = Instant.parse("2027-03-01T13:30:00Z");

  static final SheetDesign PLAIN = SheetDesign.plain(Locale.UK, ZoneId.of("UTC"));

  private SheetFixtures() {}

  static Subscriber worker(String displayName) {
    return worker(0, displayName, "kim@contoso.example");
  }

  static Subscriber worker(int number, String displayName, String userName) {
    return new Subscriber(
        new SubscriberId("worker-" + number),
        userName,
        Optional.of(displayName),
        Optional.of(Integer.toString(400_000 + number)),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  /** The badge of the worker with that number; the same number, the same badge. */
  public static BadgeText badge(int number) {
    return BadgeText.of(QrToken.random(new SeededRandom(number)));
  }

  static QrSymbol symbol(int number) {
    return badge(number).expose(digits -> QrSymbol.draw(digits, SymbolFormat.STANDARD));
  }

  static Card card(Subscriber owner) {
    return card(owner, QrCodeKind.STANDARD);
  }

  static Card card(Subscriber owner, QrCodeKind kind) {
    return new Card(owner, kind, Optional.of(EXPIRY), symbol(0));
  }

  public static Card card(int number) {
    Subscriber owner =
        worker(number, "Kim Nguy\u1ec5n " + number, "worker%d@contoso.example".formatted(number));
    return new Card(owner, QrCodeKind.STANDARD, Optional.of(EXPIRY), symbol(number));
  }

  public static List<Card> cards(int count) {
    return IntStream.range(0, count).mapToObj(SheetFixtures::card).toList();
  }

  static PinSlip slip(String pin) {
    return new PinSlip(worker("Kim Nguy\u1ec5n"), Pin.of(pin).orElseThrow());
  }

  public static List<PinSlip> slips(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new PinSlip(card(number).owner(), pin(number)))
        .toList();
  }

  private static Pin pin(int number) {
    return Pin.of(Integer.toString(70_000_000 + number)).orElseThrow();
  }

  public static byte[] printed(List<Card> cards, SheetLayout layout, SheetDesign design)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new BadgeSheet(layout, design).write(cards, out);
    return out.toByteArray();
  }

  static byte[] printed(List<PinSlip> slips, SheetLayout layout) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PinSlips(layout, PLAIN).write(slips, out);
    return out.toByteArray();
  }
}
