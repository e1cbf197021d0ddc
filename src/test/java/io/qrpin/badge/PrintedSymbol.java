package io.qrpin.badge;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A printed drawing: the SVG document, rasterised. */
public final class PrintedSymbol {

  private static final Pattern COMMAND = Pattern.compile("M(\\d+),(\\d+)|([hv])(-?\\d+)|(z)");

  private static final double MM_IN_AN_INCH = 25.4;

  private final BufferedImage image;
  private final int widthModules;

  private PrintedSymbol(BufferedImage image, int widthModules) {
    this.image = image;
    this.widthModules = widthModules;
  }

  /** In the size that the document names. */
  static PrintedSymbol printed(byte[] svg, int dotsPerInch) {
    Element root = documentOf(svg).getDocumentElement();
    Matcher mm = Pattern.compile("([0-9.]+)mm").matcher(root.getAttribute("width"));
    assertThat(mm.matches()).as("a width in millimetres").isTrue();
    double inches = Double.parseDouble(mm.group(1)) / MM_IN_AN_INCH;
    return rasterised(root, (int) Math.round(inches * dotsPerInch));
  }

  /** In a size of the printer's own. */
  public static PrintedSymbol printed(byte[] svg, int dotsPerInch, double widthMm) {
    Element root = documentOf(svg).getDocumentElement();
    return rasterised(root, (int) Math.round(widthMm / MM_IN_AN_INCH * dotsPerInch));
  }

  /** One pixel a module. */
  static PrintedSymbol inModules(byte[] svg) {
    Element root = documentOf(svg).getDocumentElement();
    return rasterised(root, widthOf(root));
  }

  static Document documentOf(byte[] svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    } catch (Exception e) {
      throw new AssertionError("not an XML document", e);
    }
  }

  private static int widthOf(Element root) {
    Matcher box = Pattern.compile("0 0 (\\d+) \\1").matcher(root.getAttribute("viewBox"));
    assertThat(box.matches()).as("a square view box").isTrue();
    return Integer.parseInt(box.group(1));
  }

  private static PrintedSymbol rasterised(Element root, int pixels) {
    int widthModules = widthOf(root);
    BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D paper = image.createGraphics();
    try {
      paper.setColor(Color.GRAY); // what the document leaves out stays visible
      paper.fillRect(0, 0, pixels, pixels);
      paper.scale((double) pixels / widthModules, (double) pixels / widthModules);
      Element background = only(root, "rect");
      paper.setColor(Color.decode(background.getAttribute("fill").replaceAll("[0-9a-f]", "$0$0")));
      paper.fillRect(
          0,
          0,
          Integer.parseInt(background.getAttribute("width")),
          Integer.parseInt(background.getAttribute("height")));
      Element modules = only(root, "path");
      paper.setColor(Color.decode(modules.getAttribute("fill").replaceAll("[0-9a-f]", "$0$0")));
      paper.fill(pathOf(modules.getAttribute("d")));
    } finally {
      paper.dispose();
    }
    return new PrintedSymbol(image, widthModules);
  }

  private static Element only(Element root, String name) {
    assertThat(root.getElementsByTagName(name).getLength()).as(name).isEqualTo(1);
    return (Element) root.getElementsByTagName(name).item(0);
  }

  private static Path2D pathOf(String data) {
    Path2D path = new Path2D.Double();
    Matcher command = COMMAND.matcher(data);
    int end = 0;
    while (command.find()) {
      assertThat(command.start()).as("path data without gaps").isEqualTo(end);
      end = command.end();
      if (command.group(1) != null) {
        path.moveTo(Integer.parseInt(command.group(1)), Integer.parseInt(command.group(2)));
      } else if (command.group(5) != null) {
        path.closePath();
      } else {
        int length = Integer.parseInt(command.group(4));
        AffineTransform step =
            command.group(3).equals("h")
                ? AffineTransform.getTranslateInstance(length, 0)
                : AffineTransform.getTranslateInstance(0, length);
        var to = step.transform(path.getCurrentPoint(), null);
        path.lineTo(to.getX(), to.getY());
      }
    }
    assertThat(end).as("path data understood to its end").isEqualTo(data.length());
    return path;
  }

  public BufferedImage image() {
    return image;
  }

  /** Quiet zone included. */
  int widthModules() {
    return widthModules;
  }

  boolean isBlack(int x, int y) {
    return (image.getRGB(x, y) & 0xffffff) == 0;
  }

  boolean isWhite(int x, int y) {
    return (image.getRGB(x, y) & 0xffffff) == 0xffffff;
  }

  /**
   * Drops round blots of ink and bare spots until they cover a share of the symbol. What a reader
   * finds its way by is spared - the three finder patterns and the alignment pattern in the fourth
   * corner - for error correction is for the codewords: ZXing does not find a symbol that has lost
   * a corner, however much of its content is left.
   *
   * @param share of the area of the symbol without its quiet zone
   */
  PrintedSymbol blotted(double share, Random random) {
    double module = (double) image.getWidth() / widthModules;
    return blotted(share, random, 5 * module);
  }

  /**
   * The same, with blots of a size of their own.
   *
   * @param radius of the smallest blots, in pixels
   */
  public PrintedSymbol blotted(double share, Random random, double radius) {
    double module = (double) image.getWidth() / widthModules;
    double first = QrSymbol.QUIET_ZONE_MODULES * module;
    double side = (widthModules - 2 * QrSymbol.QUIET_ZONE_MODULES) * module;
    boolean[][] covered = new boolean[image.getWidth()][image.getWidth()];
    int left = (int) Math.ceil(share * side * side);
    while (left > 0) {
      double blot = Math.min((1 + 0.6 * random.nextDouble()) * radius, Math.sqrt(left / Math.PI));
      double x = first + random.nextDouble() * side;
      double y = first + random.nextDouble() * side;
      int colour = random.nextBoolean() ? 0xff000000 : 0xffffffff;
      left -= blot(covered, x, y, blot, colour);
    }
    return this;
  }

  private int blot(boolean[][] covered, double x, double y, double radius, int colour) {
    int fresh = 0;
    for (int j = 0; j < image.getWidth(); j++) {
      for (int i = 0; i < image.getWidth(); i++) {
        if (Math.hypot(i + 0.5 - x, j + 0.5 - y) <= radius && isForBlots(i, j)) {
          image.setRGB(i, j, colour);
          fresh += covered[i][j] ? 0 : 1;
          covered[i][j] = true;
        }
      }
    }
    return fresh;
  }

  private boolean isForBlots(int i, int j) {
    int size = widthModules - 2 * QrSymbol.QUIET_ZONE_MODULES;
    int x = moduleOf(i);
    int y = moduleOf(j);
    boolean inSymbol = x >= 0 && y >= 0 && x < size && y < size;
    boolean inFinder = x < 8 && y < 8 || x >= size - 8 && y < 8 || x < 8 && y >= size - 8;
    boolean inAlignment = Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2;
    return inSymbol && !inFinder && !inAlignment;
  }

  private int moduleOf(int pixel) {
    return pixel * widthModules / image.getWidth() - QrSymbol.QUIET_ZONE_MODULES;
  }
}
