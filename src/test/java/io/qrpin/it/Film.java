package io.qrpin.it;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * The picture of a camera that looks at a table: printed symbols on it, at an angle, with the noise
 * of a cheap camera. A browser plays the file in an endless loop as its camera.
 */
final class Film {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int PICTURES = 4;
  private static final double NOISE = 8;

  private final BufferedImage table =
      new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);

  /** An empty table. */
  Film() {
    Graphics2D paint = table.createGraphics();
    paint.setColor(new Color(150, 150, 150));
    paint.fillRect(0, 0, WIDTH, HEIGHT);
    paint.dispose();
  }

  /** Lays a picture on the table, so many dots wide, turned by so many degrees. */
  Film with(BufferedImage picture, int x, int y, int width, double degrees) {
    int height = width * picture.getHeight() / picture.getWidth();
    Graphics2D paint = table.createGraphics();
    paint.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    paint.rotate(Math.toRadians(degrees), x + width / 2.0, y + height / 2.0);
    paint.drawImage(picture, x, y, width, height, null);
    paint.dispose();
    return this;
  }

  /** One badge in the middle, as somebody holds it. */
  static Film of(BufferedImage symbol, double degrees) {
    return new Film().with(symbol, WIDTH / 2 - 160, HEIGHT / 2 - 160, 320, degrees);
  }

  /** A whole card, as somebody holds it. */
  static Film ofCard(BufferedImage card, double degrees) {
    return new Film().with(card, WIDTH / 2 - 400, HEIGHT / 2 - 250, 800, degrees);
  }

  static BufferedImage inverted(BufferedImage symbol) {
    BufferedImage negative =
        new BufferedImage(symbol.getWidth(), symbol.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < symbol.getHeight(); y++) {
      for (int x = 0; x < symbol.getWidth(); x++) {
        negative.setRGB(x, y, ~symbol.getRGB(x, y));
      }
    }
    return negative;
  }

  /** Writes the film in Y4M, with luminance only. */
  Path writtenTo(Path file) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      String header = "YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n".formatted(WIDTH, HEIGHT);
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      byte[] noColour = new byte[WIDTH * HEIGHT / 2];
      Arrays.fill(noColour, (byte) 128);
      Random noise = new Random(1);
      BufferedImage seen = fromAnAngle();
      for (int i = 0; i < PICTURES; i++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(luminances(seen, noise));
        out.write(noColour);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The far edge of the table is shorter than the near one. */
  private BufferedImage fromAnAngle() {
    BufferedImage seen = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paint = seen.createGraphics();
    paint.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int row = 0; row < HEIGHT; row++) {
      int inset = (HEIGHT - row) * WIDTH / 16 / HEIGHT;
      paint.drawImage(table, inset, row, WIDTH - inset, row + 1, 0, row, WIDTH, row + 1, null);
    }
    paint.dispose();
    return seen;
  }

  private static byte[] luminances(BufferedImage picture, Random noise) {
    byte[] luminances = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < luminances.length; i++) {
      int grey = picture.getRaster().getSample(i % WIDTH, i / WIDTH, 0);
      double seen = 20 + grey * 0.8 + noise.nextGaussian() * NOISE;
      luminances[i] = (byte) Math.max(0, Math.min(255, Math.round(seen)));
    }
    return luminances;
  }
}
