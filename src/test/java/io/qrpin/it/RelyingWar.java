package io.qrpin.it;

import example.shopfloor.SignInPage;
import io.qrpin.it.inside.CountingHashing;
import java.io.File;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The sample application, packed as Maven packs an embedder's WAR. */
final class RelyingWar {

  private RelyingWar() {}

  /**
   * @param more adds a test's own content
   */
  static Path named(String name, UnaryOperator<WebArchive> more) {
    Path war = Path.of("target/it/" + name + ".war").toAbsolutePath();
    war.getParent().toFile().mkdirs();
    WebArchive archive =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .merge(
                ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war")),
                Filters.include("/WEB-INF/lib/.*"))
            .addAsLibrary(new File("target/qrpin-embeddable.jar"))
            .addPackage(SignInPage.class.getPackage())
            .addClass(CountingHashing.class);
    more.apply(archive).as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }
}
