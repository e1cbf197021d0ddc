package io.qrpin.desk.sheet;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Black pictures. */
final class LogoFixtures {

  private LogoFixtures() {}

  static Path write(Path folder, String format, int width, int height) throws IOException {
    Path file = folder.resolve("logo." + format);
    BufferedImage black = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(black, format, file.toFile());
    return file;
  }
}
