package io.qrpin.desk;

import io.qrpin.access.DeskPolicy;
import io.qrpin.desk.sheet.FontFile;
import io.qrpin.desk.sheet.Logo;
import io.qrpin.desk.sheet.SheetDesign;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The design of the sheets, as the settings say. It is made at the start. */
@ApplicationScoped
class SheetDesigns {

  private SheetDesign design;

  protected SheetDesigns() {}

  @Inject
  SheetDesigns(DeskPolicy policy) {
    DeskPolicy.Printing printing = policy.printing();
    Set<SheetDesign.Field> fields =
        printing.fields().stream()
            .map(field -> SheetDesign.Field.valueOf(field.name()))
            .collect(Collectors.toUnmodifiableSet());
    this.design =
        new SheetDesign(
            fields,
            printing.line(),
            printing.logo().map(Path::of).map(Logo::read),
            printing.fonts().stream().map(Path::of).map(FontFile::read).toList(),
            printing.locale(),
            policy.zone());
  }

  /** A logo or a font that cannot be used ends the start, with a message that names the file. */
  void check(@Observes @Initialized(ApplicationScoped.class) Object started) {
    current();
  }

  SheetDesign current() {
    return design;
  }
}
